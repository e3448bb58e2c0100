"""Celery tasks of the intake. No rules here: the rows say what is due."""

from uuid import UUID

from celery import shared_task

from casehug.jobs import own_connection
from casehug.tenancy.scope import firm_scope
from intake.emails import client_emails, reminders, returns, staff_emails
from intake.links import private_links
from intake.models import Upload
from intake.review import virus_scan
from intake.summary import due
from intake.uploads import previews, receiving, spool


@shared_task(name=client_emails.SEND, ignore_result=True)
def send_emails() -> None:
    with own_connection():
        client_emails.send_due()


@shared_task(name="intake.sweep_emails", ignore_result=True)
def sweep_emails() -> None:
    """Writes the emails that gathered news for a while, and sends what is due though nobody rang."""
    with own_connection():
        returns.write_due()
        staff_emails.write_due()
        client_emails.send_due()


@shared_task(name="intake.remind", ignore_result=True)
def remind() -> None:
    with own_connection():
        reminders.write_due()
        private_links.forget_expired()


@shared_task(name=receiving.LOOK_AT, ignore_result=True)
def look_at_upload(firm_id: str, upload_id: str) -> None:
    """A file came: scan it where scanning is on, then make what staff will look at."""
    with firm_scope(UUID(firm_id)):
        if upload := Upload.objects.select_related("item").filter(pk=int(upload_id)).first():
            virus_scan.scan_pending(upload)
            previews.of(upload)
            previews.words(upload)


@shared_task(name="intake.sweep_uploads", ignore_result=True)
def sweep_uploads() -> None:
    """Finds what nobody rang for, and forgets what nobody went on sending."""
    virus_scan.sweep()
    previews.sweep()
    spool.sweep_stale()


@shared_task(name=due.MAKE, ignore_result=True)
def make_summary(firm_id: str, intake_id: str) -> None:
    with own_connection(), firm_scope(UUID(firm_id)):
        due.file_due(int(intake_id))


@shared_task(name="intake.sweep_summaries", ignore_result=True)
def sweep_summaries() -> None:
    with own_connection():
        due.sweep()
