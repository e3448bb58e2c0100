"""Feeding: the matters of a bulk sync are put into the queue a few at a time, while nothing else
waits there and the firm's calls are not spent.

All that is known stands in rows: whoever feeds next goes on, whichever worker or Redis was lost.
"""

from uuid import UUID

import redis.exceptions
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject, Now
from django.utils.dateparse import parse_datetime

from casehug import audit
from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from integrations import queue
from integrations.clio.rate_limit import LEFT_BY_BULK
from integrations.clio.session import budget_of
from integrations.domain.bulk import runs
from integrations.domain.resuming import OF_ACCESS
from integrations.errors import Reason
from integrations.models import BulkMatter, BulkSync, Connection, Sync

# In the queue at once: those that are pushed, and one to go on with.
AHEAD = queue.OF_BULK_AT_ONCE + 1


def feed_due() -> None:
    with queue_scope():
        firms = set(BulkSync.unscoped.unended().values_list("firm_id", flat=True))
    for firm_id in firms:
        feed_firm(firm_id)


def feed_firm(firm_id: UUID) -> None:
    with firm_scope(firm_id), aside("bulk sync", str(firm_id)):
        feed()


@transaction.atomic
def feed() -> None:
    """One step of the firm's run, and of one that was stopped while something of it was sent; nothing
    where there is none, or somebody else is at it."""
    for bulk in BulkSync.objects.unended().select_for_update(skip_locked=True).order_by("pk"):
        trouble = settle(bulk)
        if bulk.is_running:
            _go_on(bulk, trouble)
        elif not bulk.is_open and not bulk.members.queued().exists():
            BulkSync.objects.filter(pk=bulk.pk).update(ended_at=Now())


def _go_on(bulk: BulkSync, trouble: str) -> None:
    connection = Connection.objects.select_related("firm").first()
    if trouble:
        runs.pause(bulk=bulk, by=None, reason=trouble)
    elif connection and _is_another(bulk, connection):
        runs.pause(bulk=bulk, by=None, reason=Reason.OTHER_ACCOUNT)
    elif not bulk.members.filter(state__in=TO_COME).exists():
        _finish(bulk)
    elif connection and connection.is_connected and not _others_wait():
        _put_in(bulk, connection)


TO_COME = (BulkMatter.State.WAITING, BulkMatter.State.QUEUED)


def settle(bulk: BulkSync) -> str:
    """What became of those in the queue; answers why the run cannot go on, if it cannot: all that
    follow would be held for the same."""
    newest = Sync.objects.newest().filter(matter=OuterRef("matter"))
    told = JSONObject(state="state", reason="reason", at="finished_at")
    trouble = ""
    for member in bulk.members.queued().annotate(told=Subquery(newest.values(told=told))):
        state, reason = _became(member, member.told or {})
        if state == BulkMatter.State.WAITING and not bulk.is_open:
            state = BulkMatter.State.LEFT
        if state != member.state:
            BulkMatter.objects.filter(pk=member.pk).update(state=state)
        trouble = trouble or reason
    return trouble


def _became(member: BulkMatter, told: dict[str, str]) -> tuple[str, str]:
    """(its state now, the reason why the whole run stops)"""
    state, reason = told.get("state", ""), told.get("reason", "")
    if state in {Sync.State.QUEUED, Sync.State.RUNNING}:
        return BulkMatter.State.QUEUED, ""
    ended = parse_datetime(told.get("at") or "")
    if ended is None or member.fed_at is None or ended < member.fed_at:
        return BulkMatter.State.WAITING, ""  # Taken out of the queue by something else.
    if state == Sync.State.SYNCED:
        return BulkMatter.State.SYNCED, ""
    if reason in OF_ACCESS:
        # One that lapsed is waited for, without a word: it goes on once it is renewed.
        return BulkMatter.State.WAITING, reason if reason != Reason.RECONNECT else ""
    return BulkMatter.State.HELD, ""


def _is_another(bulk: BulkSync, connection: Connection) -> bool:
    is_known = bool(connection.account_id)
    return is_known and connection.clio_account != bulk.clio_account


def _finish(bulk: BulkSync) -> None:
    BulkSync.objects.filter(pk=bulk.pk).update(state=BulkSync.State.DONE, ended_at=Now())
    audit.record("bulk_sync.finished", bulk, by=None)


def _others_wait() -> bool:
    """Something that was asked for by itself is due, and goes first."""
    due = Sync.objects.due().filter(state=Sync.State.QUEUED)
    return due.exclude(trigger=Sync.Trigger.BULK).exists()


def _put_in(bulk: BulkSync, connection: Connection) -> None:
    places = AHEAD - bulk.members.queued().count()
    room, whole = _room(connection)
    for member in bulk.members.waiting().select_related("matter").order_by("pk")[: max(places, 0)]:
        room -= min(member.calls, whole)
        if room < 0:
            return
        BulkMatter.objects.filter(pk=member.pk).update(state=BulkMatter.State.QUEUED, fed_at=Now())
        queue.enqueue(
            matter=member.matter,
            trigger=Sync.Trigger.BULK,
            by=bulk.asked_by,
            clio_account=bulk.clio_account,
        )


def _room(connection: Connection) -> tuple[int, int]:
    """(calls a bulk sync may make right now, as many as it ever may at once)"""
    try:
        limit, left = budget_of(connection).state()
    except redis.exceptions.RedisError:
        return 0, 1
    kept = limit * LEFT_BY_BULK // 100
    return left - kept, limit - kept
