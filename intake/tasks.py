"""The bell's other end. No rules here: the rows say what is due."""

from celery import shared_task
from django.db import close_old_connections

from intake.emails import outbox, reminders, returns, staff_notices


@shared_task(ignore_result=True)
def send_letters() -> None:
    close_old_connections()
    try:
        outbox.send_due()
    finally:
        close_old_connections()


@shared_task(ignore_result=True)
def sweep() -> None:
    """Writes the emails that gathered news for a while, and sends what is due though nobody rang."""
    close_old_connections()
    try:
        returns.write_due()
        staff_notices.write_due()
        outbox.send_due()
    finally:
        close_old_connections()


@shared_task(ignore_result=True)
def remind() -> None:
    close_old_connections()
    try:
        reminders.write_due()
    finally:
        close_old_connections()
