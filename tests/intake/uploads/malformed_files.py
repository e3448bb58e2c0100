"""Files nobody should send, made from a seed: the same number is always the same file."""

import random
import struct

from matters.demo import papers
from tests.intake.send import heic, picture
from tests.intake.uploads.hostile_files import TRICKS, archive, office, pdf_of, png_chunk

NAMES = [
    "{}", "{}.pdf", "{}.jpg", "{}.jpeg", "{}.png", "{}.heic", "{}.docx", "{}.xlsx", "{}.doc",
    "{}.xls", "{}.txt", "{}.html", "{}.svg", "{}.exe", "{}.zip", "{}.pdf.exe", "{}.PDF", "{}.pdf ",
    "{}.", ".{}", "{}.docm", "{}.tar.gz", "{}.pdf/", "{}.heif",
]  # fmt: skip
STEMS = [
    "scan", "../../../etc/passwd", "..\\..\\windows\\system32\\cmd", "/etc/shadow", "C:\\boot",
    "паспорт", "旅券", "جواز", "\u202egnp.exe", "a\0b", "x" * 300, "con", "nul", "~", "-rf",
    "<script>alert(1)</script>", "%00", "a\nb", "\ud800", "", " ", "'; DROP TABLE--", "{date}", "🪪" * 60,
    "e" + "\u0301" * 300, "scan\u2066fdp.exe\u2069", "COM1", "lpt9 ", "aux.pdf.", "..", "...", "scan:hidden",
    "a\u2028b", "\u200d" * 40, "\ufeffscan", "scan\t", "=1+1", "-", "a" * 255 + "́", "ﷺ" * 90,
]  # fmt: skip


def png_claiming(width, height):
    header = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", b"")
        + png_chunk(b"IEND", b"")
    )


def jpeg_claiming(width, height):
    """A whole JPEG whose header says it is larger than it is."""
    content = bytearray(picture())
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack("!HH", height, width)
    return bytes(content)


def bomb():
    return office("word", ("word/media/x.bin", b"\0" * (40 * 2**20)))


def many_entries():
    return office("xl", *((f"xl/{number}", b"") for number in range(6_000)))


def lying_archive(chance):
    """What its end record says is not so."""
    content = bytearray(office())
    end = content.rindex(b"PK\x05\x06")
    for at in chance.sample(range(8, 20), 4):
        content[end + at] = chance.randrange(256)
    return bytes(content)


def endless_contents():
    return office()[:-22] + b"PK\x05\x06" + b"\xff" * 18


def many_pages(count=2_100):
    kids = " ".join(f"{number + 3} 0 R" for number in range(count))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    return pdf_of([*objects, *([page] * count)])


def circular_pdf():
    return pdf_of(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"])


def deep_pdf():
    return pdf_of(["<</Type/Catalog/Pages 2 0 R/A" + "[" * 20_000 + "]" * 20_000 + ">>"])


GOOD = {
    "pdf": papers.pdf("Passport", ["Maya Ruiz"]),
    "jpg": picture(),
    "png": picture("PNG"),
    "heic": heic(),
    "docx": office(),
    "xlsx": office("xl"),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "txt": b"Two children, ages 9 and 12\n" * 40,
}


def whole(chance):
    return chance.choice(list(GOOD.values()))


def truncated(chance):
    content = whole(chance)
    return content[: chance.randrange(len(content))]


def flipped(chance):
    content = bytearray(whole(chance))
    for _ in range(chance.randrange(1, 60)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def glued(chance):
    """Two files in one: each reader finds its own."""
    return whole(chance) + whole(chance)


def headed(chance):
    return whole(chance)[: chance.randrange(4, 40)] + chance.randbytes(chance.randrange(4000))


def markup(chance):
    pieces = [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>",
        b"\xef\xbb\xbf  <!DOCTYPE html>",
        "<html>".encode("utf-16"),
        b"%PDF-1.4\n<script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
    ]
    return chance.choice(pieces)


def bombs(chance):
    makers = [
        bomb, many_entries, endless_contents, many_pages, circular_pdf, deep_pdf,
        lambda: png_claiming(100_000, 100_000), lambda: png_claiming(2**31 - 1, 2**31 - 1),
        lambda: png_claiming(0, 9), lambda: jpeg_claiming(65_535, 65_535),
        lambda: office("word", ("word/x.zip", archive(("a", "b")))),
        lambda: office("xl", ("xl/vbaProject.bin", b"x")),
        lambda: lying_archive(chance),
    ]  # fmt: skip
    return chance.choice(makers)()


def tricks(chance):
    return TRICKS[chance.choice(list(TRICKS))]()


def noise(chance):
    return chance.randbytes(chance.randrange(8000))


MAKERS = [
    whole,
    truncated,
    truncated,
    flipped,
    flipped,
    glued,
    headed,
    markup,
    bombs,
    noise,
    tricks,
    tricks,
]


def claimed(content: bytes) -> str:
    """The extension its first bytes ask for."""
    for start, extension in {
        b"%PDF": "pdf",
        b"\xff\xd8": "jpg",
        b"\x89P": "png",
        b"\xd0\xcf": "doc",
    }.items():
        if content.startswith(start):
            return extension
    if content.startswith(b"PK"):
        return "xlsx" if b"xl/" in content else "docx"
    return "heic" if content[4:8] == b"ftyp" else "txt"


def malformed(number: int, seed: int = 20261123) -> tuple[str, bytes]:
    """A name and the bytes that go with it, or do not."""
    chance = random.Random(seed * 1_000_003 + number)
    content = chance.choice(MAKERS)(chance)
    stem = chance.choice(STEMS)
    fits = chance.random() < 0.6
    return f"{stem}.{claimed(content)}" if fits else chance.choice(NAMES).format(stem), content
