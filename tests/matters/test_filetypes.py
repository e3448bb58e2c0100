import io

import pytest

from matters.demo import papers
from matters.domain import filetypes
from matters.domain.filetypes import Refused, check
from tests.matters.conftest import PDF, packed

MOST = 100 * 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + b"\0" * 60 + b"\xff\xd9"
EXIF = b"\xff\xd8\xff\xe1\x00\x18Exif\0\0MM\0*" + b"\0" * 60 + b"\xff\xd9"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40
HEIF = b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 40
DOCX = packed("[Content_Types].xml", "word/document.xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
PPTX = packed("[Content_Types].xml", "ppt/presentation.xml")
DOCM = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + b"\0" * 200
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
HTML = b"\n <!DOCTYPE html><html><body>hello</body></html>"


def checked(name, content, most=MOST):
    return check(name, len(content), io.BytesIO(content), most=most)


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("Passport.pdf", PDF, "pdf"),
        ("PASSPORT.PDF", PDF, "pdf"),
        ("photo.jpg", JPEG, "jpg"),
        ("photo.JPEG", EXIF, "jpg"),
        ("scan.png", papers.png("", ["x"]), "png"),
        ("IMG_0001.HEIC", HEIC, "heic"),
        ("IMG_0002.heif", HEIF, "heic"),
        ("letter.docx", DOCX, "docx"),
        ("letter.docx", papers.docx("Letter", ["Hello"]), "docx"),
        ("sheet.xlsx", XLSX, "xlsx"),
        ("letter.doc", OLE, "doc"),
        ("sheet.xls", OLE, "xls"),
        ("notes.txt", b"Two children, 7 and 10.\r\n", "txt"),
        ("notes.txt", "Señora Muñoz".encode("cp1252"), "txt"),
        ("notes.txt", "Señora Muñoz".encode("utf-16"), "txt"),
        ("notes.txt", "\ufeff王小明".encode(), "txt"),
    ],
)
def test_documents_are_kept(name, content, extension):
    assert checked(name, content).content_type == filetypes.TYPES[extension]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "This file is empty."),
        (
            "page.html",
            HTML,
            "This file is a web page, not a document. Send a PDF, a photo, or a Word file.",
        ),
        ("page.pdf", HTML, "This file is a web page, not a document."),
        ("page.txt", HTML, "This file is a web page, not a document."),
        ("logo.svg", SVG, "This file is a drawing for the web (SVG), not a document."),
        ("logo.png", SVG, "This file is a drawing for the web (SVG), not a document."),
        ("setup.exe", EXE, "This file is a program, not a document."),
        ("setup.pdf", EXE, "This file is a program, not a document."),
        ("setup.txt", EXE, "This file is a program, not a document."),
        ("run.txt", b"#!/bin/sh\nrm -rf /\n", "This file is a program"),
        (
            "slides.docx",
            PPTX,
            "This file is a presentation, and we cannot open those. Save it as a PDF and send that.",
        ),
        ("macros.docx", DOCM, "There are small programs (macros) in this file."),
        ("all.zip", packed("a.pdf"), "This file is a folder packed into one file"),
        ("all.docx", packed("a.pdf"), "This file is a folder packed into one file"),
        ("film.mov", b"", "This file is empty."),
        (
            "film.mov",
            b"\0\0\0\x14ftypqt  ",
            "This file is a video, and a document is asked for here.",
        ),
        ("photo.jpg", b"hello", "This file is named like a JPEG photo, but it is plain text."),
        ("passport.xyz", b"hello", "We do not know this kind of file (.xyz). Send a PDF"),
        ("scan.psd", b"8BPS", "We cannot open this kind of picture. Send a JPEG or PNG."),
        ("noise.pdf", bytes(range(1, 250)), "This file is not a PDF"),
        ("noise.txt", b"abc\0\1\2def", "This file is not plain text"),
    ],
)
def test_strangers_are_refused_in_plain_words(name, content, words):
    with pytest.raises(Refused) as refusal:
        checked(name, content)
    assert str(refusal.value).startswith(words)


def test_too_large_is_refused():
    with pytest.raises(Refused, match="larger than 100 MB"):
        check("film.pdf", MOST + 1, io.BytesIO(PDF), most=MOST)


def test_stream_is_left_at_its_start():
    stream = io.BytesIO(DOCX)
    check("letter.docx", len(DOCX), stream, most=MOST)
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("Tax return", PDF, "Tax return.pdf"),
        ("Scan of 12.3.2026", PDF, "Scan of 12.3.2026.pdf"),
        ("Letter to Mr. Smith", DOCX, "Letter to Mr. Smith.docx"),
        ("IMG_0001", HEIC, "IMG_0001.heic"),
        ("photo.", JPEG, "photo.jpg"),
        ("photo.JPEG", JPEG, "photo.JPEG"),
    ],
)
def test_where_the_name_says_no_type_unmistakable_bytes_do(name, content, kept):
    assert filetypes.with_extension(name, checked(name, content).extension) == kept


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE, "We do not know this kind of file."),
        (b"hello", "We do not know this kind of file."),
        (HTML, "is a web page, not a document"),
        (PPTX, "is a presentation, and we cannot open those."),
        (DOCM, "There are small programs"),
        (EXE, "is a program, not a document"),
    ],
)
def test_without_a_type_in_its_name_anything_else_is_refused(content, words):
    with pytest.raises(Refused, match=words):
        checked("Something", content)
