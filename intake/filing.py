"""Filing: what is approved becomes a document of the matter, under the name the firm likes."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from casehug.models import Member
from intake.models import Intake, Preferences, Upload
from matters.domain import filenames
from matters.domain.documents import file_document, note_scan, take_out
from matters.models import Document

DEFAULT = "{date} {item} - {client last name}"
BLANK = re.compile(r"\{([^{}]*)\}")
# A name of nothing but what joins: " - ", "_".
GLUE = re.compile(r"[\s\-_–—,.]+")


class InvalidPattern(ValueError):
    """The pattern cannot be used; str() says why to the person who typed it."""


# --- Names ---------------------------------------------------------------------------------------


def blanks(upload: Upload) -> dict[str, str]:
    """What a pattern may ask for, filled in for one upload."""
    intake = upload.item.intake
    client = intake.matter.client
    sent = upload.uploaded_at.astimezone(ZoneInfo(intake.firm.time_zone))
    return {
        "date": f"{sent:%Y-%m-%d}",
        "item": upload.item.title,
        "file": filenames.parted(upload.name)[0],
        "client last name": client.last_name if client else "",
        "client first name": client.first_name if client else "",
        "client": client.name if client else "",
        "matter": intake.matter.title,
        "case type": intake.matter.case_type.name,
    }


BLANKS = [
    "date",
    "item",
    "file",
    "client last name",
    "client first name",
    "client",
    "matter",
    "case type",
]


def check_pattern(pattern: str) -> str:
    """The pattern as it is kept. Raises Unclear."""
    pattern = " ".join(pattern.split())
    unknown = [name for name in BLANK.findall(pattern) if name.strip().lower() not in BLANKS]
    if unknown:
        raise InvalidPattern(
            _("We cannot fill in {{{blank}}}. Choose from the list.").format(blank=unknown[0])
        )
    if "{" in BLANK.sub("", pattern) or "}" in BLANK.sub("", pattern):
        raise InvalidPattern(_("A { has no } to go with it."))
    if not {name.strip().lower() for name in BLANK.findall(pattern)} & {"item", "file"}:
        raise InvalidPattern(
            _("The name needs {item} or {file}: otherwise every document is called the same.")
        )
    return pattern


def named(pattern: str, upload: Upload) -> str:
    """The name of the document: the pattern filled in, with the extension the file came with."""
    known = blanks(upload)
    stem = BLANK.sub(lambda blank: known.get(blank[1].strip().lower(), ""), pattern)
    stem = " ".join(stem.split()).strip(" -–—_,")
    if not GLUE.sub("", stem):
        stem = upload.item.title
    extension = filenames.parted(upload.name)[1].lower()
    return filenames.shortened(stem.replace("/", "-").replace("\\", "-") + extension)


def example(pattern: str, time_zone: str, now: datetime) -> str:
    """What a document would be called, for the page where the pattern is chosen."""
    known = {
        "date": f"{now.astimezone(ZoneInfo(time_zone)):%Y-%m-%d}",
        "item": "Most recent tax return",
        "file": "IMG_2041",
        "client last name": "Rivera",
        "client first name": "Ana",
        "client": "Ana Rivera",
        "matter": "Rivera — Divorce",
        "case type": "Divorce — Standard",
    }
    return BLANK.sub(lambda blank: known.get(blank[1].strip().lower(), ""), pattern) + ".pdf"


# --- Filing --------------------------------------------------------------------------------------


@transaction.atomic
def file_upload(*, upload: Upload, by: Member) -> Document:
    """The document shares the upload's bytes. Filed again, or equal to another upload that was
    filed, it is the same document."""
    assert upload.is_safe
    if upload.document:
        return upload.document
    intake = upload.item.intake
    document = _of_equal_bytes(intake, upload) or _filed(intake, upload, by)
    if document.scan != upload.scan and upload.scan == Upload.Scan.CLEAN:
        note_scan(document_id=document.pk, scan=upload.scan)
    upload.document = document
    upload.save(update_fields=["document"])
    return document


def _of_equal_bytes(intake: Intake, upload: Upload) -> Document | None:
    equal = Upload.objects.filter(item__intake=intake, sha256=upload.sha256, size=upload.size)
    return Document.objects.filter(uploads__in=equal).order_by("pk").first()


def _filed(intake: Intake, upload: Upload, by: Member) -> Document:
    preferences = Preferences.objects.first() or Preferences()
    return file_document(
        matter=intake.matter,
        name=named(preferences.file_names, upload),
        stored=upload.stored,
        content_type=upload.content_type,
        by=by,
        kind=Document.Kind.UPLOAD,
        scan=upload.scan,
    )


@transaction.atomic
def unfile(*, upload: Upload, by: Member) -> None:
    """Take the document off the matter again; the bytes stay with the upload. Raises
    documents.HasLeft when the document is in Clio already, or may be."""
    if document := upload.document:
        upload.document = None
        upload.save(update_fields=["document"])
        if not document.uploads.exists():
            take_out(document=document, by=by)
