"""The bell's other end for files. No rules here."""

from uuid import UUID

from celery import shared_task

from casehug.tenancy.scope import firm_scope
from intake.models import Upload
from intake.uploads import previews, receiving, virus_scan


@shared_task(ignore_result=True)
def look_at(firm_id: str, upload_id: int) -> None:
    """A file came: scan it where scanning is on, then make what staff will look at."""
    with firm_scope(UUID(firm_id)):
        if upload := Upload.objects.select_related("item").filter(pk=upload_id).first():
            virus_scan.scan_pending(upload)
            previews.of(upload)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Finds what nobody rang for, and forgets what nobody went on sending."""
    virus_scan.sweep()
    previews.sweep()
    receiving.sweep_stale()
