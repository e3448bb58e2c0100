"""The queue of syncs in PostgreSQL: asked twice is asked once, claimed by update, given back by
lease.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Subquery, Value
from django.db.models.functions import Concat, Greatest, Now
from django.utils.translation import gettext_noop as _

from casehug import audit, jobs
from casehug.models import Member
from casehug.tenancy.scope import firm_scope, queue_scope
from integrations.errors import Reason
from integrations.models import Connection, Link, Sync
from matters.models import Matter

# How many matters of one firm are pushed at once: its budget is shared, the oldest goes first. What a
# bulk sync put here takes the place of nothing else.
AT_ONCE_PER_FIRM = 3
OF_BULK_AT_ONCE = 2
PUSH_DUE = "integrations.push_due"


@transaction.atomic
def enqueue(
    *, matter: Matter, trigger: Sync.Trigger, by: Member | None = None, clio_account: str = ""
) -> Sync:
    """Ask for one push of the whole matter. What is already waiting is moved up, not doubled.
    `clio_account`: the one it is for, where that was settled before."""
    sync = None
    while sync is None:
        if (waiting := _waiting(matter)) and trigger == Sync.Trigger.BULK:
            return waiting
        if waiting:
            return _move_up(waiting, trigger, by)
        # Another asker, or a worker putting its turn back, may be quicker by a moment: look again.
        with suppress(IntegrityError), transaction.atomic():
            Sync.objects.filter(matter=matter, is_newest=True).update(is_newest=False)
            sync = Sync.objects.create(
                matter=matter,
                trigger=trigger,
                requested_by=by,
                clio_account=clio_account or account_in_use(),
            )
    audit.record("sync.asked", sync, by=by.user if by else None, matter=matter.pk, trigger=trigger)
    transaction.on_commit(ring)
    return sync


def account_in_use() -> str:
    """What is asked for now is asked for this Clio account, the last that was connected, and goes
    into no other unasked."""
    connection = Connection.objects.exclude(account_id="").first()
    return connection.clio_account if connection else ""


def key_in_use() -> Subquery:
    """The same inside another query; nothing where no account was ever connected."""
    key = Concat("region", Value(":"), "account_id")
    named = Connection.objects.exclude(account_id="").annotate(key=key)
    return Subquery(named.values("key")[:1])


def _waiting(matter: Matter) -> Sync | None:
    queued = Sync.objects.filter(matter=matter, state=Sync.State.QUEUED)
    return queued.select_for_update().first()


def _move_up(waiting: Sync, trigger: Sync.Trigger, by: Member | None) -> Sync:
    """A person asks for what waits: go now, unless Clio may still be applying what we sent. What a
    bulk sync put here waits no longer than what is asked for by itself."""
    is_of_bulk = waiting.trigger == Sync.Trigger.BULK
    if not (by or is_of_bulk):
        return waiting
    row = Sync.objects.filter(pk=waiting.pk)
    if waiting.reason != Reason.UNKNOWN:
        account = account_in_use() or waiting.clio_account
        row.update(not_before=Now(), clio_account=account, reason="", sentence="")
    if is_of_bulk or waiting.reason != Reason.UNKNOWN:
        row.update(trigger=trigger, requested_by=by)
    waiting.refresh_from_db()
    transaction.on_commit(ring)
    return waiting


def resume(
    *, reason: str, by: Member | None = None, at_most: int | None = None, **which: object
) -> None:
    """What was held goes on once the reason is mended. `which`: filters on the sync, such as
    matter=… or matter__client=…. What was asked for another Clio account stays held."""
    held = Sync.objects.held().of_account(account_in_use()).filter(reason=reason, **which)
    for sync in held.select_related("matter").order_by("requested_at", "pk")[:at_most]:
        enqueue(matter=sync.matter, trigger=Sync.Trigger.MENDED, by=by)


@transaction.atomic
def withdraw(*, matter: Matter, by: Member) -> None:
    """The approval that asked for it was undone: what did not begin is not sent any more. Whoever
    claims it meanwhile goes first or finds it gone; what a person asked for stays."""
    sync = _waiting(matter) or _held(matter)
    if sync is None or sync.trigger != Sync.Trigger.APPROVAL or _has_begun(sync):
        return
    _take_out(sync, Reason.UNDONE, _("The approval was undone before anything was sent."))
    audit.record("sync.withdrawn", sync, by=by.user, matter=matter.pk)


@transaction.atomic
def take_back(*, matter: Matter) -> bool:
    """What a bulk sync put here and nobody began leaves the queue. False: it is not so."""
    sync = _waiting(matter)
    if sync is None or sync.trigger != Sync.Trigger.BULK or sync.fence:
        return False
    _take_out(sync, Reason.TAKEN_BACK, _("The sync of older matters was stopped before this one."))
    return True


def _take_out(sync: Sync, reason: Reason, sentence: str) -> None:
    Sync.objects.filter(pk=sync.pk, state=sync.state).update(
        state=Sync.State.SUPERSEDED,
        is_newest=False,
        reason=reason,
        sentence=sentence,
        finished_at=Now(),
    )
    former = Sync.objects.filter(matter=sync.matter_id).exclude(state=Sync.State.SUPERSEDED)
    Sync.objects.filter(pk__in=former.newest_first().values("pk")[:1]).update(is_newest=True)


def _held(matter: Matter) -> Sync | None:
    """What waits for a person, and nothing came after."""
    return Sync.objects.held().filter(matter=matter).select_for_update().first()


def _has_begun(sync: Sync) -> bool:
    """A turn that was put back, or held, may have sent something of this matter."""
    if sync.fence == 0:
        return False
    mine = Link.objects.of_matter(sync.matter).exclude(kind=Link.Kind.CONTACT)
    return mine.exists()


def ring(*, after: timedelta = timedelta(0)) -> None:
    """Tell a worker that something is due."""
    jobs.ring(PUSH_DUE, after=after)


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to push one matter, while its lease lasts."""

    sync_id: int
    firm_id: UUID
    fence: int
    is_of_bulk: bool = False


# Whose turn: the firm that was served longest ago; within it what a person watches, then the oldest.
# What a bulk sync put here comes after all else, of whichever firm, and takes no place from it.
_NEXT_IN_LINE = """
SELECT s.id, s.firm_id
FROM (
    SELECT DISTINCT ON (d.firm_id) d.id, d.firm_id, d.trigger = 'bulk' AS is_of_bulk
    FROM integrations_sync d
    WHERE (d.state = 'running' AND d.lease_until < now())
       OR (d.state = 'queued' AND d.not_before <= now() AND NOT EXISTS (
              SELECT FROM integrations_sync b WHERE b.firm_id = d.firm_id
              AND b.matter_id = d.matter_id AND b.state = 'running'))
    ORDER BY d.firm_id, d.trigger = 'bulk', (d.trigger IN ('manual', 'retry')) DESC,
             d.requested_at, d.id
) s
WHERE (SELECT count(*) FROM integrations_sync r
       WHERE r.firm_id = s.firm_id AND r.state = 'running' AND r.lease_until >= now()
       AND (r.trigger = 'bulk') = s.is_of_bulk) < CASE WHEN s.is_of_bulk THEN %s ELSE %s END
ORDER BY s.is_of_bulk, (SELECT max(t.claimed_at) FROM integrations_sync t
                        WHERE t.firm_id = s.firm_id) NULLS FIRST, s.id
LIMIT 8
"""


def claim() -> Claim | None:
    """The next due sync, made ours by a conditional update; None when nothing is due."""
    for _attempt in range(3):
        with queue_scope(), connection.cursor() as cursor:
            cursor.execute(_NEXT_IN_LINE, [OF_BULK_AT_ONCE, AT_ONCE_PER_FIRM])
            candidates = cursor.fetchall()
        for sync_id, firm_id in candidates:
            if claim := _claim_one(sync_id, firm_id):
                return claim
        if not candidates:
            return None
    return None


def _claim_one(sync_id: int, firm_id: UUID) -> Claim | None:
    with firm_scope(firm_id), suppress(IntegrityError), transaction.atomic():
        # A queued sync of a matter that is being pushed waits for it: one_running_per_matter.
        mine = (
            Sync.objects.due()
            .filter(pk=sync_id)
            .update(
                state=Sync.State.RUNNING,
                fence=F("fence") + 1,
                claimed_at=Now(),
                lease_until=Now() + timedelta(seconds=settings.SYNC_LEASE),
                reason="",
                sentence="",
            )
        )
        if mine:
            Sync.objects.filter(pk=sync_id, started_at=None).update(started_at=Now())
            sync = Sync.objects.only("fence", "trigger").get(pk=sync_id)
            return Claim(sync_id, firm_id, sync.fence, sync.is_of_bulk)
    return None


def due_count(at_most: int) -> int:
    with queue_scope():
        return len(Sync.unscoped.due().values_list("pk", flat=True)[:at_most])


def pause_firm(*, until_seconds: float, of_bulk_alone: bool = False) -> None:
    """The firm's budget is spent: what only waits its turn need not find that out one by one. A bulk
    sync has a smaller one, and says nothing of the others'."""
    resume = Now() + timedelta(seconds=until_seconds)
    waiting = Sync.objects.filter(state=Sync.State.QUEUED).exclude(
        trigger__in=[Sync.Trigger.MANUAL, Sync.Trigger.RETRY]
    )
    if of_bulk_alone:
        waiting = waiting.filter(trigger=Sync.Trigger.BULK)
    waiting.update(not_before=Greatest(F("not_before"), resume))
