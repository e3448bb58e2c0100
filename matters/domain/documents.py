"""Documents: files on a matter, added, filed and taken off."""

import contextlib
from collections.abc import Callable, Collection
from typing import IO

import structlog
from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casehug import audit
from casehug.files import clamd
from casehug.files.storage import Stored, private_files, store
from casehug.models import Member
from casehug.tenancy.scope import current_firm_id
from matters.domain import archives, filenames, filetypes
from matters.domain.filetypes import Refused
from matters.models import Document, Matter

log = structlog.get_logger()

UNSCANNED = _(
    "The virus scanner does not answer, and nothing is kept without it."
    " Try again in a few minutes; if that does not help, tell whoever runs CaseHug."
)
INFECTED = _("The virus scanner found something harmful in this file, so it was not kept.")


class HasLeft(Exception):
    """The document is known elsewhere, or may be: it stays on the matter. str() says where."""


Guard = Callable[[Collection[int]], dict[int, str]]
_guards: list[Guard] = []


def add_guard(guard: Guard) -> None:
    """`guard` is asked of several documents by their ids, and answers why those that have to stay on
    their matter have to. Rooms that know documents
    register theirs in AppConfig.ready."""
    _guards.append(guard)


def why_they_stay(documents: Collection[int]) -> dict[int, str]:
    """Of those that may not be taken off their matter the first reason of any guard."""
    found: dict[int, str] = {}
    for guard in _guards if documents else []:
        found = guard(documents) | found
    return found


def add_document(*, matter: Matter, file: File, by: Member) -> Document:
    """File what staff sent. Raises Refused, or OSError when the disk cannot take it."""
    assert file.file is not None, "an open file"
    most, recorded = settings.DOCUMENT_MAX_BYTES, settings.RECORDING_MAX_BYTES
    filetypes.check_name(file.name or "", file.size, most=most, recorded=recorded)
    archives.check(file.file)
    kind = filetypes.check(file.name or "", file.size, file.file, most=most, recorded=recorded)
    scan = _scanned(file.file)
    stored = store(file, firm_id=current_firm_id())
    try:
        return file_document(
            matter=matter,
            name=filetypes.with_extension(file.name or "", kind.extension),
            stored=stored,
            content_type=kind.content_type,
            by=by,
            scan=scan,
        )
    except BaseException:
        with contextlib.suppress(OSError):
            private_files().delete(stored.name)
        raise


def _scanned(stream: IO[bytes]) -> Document.Scan:
    """Somebody who is looking waits for the answer, where scanning is on. Raises Refused."""
    if not clamd.is_on():
        return Document.Scan.OFF
    try:
        clean = clamd.is_clean(stream)
    except clamd.Unavailable as why:
        log.warning("scanner_unavailable", why=str(why))
        raise Refused(UNSCANNED, "unscanned") from None
    if not clean:
        raise Refused(INFECTED, "infected")
    stream.seek(0)
    return Document.Scan.CLEAN


@transaction.atomic
def file_document(
    *,
    matter: Matter,
    name: str,
    stored: Stored,
    content_type: str,
    by: Member | None,
    kind: str = Document.Kind.STAFF,
    scan: str = "",
) -> Document:
    """Put bytes that are already stored on the matter's file, under a name nothing else there has."""
    # Not its key: what refers to the matter, such as an email, may be written meanwhile.
    Matter.objects.select_for_update(no_key=True).only("pk").get(pk=matter.pk)
    taken = Document.objects.filter(matter=matter).values_list("name", flat=True)
    document = Document.objects.create(
        matter=matter,
        name=filenames.untaken(filenames.tidy(name), taken),
        kind=kind,
        file=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        content_type=content_type,
        scan=scan,
        added_by=by,
    )
    who = by.user if by else None
    audit.record("document.filed", document, by=who, matter=matter.pk, kind=str(kind))
    return document


def note_scan(*, document_id: int, scan: str) -> None:
    """What the virus scanner said of its bytes later."""
    Document.objects.filter(pk=document_id).update(scan=scan)


@transaction.atomic
def take_out(*, document: Document, by: Member) -> None:
    """Off the matter again, as if it had never been filed; the bytes stay where they are. Raises
    HasLeft."""
    # Locked, so that nobody links the document between the question and its end.
    document = Document.objects.select_for_update().get(pk=document.pk)
    if why := why_they_stay([document.pk]).get(document.pk):
        raise HasLeft(why)
    audit.record("document.taken_out", document, by=by.user, matter=document.matter_id)
    document.delete()
