"""Celery tasks of the accounts. No rules here: the rows say what is due."""

from celery import shared_task

from casehug.accounts import team
from casehug.jobs import own_connection


@shared_task(name=team.SEND, ignore_result=True)
def send_invitations() -> None:
    with own_connection():
        team.send_due()
