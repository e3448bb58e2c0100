"""Files as people have them: under another name, cut, locked, filled in, twice. What is kept, what the
client and staff read beside it, and what the picture shows."""

import io

import pytest
from django.utils import translation
from PIL import Image

from intake.models import Upload
from intake.uploads import remarks, validation, viewer_process
from intake.uploads.refusals import Refused
from matters.domain.filetypes import TYPES, with_extension
from tests.intake.send import heic, picture, sent
from tests.intake.uploads import real_files as real


def inspected(name, content):
    return validation.inspect(name, len(content), io.BytesIO(content))


def kept_as(name, content):
    return with_extension(name, inspected(name, content).extension)


def codes(name, content):
    return [remark["code"] for remark in inspected(name, content).remarks]


# --- A name is a hint ----------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["pdf", "jpg", "heic", "docx", "xls", "webp", "txt", "aspx", ""])
@pytest.mark.parametrize(("kind", "content"), real.KINDS.items())
def test_bytes_decide_whatever_the_name_says(named, kind, content):
    found = inspected(f"IMG_2041.{named}" if named else "IMG_2041", content)
    assert (found.extension, found.content_type) == (kind, TYPES[kind])


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("IMG_2041.HEIC", picture(), "IMG_2041.jpg"),
        ("IMG_2041.JPG", picture(), "IMG_2041.JPG"),
        ("scan.jpeg", picture(), "scan.jpeg"),
        ("photo.jpg", heic(), "photo.heic"),
        ("ViewDocument.aspx", real.PDF, "ViewDocument.aspx.pdf"),
        ("download.php", real.PDF, "download.php.pdf"),
        ("page.html", real.PDF, "page.html.pdf"),
        ("Tax return J.Smith", real.PDF, "Tax return J.Smith.pdf"),
        ("W-2 (final).v2", real.PDF, "W-2 (final).v2.pdf"),
        ("statement.pdf_1", real.PDF, "statement.pdf"),
        ("letter.doc", real.RTF, "letter.rtf"),
        ("fax.tiff", real.fax(), "fax.tiff"),
    ],
)
def test_the_true_ending_is_given(name, content, kept):
    assert kept_as(name, content) == kept


@pytest.mark.parametrize("name", ["letter.doc", "history.xls"])
@pytest.mark.parametrize("content", [real.HTML_TABLE, real.XML_SHEET, real.TEXT_TABLE])
def test_exports_that_word_and_excel_open_are_kept_under_their_name(name, content):
    assert kept_as(name, content) == name


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("statement.csv", b"Date,Amount\n2026-10-01,1250\n", "statement.csv"),
        ("statement.tsv", real.TEXT_TABLE, "statement.tsv"),
        ("agreement.eml", real.MAIL, "agreement.eml"),
    ],
)
def test_text_is_what_its_name_says(name, content, kept):
    assert kept_as(name, content) == kept


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("statement.pdf", real.HTML_TABLE, "strange"),
        ("download.php", real.HTML_TABLE, "strange"),
        ("statement.pdf", b"MZ\x90\0" + b"\0" * 90, "strange"),
        ("photo.jpg", b"\x7fELF" + b"\0" * 90, "strange"),
        ("run.js", b"alert(1)", "strange"),
        ("agreement.eml", b"Just text, no message.", "renamed"),
        ("._Passport.pdf", real.MAC_SHADOW, "shadow"),
        ("._photo.jpg", real.MAC_SHADOW, "shadow"),
        ("empty.pdf", real.pdf_without_pages(), "no_pages"),
        ("slides.odp", real.open_document("presentation"), "unopened"),
        ("letter.odt", real.open_document("presentation"), "unopened"),
    ],
)
def test_what_is_no_document_is_refused_whatever_its_name(name, content, why):
    with pytest.raises(Refused) as refusal:
        inspected(name, content)
    assert refusal.value.why == why


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"HTTP export 2026\n" * 20, b" " * 1000])
def test_words_before_a_pdf_do_no_harm(before):
    assert inspected("report.pdf", before + real.PDF).pages == 1


def test_beyond_the_first_kilobyte_no_reader_looks():
    with pytest.raises(Refused):
        inspected("report.pdf", b" " * 1025 + real.PDF)


# --- What is odd is told at once -----------------------------------------------------------------


def photo():
    """With a small picture of itself inside, as cameras write it: that one has an end of its own."""
    small = picture(size=(16, 12))
    exif = b"\xff\xe1" + (len(small) + 8).to_bytes(2, "big") + b"Exif\0\0" + small
    whole = picture(size=(640, 480), quality=95)
    return whole[:2] + exif + whole[2:]


WHOLE = {
    "jpg": photo(),
    "png": real.raster("PNG"),
    "heic": heic(size=(320, 240)),
    "avif": real.raster("AVIF"),
    "webp": real.raster("WEBP"),
    "gif": real.raster("GIF"),
    "bmp": real.raster("BMP"),
}


SIZELESS = {"avif", "webp"}
"""Of these half a file says nothing at all, and is refused."""


def told(name, content):
    try:
        return " ".join(codes(name, content))
    except Refused as reason:
        return reason.why


@pytest.mark.parametrize(("kind", "content"), WHOLE.items())
def test_a_file_cut_off_is_kept_and_told(kind, content):
    assert codes(f"a.{kind}", content) == []
    half = content[: len(content) * 4 // 5]
    assert told(f"a.{kind}", half) == ("unreadable" if kind in SIZELESS else "cut")


def test_lines_after_the_end_of_a_pdf_do_not_make_it_cut():
    assert codes("a.pdf", real.PDF + b"\n<!-- printed by the bank -->" * 100) == []


def test_a_film_behind_a_photo_does_not_make_it_cut():
    assert codes("a.jpg", photo() + b"\0\0\0\x18ftypmp42" + b"\xff\xda" * 90) == []


def test_a_form_for_acrobat_and_files_inside_are_told():
    assert codes("form.pdf", real.xfa_form()) == ["xfa"]
    found = inspected("portfolio.pdf", real.portfolio())
    assert (found.pages, found.remarks) == (1, ({"code": "files", "count": 2},))


def test_every_remark_is_said_in_every_language():
    all_of_them = [{"code": code, "count": 2, "name": "a.pdf"} for code in remarks.SENTENCES]
    english = remarks.sentences(all_of_them)
    with translation.override("es"):
        spanish = remarks.sentences(all_of_them)
    assert not set(english) & set(spanish)
    assert "{" not in "".join(english + spanish)


def test_the_same_file_twice_is_told_under_either_name(passport):
    first = sent(passport, "paystub.pdf", real.PDF)
    second = sent(passport, "paystub copy.pdf", real.PDF)
    assert first.remarks == []
    assert second.remarks == [{"code": "same", "name": "paystub.pdf"}]
    Upload.objects.filter(pk=first.pk).update(state=Upload.State.REMOVED)
    third = sent(passport, "again.pdf", real.PDF)
    assert third.remarks == [{"code": "same", "name": "paystub copy.pdf"}]


def test_client_and_staff_read_the_same_words(phone, lenas, ask):
    asked = ask("Passport", "document")
    upload = sent(asked, "photo.jpg", photo()[:-900])
    words = "Only a part of this file is here: it was cut off before it was sent."
    assert words in phone.reads(f"items/{asked.pk}/")
    assert words in lenas.get(f"/review/?at={upload.pk}").content.decode()


# --- The picture shows what every reader shows ---------------------------------------------------


def seen(kind, content, page=1):
    return Image.open(io.BytesIO(viewer_process.picture(kind, io.BytesIO(content), page)))


def test_what_was_filled_in_is_drawn():
    dark = sum(level < 100 for level in seen("pdf", real.filled_form()).convert("L").getdata())
    assert dark > 500


def test_sixteen_bits_of_gray_keep_their_tones():
    ramp = Image.new("I;16", (256, 10))
    ramp.putdata([column * 257 for _row in range(10) for column in range(256)])
    out = io.BytesIO()
    ramp.save(out, "PNG")
    gray = seen("png", out.getvalue()).convert("L")
    tones = [gray.getpixel((at, 5)) for at in (10, 128, 245)]
    assert tones == pytest.approx([10, 128, 245], abs=6)


def test_every_page_of_a_fax_is_seen():
    content = real.fax(pages=3)
    assert inspected("fax.tif", content).pages == 3
    middles = [seen("tif", content, page).getpixel((30, 20)) for page in (1, 3)]
    assert middles[0] == pytest.approx((0, 128, 128), abs=4)
    assert middles[1] == pytest.approx((255, 255, 255), abs=4)


@pytest.mark.parametrize("kind", ["webp", "avif", "gif", "bmp"])
def test_pictures_of_every_kind_are_seen(kind):
    assert seen(kind, real.KINDS[kind]).getpixel((30, 20)) == pytest.approx((0, 128, 128), abs=8)


def test_as_much_as_there_is_of_a_half_photo_is_seen():
    assert seen("jpg", photo()[:-900]).getpixel((10, 10)) == pytest.approx((0, 128, 128), abs=8)
