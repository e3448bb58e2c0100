"""Receiving: files from clients: kept exactly as they were sent, or not at all. What was
acknowledged stays.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial as bound
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import InterfaceError, OperationalError, transaction

from casehug import audit, jobs
from casehug.files import clamd
from casehug.files.disk_space import FULL, leaves_enough
from casehug.files.storage import Stored, adopt
from intake.models import Intake, Item, PartialUpload, Upload
from intake.progress import item_state
from intake.progress.item_state import locked, settle, touch
from intake.uploads import partial_file, quota, spool
from intake.uploads.partial_file import Misfit
from intake.uploads.refusals import Refused, refused
from intake.uploads.remarks import Remark
from intake.uploads.validation import Inspected, inspect, inspect_name
from matters.domain.filenames import tidy
from matters.domain.filetypes import with_extension

__all__ = ["Misfit", "Refused", "append", "begin", "finish", "offset", "receive"]

LOOK_AT = "intake.look_at_upload"  # The task that scans and pictures a file that came.
MOST_FILES = 200  # on one item
WHOLE = "whole-"  # Begins the nonce of what comes in one go.


def receive(*, item: Item, name: str, file: File, nonce: str) -> Upload:
    """A whole file at once. Sent again with the same nonce it is the same upload. Raises Refused."""
    if former := received(item, nonce):
        return former
    _may_begin(item, name, file.size)
    if getattr(file, "found_no_room", False):
        raise refused("no_room")
    stream = cast("BinaryIO", file.file)
    found = inspect(name, file.size, stream, recordings=item.takes_recordings)
    stream.seek(0)
    # A row goes before the bytes: whatever becomes of us, a sweep finds them.
    partial = PartialUpload.objects.create(
        item=item, **_on_its_way(item, _a_nonce(), name, file.size)
    )
    try:
        append(partial=partial, offset=0, stream=stream)
        stored = _whole(partial)
        upload = _kept(item, nonce, name, stored, found)
    except (OperationalError, InterfaceError):
        raise  # Whether the row was kept nobody can say; bytes too many are better than too few.
    except BaseException:
        spool.discard(spool.kept_name(partial))
        spool.forget(partial)
        raise
    spool.forget(partial)
    return upload


def received(item: Item, nonce: str) -> Upload | None:
    """What was taken back or returned does not stand for the same file sent anew."""
    return Upload.objects.filter(item=item, nonce=nonce).exclude(state__in=Upload.GONE).first()


# --- In pieces -----------------------------------------------------------------------------------


def begin(*, item: Item, nonce: str, name: str, size: int) -> PartialUpload | Upload:
    """What is here of the file so far; the upload itself where it arrived whole. Raises Refused."""
    if former := received(item, nonce):
        return former
    partial = PartialUpload.objects.filter(item=item, nonce=nonce).first()
    _may_begin(item, name, size, partial)
    if partial is None:
        about = _on_its_way(item, nonce, name, size)
        partial, _ = PartialUpload.objects.get_or_create(item=item, nonce=nonce, defaults=about)
    if partial.size != size:
        raise Misfit(offset(partial))
    return partial


def _on_its_way(item: Item, nonce: str, name: str, size: int) -> dict[str, Any]:
    return {
        "nonce": nonce,
        "name": tidy(name),
        "size": size,
        "file": f"{item.firm_id}/{spool.PARTIAL}/{secrets.token_hex(16)}",
    }


def _a_nonce() -> str:
    return f"{WHOLE}{secrets.token_urlsafe(12)}"


def offset(partial: PartialUpload) -> int:
    """How many bytes are safely here."""
    return partial_file.received(spool.path(partial))


def halfway(item: Item) -> list[PartialUpload]:
    """What began to arrive and has not all come."""
    going = PartialUpload.objects.filter(item=item, received__gt=0).exclude(nonce__startswith=WHOLE)
    return list(going.order_by("began_at")[:10])


def append(*, partial: PartialUpload, offset: int, stream: BinaryIO) -> int:
    """How many bytes are safely here after this. Raises Misfit, which says where to go on from;
    Refused when the disk is full, and then what had arrived stays."""
    with _room():
        here = partial_file.grow(spool.path(partial), offset, stream, most=partial.size)
    PartialUpload.objects.filter(pk=partial.pk).update(received=here)
    return here


def finish(*, partial: PartialUpload) -> Upload:
    """Every byte is here: the upload. May be asked again. Raises Misfit while some are missing."""
    if former := received(partial.item, partial.nonce):
        spool.forget(partial)
        return former
    with _missing_is_empty(), _room():
        partial_file.seal(spool.path(partial), partial.size)
    try:
        with spool.path(partial).open("rb") as stream:
            welcome = partial.item.takes_recordings
            found = inspect(partial.name, partial.size, stream, recordings=welcome)
    except Refused:
        spool.forget(partial)
        raise
    upload = _kept(partial.item, partial.nonce, partial.name, _whole(partial), found)
    spool.forget(partial)
    return upload


def _whole(partial: PartialUpload) -> Stored:
    with _missing_is_empty(), _room():
        partial_file.seal(spool.path(partial), partial.size)
        return adopt(spool.path(partial), name=spool.kept_name(partial))


@contextmanager
def _missing_is_empty() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Misfit(0) from None


# --- Both ----------------------------------------------------------------------------------------


def _may_begin(item: Item, name: str, size: int, partial: PartialUpload | None = None) -> None:
    """`partial`: what of it is here has found its room already, and all of it is counted."""
    inspect_name(name, size, recordings=item.takes_recordings)
    if Upload.objects.filter(item=item).count() >= MOST_FILES:
        raise refused("many", most=MOST_FILES)
    if not quota.allows(item, size - (partial.size if partial else 0)):
        raise refused("quota")
    spool.root().mkdir(mode=0o700, parents=True, exist_ok=True)
    if not leaves_enough(spool.root(), size - (offset(partial) if partial else 0)):
        raise refused("no_room")


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise refused("no_room") from error
        raise


def _kept(item: Item, nonce: str, name: str, stored: Stored, found: Inspected) -> Upload:
    """The bytes are on the disk; now the row that finds them, or neither."""
    upload = _written(item, nonce, name, stored, found)
    if upload.file != stored.name:
        spool.discard(stored.name)  # The same file came twice at once.
    return upload


@transaction.atomic
def _written(item: Item, nonce: str, name: str, stored: Stored, found: Inspected) -> Upload:
    intake = locked(item.intake_id)
    for gone in Upload.objects.filter(item=item, nonce=nonce, state__in=Upload.GONE):
        Upload.objects.filter(pk=gone.pk).update(nonce=f"gone-{gone.pk}")
    upload, is_new = Upload.objects.get_or_create(
        item=item,
        nonce=nonce,
        defaults={
            "name": tidy(with_extension(tidy(name), found.extension)),
            "file": stored.name,
            "size": stored.size,
            "sha256": stored.sha256,
            "content_type": found.content_type,
            "pages": found.pages,
            "macros": found.macros,
            "remarks": [*found.remarks, *_same_as(item, stored)],
            "scan": Upload.Scan.PENDING if clamd.is_on() else Upload.Scan.OFF,
        },
    )
    if is_new:
        _told(upload, item, intake)
        touch(intake)
        item_state.note_upload(upload=upload)
        transaction.on_commit(bound(jobs.ring, LOOK_AT, upload.firm_id, upload.pk))
    return upload


def _same_as(item: Item, stored: Stored) -> list[Remark]:
    """Equal bytes on the same list, chosen twice or under another name."""
    others = Upload.objects.filter(item__intake=item.intake_id, sha256=stored.sha256)
    former = others.exclude(state__in=Upload.GONE).order_by("pk").first()
    return [{"code": "same", "name": former.name}] if former else []


def _told(upload: Upload, item: Item, intake: Intake) -> None:
    """What was explained away has come after all."""
    Item.objects.filter(pk=item.pk).update(
        excuse="", excuse_note="", excuse_until=None, excused_at=None
    )
    item.refresh_from_db()
    settle(item)
    audit.record("upload.received", upload, by=None, matter=intake.matter_id, item=item.pk)
