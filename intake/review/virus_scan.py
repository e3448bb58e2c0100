"""Virus scan: the virus scan of uploads: what was not found clean is not shown, downloaded,
approved or synced.
"""

import structlog
from django.db import transaction

from casehug import audit
from casehug.files.clamd import Unavailable, is_clean, is_on
from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from intake.models import Upload
from intake.progress.item_state import locked, settle
from intake.review import decisions
from intake.uploads.return_reasons import INFECTED
from matters.domain.documents import note_scan

log = structlog.get_logger()

AT_ONCE = 50
UNSCANNED = (Upload.Scan.PENDING, Upload.Scan.OFF)


def scan(upload: Upload) -> None:
    """Raises Unavailable; the upload stays pending, and the sweep asks again."""
    with upload.open() as stream:
        clean = is_clean(stream)
    _write(upload, clean=clean)


def scan_pending(upload: Upload) -> None:
    if is_on() and upload.scan == Upload.Scan.PENDING:
        try:
            scan(upload)
        except Unavailable as why:
            log.warning("scanner_unavailable", why=str(why))


@transaction.atomic
def _write(upload: Upload, *, clean: bool) -> None:
    """What is infected goes back to the client at once: nobody may look at it."""
    intake = locked(upload.item.intake_id)
    upload.refresh_from_db()
    if upload.scan not in UNSCANNED:
        return
    upload.scan = Upload.Scan.CLEAN if clean else Upload.Scan.INFECTED
    upload.save(update_fields=["scan"])
    about = {"matter": intake.matter_id, "item": upload.item_id}
    if upload.document_id:
        note_scan(document_id=upload.document_id, scan=upload.scan)
    audit.record(f"upload.{upload.scan}", upload, by=None, **about)
    if not clean and upload.state == Upload.State.UPLOADED:
        _send_back(upload)


def _send_back(upload: Upload) -> None:
    decisions.return_(upload=upload, code=INFECTED, by=None)
    settle(upload.item)


def sweep() -> int:
    """Scan what waits, oldest first, what was let through while scanning was off too; how many got an
    answer. Stops when the scanner is away."""
    if not is_on():
        return 0
    with queue_scope():
        rows = Upload.unscoped.filter(scan__in=UNSCANNED).order_by("uploaded_at", "id")
        waiting = list(rows.values_list("pk", "firm_id")[:AT_ONCE])
    for answered, (pk, firm_id) in enumerate(waiting):
        with firm_scope(firm_id), aside("scans", pk):
            try:
                scan(Upload.objects.select_related("item").get(pk=pk))
            except FileNotFoundError:
                log.error("upload_bytes_missing", upload=pk)  # noqa: TRY400 - no more to say
            except Unavailable as why:
                log.warning("scanner_unavailable", why=str(why))
                return answered
    return len(waiting)
