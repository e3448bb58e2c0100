"""Connection health: whether the permission still holds, asked by itself; and how the queue stands."""

import random
from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models.functions import Now
from django.utils import timezone

from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from integrations.clio.session import clio_for
from integrations.errors import SyncError
from integrations.models import Connection, Link, Sync
from matters.models import Document

log = structlog.get_logger()

FIRMS_AT_ONCE = 200
# Spread, so that the firms are not all asked in one minute; with the minute of the job below 15.
SOONEST, LATEST = 8 * 60, 13 * 60
# Of a matter: the contact, the matter, the read-back; and what each document takes.
CALLS_A_SYNC, CALLS_A_DOCUMENT = 5, 2
COUNTED = 1000


def check_due() -> None:
    for firm_id in _due():
        with firm_scope(firm_id), aside("connection", str(firm_id)):
            check_firm()


def _due() -> list[UUID]:
    with queue_scope():
        due = Connection.unscoped.filter(state=Connection.State.CONNECTED, next_check_at__lte=Now())
        return list(due.order_by("next_check_at").values_list("firm_id", flat=True)[:FIRMS_AT_ONCE])


def check_firm() -> None:
    """One cheap call. Where the grant is gone, asking for a token ends the connection."""
    wait = timedelta(seconds=random.uniform(SOONEST, LATEST))  # noqa: S311 - not a secret
    due = Connection.objects.filter(state=Connection.State.CONNECTED, next_check_at__lte=Now())
    if not due.update(next_check_at=Now() + wait):
        return  # Another worker does.
    connection = Connection.objects.get()
    try:
        clio_for(connection).first("matters", limit=1, fields="id")
    except SyncError as error:
        log.info("connection_checked", reason=error.reason)
        return
    Connection.objects.filter(pk=connection.pk).update(last_call_at=timezone.now())


def queue_ahead(limit: int) -> tuple[int, timedelta]:
    """(syncs that wait or run, how long they take at Clio's limit); COUNTED at most are counted."""
    waiting = list(Sync.objects.pending().values_list("matter_id", flat=True)[:COUNTED])
    papers = Document.objects.filter(matter__in=waiting).count() if waiting else 0
    calls = CALLS_A_SYNC * len(waiting) + CALLS_A_DOCUMENT * papers
    return len(waiting), timedelta(minutes=calls / max(limit, 1))


def written() -> set[str]:
    """The kinds of record that were created with success: Clio tells of the permission to write in no
    other way."""
    made = Link.objects.filter(how=Link.How.CREATED, clio_id__isnull=False)
    return {kind for kind in Link.Kind.values if made.filter(kind=kind).exists()}
