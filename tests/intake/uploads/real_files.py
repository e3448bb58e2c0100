"""Small files of every kind that people have, whole, cut and under another kind's name."""

import io
import zipfile

from PIL import Image

from matters.demo import papers
from matters.domain.signatures import OLE
from tests.intake.send import picture
from tests.intake.uploads.hostile_files import archive, pdf_of

HTML_TABLE = (
    b"<html><body><table><tr><td>Gross pay</td><td>1,250.00</td></tr></table></body></html>"
)
XML_SHEET = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'
TEXT_TABLE = b"Date\tAmount\r\n2026-10-01\t1,250.00\r\n"
RTF = b"{\\rtf1\\ansi Dear Lena,\\par}"
MAC_SHADOW = b"\0\x05\x16\x07\0\2\0\0Mac OS X        " + b"\0" * 60
MAIL = (
    b"Return-Path: <ana@example.com>\r\nReceived: from mail.example.com\r\n by mx.example.com;\r\n"
    b"From: ana@example.com\r\nTo: lena@example.com\r\nSubject: Agreement\r\n\r\nHello.\r\n"
)


def compound(part: str) -> bytes:
    """A Word, Excel or Outlook file of old, by the name of its main part."""
    return OLE + b"\0" * 500 + part.encode("utf-16-le") + b"\0" * 500


def open_document(kind: str) -> bytes:
    said = f"application/vnd.oasis.opendocument.{kind}"
    return archive(("mimetype", said), ("content.xml", "<x/>"), compression=zipfile.ZIP_STORED)


def raster(kind: str, *more: Image.Image, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    options |= {"save_all": True, "append_images": list(more)} if more else {}
    Image.new(mode, (60, 40), "teal").save(out, kind, **options)
    return out.getvalue()


def fax(pages: int = 2) -> bytes:
    others = [Image.new("RGB", (60, 40), "white") for _ in range(pages - 1)]
    return raster("TIFF", *others)


PDF = papers.pdf("Statement", ["Account 4711"])
KINDS = {
    "pdf": PDF,
    "jpg": picture(),
    "png": raster("PNG"),
    "webp": raster("WEBP"),
    "avif": raster("AVIF"),
    "tif": fax(),
    "gif": raster("GIF"),
    "bmp": raster("BMP"),
    "rtf": RTF,
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "doc": compound("WordDocument"),
    "xls": compound("Workbook"),
    "msg": compound("__properties_version1.0"),
}
"""What bytes alone tell from every other kind."""

CATALOG = "<</Type/Catalog/Pages 2 0 R{}>>"
ONE_PAGE = "<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf_without_pages() -> bytes:
    return pdf_of([CATALOG.format(""), "<</Type/Pages/Kids[]/Count 0>>"])


def filled_form() -> bytes:
    """A field that was filled in with ten X, as browsers save it: every reader draws it itself."""
    field = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(income)/V(XXXXXXXXXX)/Rect[10 10 190 40]/P 3 0 R"
        "/DA(/Helv 24 Tf 0 g)/F 4>>"
    )
    form = (
        "/AcroForm<</Fields[4 0 R]/NeedAppearances true/DR<</Font<</Helv 5 0 R>>>>/DA(/Helv 0 Tf)>>"
    )
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]/Annots[4 0 R]>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf_of([CATALOG.format(form), ONE_PAGE, page, field, font])


def xfa_form() -> bytes:
    form = "/AcroForm<</Fields[]/XFA[(template)4 0 R]>>/NeedsRendering true"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]>>"
    return pdf_of([CATALOG.format(form), ONE_PAGE, page, "<</Length 0>>stream\n\nendstream"])


def portfolio() -> bytes:
    names = "/Names<</EmbeddedFiles<</Names[(a.pdf)4 0 R(b.pdf)5 0 R]>>>>/Collection<</View/T>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]>>"
    files = [f"<</Type/Filespec/F({name}.pdf)/EF<</F 6 0 R>>>>" for name in "ab"]
    inside = "<</Type/EmbeddedFile/Length 5>>stream\nhello\nendstream"
    return pdf_of([CATALOG.format(names), ONE_PAGE, page, *files, inside])
