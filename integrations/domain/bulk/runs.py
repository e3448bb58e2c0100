"""Runs: a bulk sync begun, paused, resumed and cancelled."""

from django.db import IntegrityError, transaction
from django.db import connection as database
from django.db.models.functions import Now

from casehug import audit, jobs
from casehug.models import Member
from casehug.tenancy.scope import current_firm_id
from integrations import queue
from integrations.clio.push.costs import calls_ahead_of
from integrations.domain.bulk.choosing import Selection, chosen
from integrations.errors import Reason
from integrations.models import BulkMatter, BulkSync, Connection

FEED = "integrations.feed"

_MEMBERS = """
WITH ahead AS MATERIALIZED ({ahead}), added AS (
    INSERT INTO integrations_bulkmatter (firm_id, bulk_id, matter_id, state, calls)
    SELECT %s, %s, id, 'waiting', calls FROM ahead ORDER BY created_at, id
)
SELECT count(*), coalesce(sum(documents), 0), coalesce(sum(size), 0), coalesce(sum(calls), 0)
FROM ahead
"""


class NothingToSync(Exception):
    """No matter fits any more."""


def start(*, selection: Selection, connection: Connection, by: Member) -> tuple[BulkSync, bool]:
    """The run, and whether it is a new one: a firm has one at a time, and a second start shows it.
    Raises NothingToSync."""
    try:
        return _begun(selection, connection, by), True
    except IntegrityError:
        if found := BulkSync.objects.open().first():
            return found, False
        raise


@transaction.atomic
def _begun(selection: Selection, connection: Connection, by: Member) -> BulkSync:
    bulk = BulkSync.objects.create(
        clio_account=connection.clio_account, chosen=selection.stored, asked_by=by
    )
    _take_in(bulk, selection, connection)
    if not bulk.matters:
        raise NothingToSync
    bulk.save(update_fields=["matters", "documents", "size", "calls"])
    audit.record("bulk_sync.started", bulk, by=by.user, matters=bulk.matters, **bulk.chosen)
    transaction.on_commit(ring)
    return bulk


def _take_in(bulk: BulkSync, selection: Selection, connection: Connection) -> None:
    """In the database alone, however many there are; the oldest first."""
    ahead, parameters = calls_ahead_of(chosen(selection, connection), connection.clio_account)
    with database.cursor() as cursor:
        cursor.execute(_MEMBERS.format(ahead=ahead), [*parameters, current_firm_id(), bulk.pk])
        bulk.matters, bulk.documents, bulk.size, bulk.calls = map(int, cursor.fetchone())


def ring() -> None:
    """The first matters need not wait for the sweep."""
    jobs.ring(FEED, current_firm_id())


@transaction.atomic
def pause(*, bulk: BulkSync, by: Member | None, reason: str = "") -> bool:
    """What has not begun leaves the queue; what runs is finished. False: it was not running."""
    if not _change(bulk, BulkSync.State.RUNNING, BulkSync.State.PAUSED, by, reason):
        return False
    _take_back(bulk, BulkMatter.State.WAITING)
    audit.record("bulk_sync.paused", bulk, by=by.user if by else None, reason=reason)
    return True


@transaction.atomic
def resume(*, bulk: BulkSync, by: Member) -> bool:
    """False: it is not paused, or another Clio account than its own is connected."""
    if bulk.clio_account != queue.account_in_use():
        return False
    if not _change(bulk, BulkSync.State.PAUSED, BulkSync.State.RUNNING, by):
        return False
    audit.record("bulk_sync.resumed", bulk, by=by.user)
    transaction.on_commit(ring)
    return True


@transaction.atomic
def cancel(*, bulk: BulkSync, by: Member) -> bool:
    """What was sent stays in Clio; what runs is finished; nothing else is sent. False: it is over."""
    if not (
        _change(bulk, BulkSync.State.RUNNING, BulkSync.State.CANCELLED, by)
        or _change(bulk, BulkSync.State.PAUSED, BulkSync.State.CANCELLED, by)
    ):
        return False
    _take_back(bulk, BulkMatter.State.LEFT)
    bulk.members.waiting().update(state=BulkMatter.State.LEFT)
    if not bulk.members.queued().exists():
        BulkSync.objects.filter(pk=bulk.pk).update(ended_at=Now())
    audit.record("bulk_sync.cancelled", bulk, by=by.user)
    return True


def _change(
    bulk: BulkSync, before: str, after: str, by: Member | None, reason: str = Reason.HELD
) -> bool:
    """Under the row's lock, which whoever feeds the queue holds too."""
    kept = reason if after == BulkSync.State.PAUSED else ""
    row = BulkSync.objects.filter(pk=bulk.pk, state=before)
    changed = row.update(state=after, changed_by=by, changed_at=Now(), reason=kept)
    bulk.refresh_from_db()
    return bool(changed)


def _take_back(bulk: BulkSync, state: str) -> None:
    for member in bulk.members.queued().select_related("matter"):
        if queue.take_back(matter=member.matter):
            BulkMatter.objects.filter(pk=member.pk).update(state=state)
