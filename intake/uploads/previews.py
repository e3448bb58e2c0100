"""Previews: pictures beside the files, never instead of them: what staff look at while they decide."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, BinaryIO, cast

import structlog
from django.core.files.base import ContentFile
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from casehug.files.storage import private_files, store
from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from intake.models import Upload
from intake.uploads import viewer_process
from matters.domain import filetypes

log = structlog.get_logger()

KINDS = {
    filetypes.TYPES[kind]: kind
    for kind in ("pdf", "jpg", "png", "heic", "webp", "avif", "tif", "gif", "bmp")
}
# Of these the words are read.
READ = {filetypes.TYPES[kind]: kind for kind in ("docx", "xlsx", "xls", "ods", "csv", "eml", "msg")}
# The first key of PostgreSQL's advisory locks on uploads.
LOCK = 0x70726576
AT_ONCE = 20
# Of one upload: pages beside each other in the storage, and bytes of each picture.
MOST_PAGES = 200
LARGEST = 4_000_000
LATE = timedelta(minutes=2)
PAUSE = 0.05  # Before it is asked again whether another has finished.


def of(upload: Upload) -> str:
    """The key of its picture, made now where nobody made it; empty where there is none to see."""
    if not upload.is_safe:
        return ""
    if not upload.preview:
        with _alone(upload):
            upload.refresh_from_db(fields=["preview"])
            if not upload.preview:
                _make(upload)
    return upload.preview if upload.has_preview else ""


def page(upload: Upload, number: int) -> str:
    """The key of the picture of one page, rendered when somebody first turns to it; empty where
    there is none to see."""
    first = of(upload)
    if number == 1 or not first:
        return first if number == 1 else ""
    if not 1 < number <= shown_pages(upload):
        return ""
    key, files = f"{first}.{number}", private_files()
    if not files.exists(key):
        with _alone(upload):
            if not files.exists(key):
                picture = _looked(upload, number)
                return files.save(key, ContentFile(picture)) if picture else ""
    return key


def may_be_seen(upload: Upload) -> bool:
    """Whether there is a picture of it, or may be once somebody looks."""
    is_seen = upload.content_type in KINDS and upload.preview != Upload.NO_PREVIEW
    return upload.is_safe and is_seen and not upload.is_locked


def thumbnail(upload: Upload) -> str:
    """The key of a small picture of it, made when somebody first looks; empty where there is none."""
    first = of(upload)
    key, files = f"{first}.small", private_files()
    if first and not files.exists(key):
        with _alone(upload):
            if not files.exists(key):
                with files.open(first) as preview:
                    small = viewer_process.thumbnail(cast("BinaryIO", preview))
                return files.save(key, ContentFile(small)) if small else ""
    return key if first else ""


def words(upload: Upload) -> Any:
    """What is written in it (`intake.uploads.readers`), read when somebody first looks; None where
    that cannot be."""
    kind = READ.get(upload.content_type)
    if kind is None or not upload.is_safe:
        return None
    key, files = f"{upload.file}.words", private_files()
    if not files.exists(key):
        with _alone(upload):
            if not files.exists(key):
                files.save(key, ContentFile(json.dumps(_read(upload, kind)).encode()))
    with files.open(key) as kept:
        return json.load(kept)


def _read(upload: Upload, kind: str) -> Any:
    try:
        with upload.open() as stream:
            return viewer_process.words(kind, stream)
    except FileNotFoundError:
        log.error("upload_bytes_missing", upload=upload.pk)  # noqa: TRY400 - no more to say
        return None


def shown_pages(upload: Upload) -> int:
    """How many pages have a picture here."""
    is_paged = KINDS.get(upload.content_type) in viewer_process.PAGED
    return min(upload.pages or 1, MOST_PAGES) if is_paged else 1


def _make(upload: Upload) -> None:
    upload.preview = _stored(upload) or Upload.NO_PREVIEW
    Upload.objects.filter(pk=upload.pk).update(preview=upload.preview)


def _stored(upload: Upload) -> str:
    picture = _looked(upload)
    return store(ContentFile(picture), firm_id=upload.firm_pk).name if picture else ""


def _looked(upload: Upload, page: int = 1) -> bytes:
    kind = KINDS.get(upload.content_type)
    if kind is None:
        return b""
    try:
        with upload.open() as stream:
            picture = viewer_process.picture(kind, stream, page) or b""
    except FileNotFoundError:
        log.error("upload_bytes_missing", upload=upload.pk)  # noqa: TRY400 - no more to say
        return b""
    return picture if len(picture) <= LARGEST else b""


@contextmanager
def _alone(upload: Upload) -> Iterator[None]:
    """One at a time for one file, without holding a transaction open."""
    key = [LOCK, upload.pk % 2**31]
    with connection.cursor() as cursor:
        while not _is_free(cursor, key):
            time.sleep(PAUSE)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _is_free(cursor: CursorWrapper, key: list[int]) -> bool:
    """Then it is ours. A statement that waited would be ended where pages are in a hurry."""
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
    return cursor.fetchone()[0]


def sweep() -> int:
    """Pictures that nobody rang for; how many were tried."""
    with queue_scope():
        rows = Upload.unscoped.filter(
            preview="", scan__in=Upload.SAFE, uploaded_at__lt=timezone.now() - LATE
        )
        waiting = list(rows.order_by("uploaded_at").values_list("pk", "firm_id")[:AT_ONCE])
    for pk, firm_id in waiting:
        with firm_scope(firm_id), aside("previews", pk):
            of(Upload.objects.get(pk=pk))
    return len(waiting)
