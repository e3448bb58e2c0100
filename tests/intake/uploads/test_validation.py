"""What is kept and what is refused, in words a client understands; and two thousand odd files."""

import io
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image

from casehug.files.storage import private_files
from intake.models import Upload
from intake.uploads import validation, viewer_process
from intake.uploads.validation import Refused
from matters.domain import archives, filetypes, signatures
from tests.intake.send import PDF, heic, picture, sent
from tests.intake.uploads import hostile_files
from tests.intake.uploads import malformed_files as odd

MOST_MEMORY = 256 * 2**20
# Starts the viewer from a process that is small itself: a child's record begins with its parent's.
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-I", *sys.argv[1:]], capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def inspected(name, content):
    return validation.inspect(name, len(content), io.BytesIO(content))


def refused(name, content):
    with pytest.raises(Refused) as refusal:
        inspected(name, content)
    return refusal.value


def says(reason, language):
    with translation.override(language):
        return str(reason)


@pytest.mark.parametrize(("extension", "content"), odd.GOOD.items())
def test_every_kind_we_take_is_taken(extension, content):
    found = inspected(f"a.{extension}", content)
    assert found.content_type == filetypes.TYPES[extension]
    assert found.pages == (1 if extension == "pdf" else None)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.mov", b"x", "strange"),
        ("a", b"x", "unknown"),
        ("a.xyz", b"x", "unknown"),
        ("a.psd", b"8BPS\0\1" + b"\0" * 90, "picture"),
        ("a.webp", b"\x01\x02", "damaged"),
        ("a.pages", b"x", "unopened"),
        ("a.pdf", b"<html>", "strange"),
        ("a.pdf", b"hello", "renamed"),
        ("a.pdf", b"\x01\x02", "damaged"),
        ("a.png", odd.png_claiming(100_000, 100_000), "pixels"),
        ("a.jpg", odd.jpeg_claiming(65_535, 65_535), "pixels"),
        ("a.pdf", odd.many_pages(), "pages"),
        ("a.pdf", b"%PDF-1.7\nnothing", "unreadable"),
        ("a.docx", odd.bomb(), "bomb"),
        ("a.xlsx", odd.many_entries(), "bomb"),
        ("a.docx", odd.endless_contents(), "bomb"),
        ("a.docx", odd.office("word", ("word/x.zip", b"x")), "nested"),
        ("a.xlsx", odd.office("xl", ("xl/vbaProject.bin", b"x")), "macros"),
        ("a.docx", signatures.OLE + validation.LOCKED + b"\0" * 600, "locked"),
        ("a.zip", odd.archive(("a", "b")), "packed"),
    ],
)
def test_each_refusal_says_why_in_every_language(name, content, why):
    began = time.monotonic()
    reason = refused(name, content)
    assert reason.why == why
    assert says(reason, "en") != says(reason, "es")
    assert "{" not in says(reason, "en") + says(reason, "es")
    assert time.monotonic() - began < 10  # Of a machine with better things to do.


# What becomes of each trick under the name its bytes ask for. What is kept is a file that some
# reader might be fooled by: none of ours runs, follows or unpacks anything, and none is shown by
# a browser as what it is.
FATES = {
    "bomb": ["hundred_thousand", "overlapping"],
    "unreadable": ["swelling_profile", "swelling_remark", "deep_heic", "many_segments", "endless_filling",
                   "million_chunks", "gifar"],
    "strange": ["page_in_front_of_pdf", "utf_16", "utf_16_unmarked", "utf_32", "utf_7"],
    "": ["javascript", "launch", "submit", "carrying", "swelling", "huge_page", "lying_count", "huge_picture",
         "looping_table", "deep_pages", "outside_template", "lying_sizes", "travelling_names", "giant_heic",
         "wide_heic", "archive_behind_pdf", "page_in_a_photo", "archive_behind_a_photo", "page_behind_a_photo"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("trick", "why"), [(trick, why) for why, tricks in FATES.items() for trick in tricks]
)
def test_no_trick_is_more_than_a_file(trick, why):
    content = hostile_files.TRICKS[trick]()
    begun = time.process_time()
    if why:
        for name in (f"a.{odd.claimed(content)}", "a"):
            reason = refused(name, content)
            assert says(reason, "en") != says(reason, "es")
        assert reason.why == why
    else:
        assert inspected(f"a.{odd.claimed(content)}", content)
    assert time.process_time() - begun < 10


def test_every_trick_has_its_fate():
    assert sorted(trick for tricks in FATES.values() for trick in tricks) == sorted(
        hostile_files.TRICKS
    )


def test_a_refusal_is_in_the_language_of_whoever_reads_it():
    with translation.override("es"):
        reason = refused("a.pdf", b"hello")
    assert says(reason, "en") == (
        "This file is named like a PDF, but it is plain text. Open it, save it again and send that."
    )
    assert says(reason, "es") == (
        "Este archivo tiene nombre de un PDF, pero es texto simple."
        " Ábralo, guárdelo otra vez y envíe ese."
    )


def test_how_many_are_too_many_is_said_with_the_number():
    reason = refused("a.pdf", odd.many_pages())
    assert says(reason, "en") == "This PDF has more than 2,000 pages. Send it in parts."
    assert says(reason, "es") == "Este PDF tiene más de 2,000 páginas. Envíelo en partes."


def test_a_size_is_refused_before_a_byte_is_read():
    with pytest.raises(Refused, match="larger than 100 MB"):
        validation.inspect("a.pdf", 100 * 2**20 + 1, None)


def test_small_programs_in_old_files_are_told_to_staff():
    assert inspected("a.xls", odd.GOOD["doc"] + validation.PROGRAMS).macros
    assert not inspected("a.xls", odd.GOOD["doc"]).macros


def test_a_mark_on_the_edge_of_a_window_is_found(monkeypatch):
    monkeypatch.setattr(validation, "WINDOW", 50)
    for pad in range(60):
        content = signatures.OLE + b"\0" * pad + validation.PROGRAMS + b"\0" * 900
        assert inspected("a.xls", content).macros


def test_documents_inside_a_document_are_no_nested_archive():
    content = odd.office("word", ("word/embeddings/Sheet1.xlsx", odd.GOOD["xlsx"]))
    assert inspected("a.docx", content).extension == "docx"


def test_a_phone_with_the_most_dots_is_welcome():
    assert validation.MOST_PIXELS > 16_320 * 12_240
    assert inspected("a.png", odd.png_claiming(16_320, 12_240)).extension == "png"


def test_nothing_is_unpacked_to_be_measured(monkeypatch):
    content = odd.bomb()
    monkeypatch.setattr(archives.zipfile.ZipFile, "open", None)
    monkeypatch.setattr(archives.zipfile.ZipFile, "read", None)
    assert refused("a.docx", content).why == "bomb"


def test_what_the_file_is_is_asked_once_with_the_stream_left_at_its_start():
    stream = io.BytesIO(PDF)
    validation.inspect("a.pdf", len(PDF), stream)
    assert stream.tell() == 0


# --- Odd files by the hundred --------------------------------------------------------------------


def everything_below(root):
    return {path for path in Path(root).rglob("*") if path.is_file()}


def swallow(item, numbers):
    """Kept and refused, by number; any other exception is the test's failure."""
    kept, reasons = [], []
    for number in numbers:
        name, content = odd.malformed(number)
        try:
            kept.append(sent(item, name, content))
        except Refused as reason:
            reasons.append(reason)
    return kept, reasons


def check_odd_files(item, lenas, numbers):
    root = Path(private_files().path(""))
    outside = everything_below(root.parent) - everything_below(root)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept, reasons = swallow(item, numbers)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert everything_below(root.parent) - everything_below(root) == outside
    assert {Path(private_files().path(upload.file)).parent.parent.parent for upload in kept} == {
        root
    }
    assert grown < MOST_MEMORY
    assert len({reason.why for reason in reasons}) > 6
    assert all(
        words[0].isupper() and words.endswith(".")
        for reason in reasons
        for words in (says(reason, "en"), says(reason, "es"))
    )
    for upload in kept[::10]:
        response = lenas.get(f"/uploads/{upload.pk}/")
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert sum(map(len, response.streaming_content)) == upload.size
    print(f"{len(kept)} kept, {len(reasons)} refused; {grown / 2**20:.0f} MB more")


@pytest.mark.parametrize(
    ("question", "make"),
    [
        ("pdf", odd.many_pages),
        ("pdf", odd.circular_pdf),
        ("pdf", odd.deep_pdf),
        ("picture-pdf", odd.many_pages),
        ("picture-pdf", odd.circular_pdf),
        ("picture-png", lambda: odd.png_claiming(100_000, 100_000)),
        ("picture-jpg", lambda: odd.jpeg_claiming(65_535, 65_535)),
        ("picture-jpg", lambda: picture(size=(8_000, 6_000))),
        ("picture-jpg", lambda: picture(size=(12_000, 12_000), progressive=True)),
        ("picture-png", lambda: flat(mode="RGBA", size=(7_000, 7_000))),
        ("picture-heic", hostile_files.TRICKS["giant_heic"]),
        ("picture-pdf", hostile_files.swelling_pdf),
        ("picture-pdf", hostile_files.huge_picture_pdf),
        ("picture-pdf", hostile_files.huge_page_pdf),
        ("picture-pdf", hostile_files.deep_pages_pdf),
        ("pixels", lambda: odd.GOOD["heic"]),
        ("picture-heic", lambda: odd.GOOD["heic"]),
    ],
)
def test_the_viewer_stays_small(tmp_path, question, make):
    path = tmp_path / "file"
    path.write_bytes(make())
    command = [sys.executable, "-c", MEASURE, str(viewer_process.VIEWER), question, str(path)]
    most = int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert most * 1024 < MOST_MEMORY


def flat(mode, size):
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, "PNG", compress_level=1)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("png", lambda: flat("RGBA", (7_000, 7_000))),
        ("jpg", lambda: picture(size=(16_320, 12_240))),
        ("heic", lambda: heic(size=(8_064, 6_048))),
    ],
    ids=["png", "jpg", "heic"],
)
def test_the_largest_photos_still_have_a_picture(kind, make):
    """Within what the viewer may take. Made in here: each worker imports this file."""
    content = make()
    seen = Image.open(io.BytesIO(viewer_process.picture(kind, io.BytesIO(content))))
    assert max(seen.size) == 1600
    colour = seen.convert("RGB").getpixel((700, 500))
    assert colour == pytest.approx((0, 128, 128), abs=3)


@pytest.fixture
def endless(monkeypatch):
    monkeypatch.setattr("intake.uploads.receiving.MOST_FILES", 10**6)


@pytest.mark.usefixtures("endless")
def test_two_hundred_odd_files(passport, lenas):
    """Two thousand, through a real web and worker, are `./dev bench odd`."""
    check_odd_files(passport, lenas, range(200))


@pytest.mark.usefixtures("endless")
def test_pictures_of_odd_files_are_made_or_not(passport, lenas):
    kept, _ = swallow(passport, range(3000, 3030))
    for upload in kept:
        assert lenas.get(f"/uploads/{upload.pk}/preview/").status_code in {200, 404}
    assert not Upload.objects.filter(pk__in=[u.pk for u in kept], preview="").exists()
