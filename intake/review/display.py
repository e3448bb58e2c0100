"""Display: what of an upload can be seen beside the decision: a page's picture, plain text, or
neither.
"""

import codecs
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intake.models import Upload
from intake.uploads import previews
from matters.domain import filetypes

MOST_TEXT = 20_000  # bytes
TEXT = {filetypes.TYPES[kind] for kind in ("txt", "csv", "eml")}
WORD = _("Word files cannot be shown here.")
EXCEL = _("Excel files cannot be shown here.")
OPEN_DOCUMENT = _("OpenDocument files cannot be shown here.")
OFFICE = {
    filetypes.TYPES["doc"]: WORD,
    filetypes.TYPES["docx"]: WORD,
    filetypes.TYPES["xls"]: EXCEL,
    filetypes.TYPES["xlsx"]: EXCEL,
    filetypes.TYPES["rtf"]: _("Rich text files cannot be shown here."),
    filetypes.TYPES["odt"]: OPEN_DOCUMENT,
    filetypes.TYPES["ods"]: OPEN_DOCUMENT,
    filetypes.TYPES["msg"]: _("Outlook messages cannot be shown here."),
}
LOCKED = _("This PDF opens only with a password.")
UNSEEN = _("No picture could be made of this upload.")


@dataclass(frozen=True, slots=True)
class Sight:
    """kind: picture, text, document, table, mail, recording, download, unscanned or infected. words:
    the text, or why there is none; read: what the readers found in it."""

    kind: str
    words: str = ""
    url: str = ""
    page: int = 1
    pages: int = 1
    is_cut: bool = False
    read: Any = None

    @property
    def former_page(self) -> int:
        return self.page - 1

    @property
    def next_page(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def of(upload: Upload, page: str) -> Sight:
    if not upload.is_safe:
        return Sight("infected" if upload.scan == Upload.Scan.INFECTED else "unscanned")
    if upload.player:
        return Sight("recording", url=reverse("intake:upload", args=[upload.pk]))
    if read := previews.words(upload):
        return Sight(read["kind"], read=read, is_cut=read.get("is_cut", False))
    if upload.content_type in TEXT:
        return _text(upload)
    if not previews.of(upload):
        return Sight("download", str(_why_unseen(upload)))
    pages = previews.shown_pages(upload)
    wanted = int(page) if page.isdecimal() and len(page) < 5 else 1
    number = min(max(wanted, 1), pages)
    url = reverse("intake:upload-page", args=[upload.pk, number])
    return Sight("picture", url=url, page=number, pages=pages, is_cut=pages < (upload.pages or 1))


def _why_unseen(upload: Upload) -> str:
    if any(remark["code"] == "locked" for remark in upload.remarks):
        return str(LOCKED)
    return str(OFFICE.get(upload.content_type, UNSEEN))


def _text(upload: Upload) -> Sight:
    try:
        with upload.open() as stream:
            raw = stream.read(MOST_TEXT + 1)
    except FileNotFoundError:
        return Sight("download", str(UNSEEN))
    words = decoded(raw[:MOST_TEXT])
    return Sight("text", words, is_cut=len(raw) > MOST_TEXT)


def decoded(raw: bytes) -> str:
    """The beginning of a text file; a letter cut in half at its end is left out."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        words = codecs.getincrementaldecoder("utf-16")("replace").decode(raw)
    else:
        try:
            words = codecs.getincrementaldecoder("utf-8-sig")().decode(raw)
        except UnicodeDecodeError:
            words = raw.decode("cp1252", "replace")
    return words.replace("\0", "")
