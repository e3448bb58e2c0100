"""What becomes of each kind of file people have: what the client reads, what staff see, what Clio gets.

One row a kind. What is filed is what a sync sends: the bytes as they came, under their true ending.
"""

import hashlib
import io

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intake.models import Upload
from intake.review import decisions
from intake.uploads import viewer_process
from matters.models import Document
from tests.intake.send import heic, picture
from tests.intake.uploads import real_files as real
from tests.intake.uploads.locked_files import AES_256, protected_from_printing
from tests.matters.test_recordings import M4A, MP4

PICTURE, PLAYER, DOWNLOAD = "opens large", 'class="player"', "Download"
CUT = "Only a part of this file is here"

# name as sent → bytes → name as kept → what is told of it to client and staff → what staff look at
KEPT = {
    "a filled form": ("income.pdf", real.filled_form(), "income.pdf", "", PICTURE),
    "half a photo": ("IMG_0007.jpg", picture(size=(640, 480))[:-900], "IMG_0007.jpg", CUT, PICTURE),
    "half a scan": ("scan.png", real.raster("PNG")[:-60], "scan.png", CUT, PICTURE),
    "a form of Acrobat": ("form.pdf", real.xfa_form(), "form.pdf", "Acrobat", PICTURE),
    "a portfolio": ("all.pdf", real.portfolio(), "all.pdf", "2 more files", PICTURE),
    "a locked PDF": ("bank.pdf", AES_256, "bank.pdf", "password", DOWNLOAD),
    "protected from printing": ("p.pdf", protected_from_printing(), "p.pdf", "", PICTURE),
    "words before the PDF": ("r.pdf", b"export 2026\r\n\r\n" + real.PDF, "r.pdf", "", PICTURE),
    "a fax": ("records.tif", real.fax(), "records.tif", "", PICTURE),
    "a PDF of a server": ("View.aspx", real.PDF, "View.aspx.pdf", "", PICTURE),
    "a PDF with dots": ("W-2 (final).v2", real.PDF, "W-2 (final).v2.pdf", "", PICTURE),
    "a JPEG called HEIC": ("IMG_2041.HEIC", picture(), "IMG_2041.jpg", "", PICTURE),
    "a photo without ending": ("photo", heic(), "photo.heic", "", PICTURE),
    "WebP": ("a.webp", real.KINDS["webp"], "a.webp", "", PICTURE),
    "AVIF": ("a.avif", real.KINDS["avif"], "a.avif", "", PICTURE),
    "GIF": ("a.gif", real.KINDS["gif"], "a.gif", "", PICTURE),
    "BMP": ("a.bmp", real.KINDS["bmp"], "a.bmp", "", PICTURE),
    "RTF called DOC": ("letter.doc", real.RTF, "letter.rtf", "", DOWNLOAD),
    "ODT": ("a.odt", real.KINDS["odt"], "a.odt", "", DOWNLOAD),
    "a web page called XLS": ("history.xls", real.HTML_TABLE, "history.xls", "", DOWNLOAD),
    "XML called XLS": ("book.xls", real.XML_SHEET, "book.xls", "", DOWNLOAD),
    "text called XLS": ("pay.xls", real.TEXT_TABLE, "pay.xls", "", DOWNLOAD),
    "CSV": ("s.csv", b"Date,Amount\n2026-10-01,1250\n", "s.csv", "", "1250"),
    "an email": ("agreement.eml", real.MAIL, "agreement.eml", "", "Subject"),
    "a name of macOS": ("Nin\u0303o.pdf", real.PDF, "Ni\u00f1o.pdf", "", PICTURE),
    "a film": ("IMG_2041.MOV", MP4, "IMG_2041.mp4", "", PLAYER),
    "a voice": ("Call.m4a", M4A, "Call.m4a", "", PLAYER),
}
# name as sent → bytes → what the client reads
REFUSED = {
    "half a PDF": ("s.pdf", real.PDF[:200], "We cannot open this file"),
    "no pages": ("e.pdf", real.pdf_without_pages(), "There is no page in this PDF."),
    "a shadow of macOS": ("._W2.pdf", real.MAC_SHADOW, "without “._” in front of it"),
    "Pages": ("List.pages", b"PK\3\4" + b"\0" * 60, "Save it as a PDF"),
    "a program": ("View.aspx", b"MZ\x90\0" + b"\0" * 90, "not a document"),
    "a web page": ("download.php", real.HTML_TABLE, "not a document"),
}


@pytest.fixture
def item(ask):
    return ask("Anything", "document", takes_recordings=True)


@pytest.fixture
def send(phone, item):
    """send(name, content) → the page the client reads then."""

    def through_the_form(name, content):
        files = {"nonce": name, "files": SimpleUploadedFile("x", content)}
        files["files"].name = name
        return phone.sends(f"items/{item.pk}/uploads/", files, follow=True).content.decode()

    return through_the_form


@pytest.mark.parametrize("case", KEPT)
def test_what_is_kept(send, lenas, lena, case):
    name, content, kept, told, looked_at = KEPT[case]
    page = send(name, content)
    upload = Upload.objects.get()
    assert upload.name == kept
    assert kept in page
    desk = lenas.get(f"/review/?at={upload.pk}").content.decode()
    assert looked_at in desk
    assert told in page
    assert told in desk
    decisions.approve(upload=upload, by=lena)
    document = Document.objects.get()
    assert document.name.endswith("." + kept.rpartition(".")[2])
    with document.open() as file:
        assert file.read() == content
    assert document.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(send, case):
    name, content, told = REFUSED[case]
    page = send(name, content)
    assert told in page
    assert name in page
    assert not Upload.objects.exists()


# --- Pictures as scanners, printers and phones make them -----------------------------------------

RED, BLUE = (200, 30, 30), (30, 60, 200)
TURNED = 6  # In EXIF: the first row is the right-hand side.


def page_of(mode="RGB", *, turned=False):
    """Red above, blue below."""
    image = Image.new("RGB", (60, 80), BLUE)
    image.paste(RED, (0, 0, 60, 40))
    return (image.transpose(Image.Transpose.ROTATE_90) if turned else image).convert(mode)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned(kind):
    exif = Image.Exif()
    exif[0x0112] = TURNED
    if kind != "HEIF":
        return saved(page_of(turned=True), kind, exif=exif.tobytes())
    out = io.BytesIO()
    pillow_heif.from_pillow(page_of(turned=True)).save(out, exif=exif.tobytes())
    return out.getvalue()


def burst():
    made = pillow_heif.from_pillow(page_of())
    made.add_from_pillow(Image.new("RGB", (60, 80), "green"))
    out = io.BytesIO()
    made.save(out, primary_index=0)
    return out.getvalue()


def transparent_palette():
    image = page_of("P")
    return saved(image, "PNG", transparency=255)


PICTURES = {
    "CMYK": ("jpg", saved(page_of("CMYK"), "JPEG", quality=95)),
    "turned JPEG": ("jpg", turned("JPEG")),
    "turned PNG": ("png", turned("PNG")),
    "turned HEIC": ("heic", turned("HEIF")),
    "a burst": ("heic", burst()),
    "palette": ("png", transparent_palette()),
    "animated PNG": ("png", saved(page_of(), "PNG", save_all=True, append_images=[page_of()])),
}


def seen(kind, content):
    picture = viewer_process.picture(kind, io.BytesIO(content), 1)
    return Image.open(io.BytesIO(picture)).convert("RGB")


@pytest.mark.parametrize("case", PICTURES)
def test_pictures_are_upright_and_in_their_tones(case):
    image = seen(*PICTURES[case])
    assert image.width < image.height
    middle = image.width // 2
    assert image.getpixel((middle, image.height // 4)) == pytest.approx(RED, abs=45)
    assert image.getpixel((middle, image.height * 3 // 4)) == pytest.approx(BLUE, abs=45)


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_white_stays_so(mode):
    image = Image.new("L", (60, 80), 255)
    image.paste(0, (0, 0, 60, 40))
    kind, options = ("PNG", {}) if mode == "1" else ("JPEG", {"progressive": True})
    shown = seen("png" if mode == "1" else "jpg", saved(image.convert(mode), kind, **options))
    assert shown.getpixel((30, 20)) == pytest.approx((0, 0, 0), abs=8)
    assert shown.getpixel((30, 60)) == pytest.approx((255, 255, 255), abs=8)
