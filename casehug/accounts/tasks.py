"""The house's bell. No rules here: the rows say what is due."""

from celery import shared_task
from django.db import close_old_connections

from casehug.accounts import team


@shared_task(ignore_result=True)
def send_invitations() -> None:
    close_old_connections()
    try:
        team.send_due()
    finally:
        close_old_connections()
