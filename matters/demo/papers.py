"""Small real files, made on the spot: what a client or a paralegal would hand in."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from textwrap import wrap
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def pdf(title: str, lines: list[str]) -> bytes:
    """One page, in a font every reader has."""
    text = [b"BT /F1 20 Tf 72 720 Td (" + _pdf_text(title) + b") Tj /F1 11 Tf 0 -14 Td"]
    text += [b"0 -18 Td (" + _pdf_text(line) + b") Tj" for line in lines]
    content = b"\n".join([*text, b"ET"])
    return _pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
                b" /Resources << /Font << /F1 5 0 R >> >> >>"
            ),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
    )


def _pdf_text(text: str) -> bytes:
    plain = text.encode("cp1252", "replace")
    return plain.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _pdf_file(bodies: list[bytes]) -> bytes:
    written, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(bodies) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(written))
    )


def docx(title: str, lines: list[str]) -> bytes:
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in [title, *lines]
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return packed.getvalue()


def txt(title: str, lines: list[str]) -> bytes:
    return "\r\n".join([title, "", *lines, ""]).encode()


def png(title: str, lines: list[str]) -> bytes:
    """A photo of a sheet of paper, with its words to be read."""
    sheet = Image.new("L", (720, 930), 250)
    draw = ImageDraw.Draw(sheet)
    large, small = ImageFont.load_default(26), ImageFont.load_default(18)
    for number, line in enumerate(wrap(_drawable(title), 44)):
        draw.text((60, 70 + number * 34), line, fill=40, font=large)
    for number, line in enumerate(lines):
        draw.text((60, 190 + number * 30), _drawable(line), fill=70, font=small)
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()


def _drawable(text: str) -> str:
    """Pillow's own font has no accents, nor much else."""
    plain = text.translate({ord("’"): "'", ord("—"): "-", ord("×"): "x"})
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


MAKERS: dict[str, Callable[[str, list[str]], bytes]] = {
    "pdf": pdf, "docx": docx, "txt": txt, "png": png,
}  # fmt: skip


def paper(name: str, title: str, lines: list[str]) -> bytes:
    """The bytes of a file of this name."""
    return MAKERS[name.rsplit(".", 1)[-1]](title, lines)
