"""One push of one matter: contact → matter → documents → read-back; then what became of it."""

import random
from datetime import datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as _

from casehug.tenancy.scope import firm_scope
from casehug.translations.sentences import Sentence
from casehug.web.database_timeouts import waiting_for_a_token
from integrations import queue, synced_count, timeline_entries
from integrations.clio import failpoints, oauth
from integrations.clio.push.contact import ensure_contact
from integrations.clio.push.context import Push
from integrations.clio.push.costs import calls_ahead
from integrations.clio.push.documents import file_documents
from integrations.clio.push.lease import Lease, one_creator
from integrations.clio.push.matter import ensure_matter
from integrations.clio.push.readback import read_back
from integrations.clio.rate_limit import RESERVE, left_by_bulk
from integrations.clio.session import budget_of, clio_for
from integrations.errors import (
    FixTheData,
    Held,
    LostLease,
    NotYet,
    OtherAccount,
    OutOfBudget,
    Reason,
    Reconnect,
    SyncError,
    TryLater,
)
from integrations.models import CaseTypeMapping, Connection, Sync
from integrations.queue import Claim
from matters.domain import pending
from matters.events import matter_held
from matters.models import Matter

log = structlog.get_logger()

LONGEST_WAIT = timedelta(minutes=5)
UNCONFIRMED = _(
    "A firm admin has to confirm the Clio account in Settings → Integrations; nothing is sent before."
)
PROBES = 3
ASKED_FIRST = _("{why} We ask it what it has before anything is sent again.")


def push(claim: Claim) -> None:
    """Run one turn to its end, whatever the end is. Raises nothing; the row tells."""
    with firm_scope(claim.firm_id):
        lease = Lease(claim)
        try:
            if trouble := _stopped_by(claim, lease):
                _settle(claim, lease, trouble)
            else:
                _finish(lease, Sync.State.SYNCED)
        except LostLease:
            log.info("lease_lost", sync=claim.sync_id)


def _stopped_by(claim: Claim, lease: Lease) -> SyncError | None:
    try:
        _push(claim, lease)
    except SyncError as error:
        return error
    except LostLease:
        raise
    except Exception:  # A fault of ours must not lose a sync.
        log.exception("sync_fault", sync=claim.sync_id)
        return TryLater(_("Something went wrong on our side."), reason=Reason.FAULT)
    return None


def _push(claim: Claim, lease: Lease) -> None:
    sync = Sync.objects.select_related("matter__client", "matter__case_type").get(pk=claim.sync_id)
    connection = Connection.objects.select_related("firm").first()
    _bind(sync, connection, lease)
    assert connection is not None
    area = practice_area_for(sync.matter, connection)
    if sync.matter.client is None:
        raise Held(
            _("This matter has no client yet. Add one to sync it."), reason=Reason.NEEDS_CLIENT
        )
    pending.make_due(sync.matter)
    job = Push(
        firm=connection.firm,
        sync=sync,
        matter=sync.matter,
        connection=connection,
        clio=clio_for(connection, reserve=_left_to_others(sync, connection)),
        lease=lease,
    )
    with job.clio.allowance(calls_ahead(job.matter, connection.clio_account)):
        contact = ensure_contact(job, sync.matter.client)
        with one_creator(
            f"{connection.firm_id}:matter:{sync.matter_id}",
            _("This matter is being synced already."),
        ):
            matter = ensure_matter(job, contact, area)
            file_documents(job, matter, sync.matter.documents.order_by("added_at", "id"))
        read_back(job, contact, matter, area)


def _left_to_others(sync: Sync, connection: Connection) -> int:
    """Calls of the window that this turn does not touch."""
    if sync.is_watched:
        return 0
    return left_by_bulk(budget_of(connection)) if sync.is_of_bulk else RESERVE


def _bind(sync: Sync, connection: Connection | None, lease: Lease) -> None:
    """From its first line a turn is for one account; raises where that is not the connected one."""
    if connection and connection.state == Connection.State.UNCONFIRMED:
        raise OtherAccount(UNCONFIRMED)
    if connection is None or not connection.is_connected:
        raise Reconnect(_("Clio is not connected. A firm admin can connect it in Settings."))
    if not sync.clio_account:
        with lease.commit():
            Sync.objects.filter(pk=sync.pk).update(clio_account=connection.clio_account)
        sync.clio_account = connection.clio_account
    oauth.must_be_bound(connection, sync.clio_account)


def practice_area_for(matter: Matter, connection: Connection) -> int | None:
    """Clio's id for the matter's case type; None when the firm chose none. Raises Held if nobody did."""
    mapping = (
        CaseTypeMapping.objects.select_related("practice_area")
        .filter(clio_account=connection.clio_account, case_type=matter.case_type_id)
        .first()
    )
    if mapping is None or not mapping.is_settled:
        unmapped = _("“{case_type}” is not mapped to a Clio practice area. Choose one.")
        sentence = Sentence(unmapped, case_type=str(matter.case_type))
        raise Held(sentence, reason=Reason.UNMAPPED)
    return mapping.practice_area.clio_id if mapping.practice_area else None


# --- What became of it ---------------------------------------------------------------------------


def _finish(lease: Lease, state: str, *, reason: str = "", sentence: str = "") -> None:
    failpoints.reach("finish.before_commit")
    with lease.commit():
        Sync.objects.filter(pk=lease.claim.sync_id).update(
            state=state,
            reason=reason,
            sentence=sentence,
            finished_at=Now(),
            lease_until=None,
        )
        Connection.objects.update(last_call_at=Now())
        sync = Sync.objects.select_related("matter", "requested_by__user").get(
            pk=lease.claim.sync_id
        )
        timeline_entries.record_end(sync)
        if state == Sync.State.SYNCED:
            queue.resume(reason=Reason.CREDENTIALS)  # They are good again.
            # Perhaps of one kind of record only: a few find out, and each that succeeds calls more.
            queue.resume(reason=Reason.FORBIDDEN, at_most=PROBES)
        if state == Sync.State.HELD:
            matter_held.send(sender=Sync, matter=sync.matter)
    synced_count.forget()
    failpoints.reach("finish.after_commit")


def _settle(claim: Claim, lease: Lease, error: SyncError) -> None:
    log.info("sync_stopped", sync=claim.sync_id, reason=error.reason, detail=error.detail)
    if isinstance(error, Reconnect):
        _await_access(lease, error)
    elif isinstance(error, FixTheData | Held):
        _finish(lease, Sync.State.HELD, reason=error.reason, sentence=error.sentence)
    elif isinstance(error, NotYet):
        sentence = Sentence(ASKED_FIRST, why=error.sentence)
        _wait(lease, "unknown", sentence, until=error.until)
    else:
        sentence = Sentence(_("{why} Nothing is lost."), why=error.sentence)
        _wait(lease, error.reason, sentence, wait=_pause(lease, error))


def _await_access(lease: Lease, error: Reconnect) -> None:
    """Held until the firm connects again; where it did meanwhile, the turn is simply taken again.

    What lapsed is said where it was refused, under the row's lock: a permission that came after
    this turn's is not ours to end.
    """
    with transaction.atomic():
        with waiting_for_a_token():
            row = Connection.objects.select_for_update().first()
        if row and row.is_connected:
            sentence = Sentence(_("{why} Nothing is lost."), why=error.sentence)
            _wait(lease, Reason.RECONNECT, sentence, wait=timedelta(seconds=1))
        else:
            _finish(lease, Sync.State.HELD, reason=Reason.RECONNECT, sentence=error.sentence)


def _pause(lease: Lease, error: SyncError) -> timedelta:
    asked = error.wait if isinstance(error, TryLater) else None
    if isinstance(error, OutOfBudget) and asked:
        queue.pause_firm(until_seconds=asked.total_seconds(), of_bulk_alone=lease.claim.is_of_bulk)
    if asked:
        return asked
    attempts = _attempts(lease)
    ceiling = min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempts, 10)))
    # Full jitter, so that what failed together does not come back together.
    return ceiling * random.uniform(0.1, 1.0)  # noqa: S311 - not a secret


def _attempts(lease: Lease) -> int:
    """How often in a row nothing was achieved."""
    if lease.has_progressed:
        return 0
    return Sync.objects.values_list("attempts", flat=True).get(pk=lease.claim.sync_id)


def _wait(
    lease: Lease,
    reason: str,
    sentence: str,
    *,
    until: datetime | None = None,
    wait: timedelta = timedelta(0),
) -> None:
    """Back into the queue, freeing the worker. A newer request for the matter takes over instead."""
    resume = until or Now() + wait
    failed = reason not in {Reason.BUDGET, Reason.THROTTLED, Reason.ONE_AT_A_TIME, Reason.UNKNOWN}
    try:
        with lease.commit():
            row = Sync.objects.get(pk=lease.claim.sync_id)
            Sync.objects.filter(pk=row.pk).update(
                state=Sync.State.QUEUED,
                not_before=resume,
                lease_until=None,
                reason=reason,
                sentence=sentence,
                attempts=_attempts(lease) + (1 if failed else 0),
            )
    except IntegrityError:  # one_queued_per_matter
        _finish(
            lease,
            Sync.State.SUPERSEDED,
            reason=reason,
            sentence=_("A newer sync took over."),
        )
        return
    _ring_at(lease.claim.sync_id)


def _ring_at(sync_id: int) -> None:
    row = Sync.objects.annotate(now=Now()).values("not_before", "now").get(pk=sync_id)
    delay = row["not_before"] - row["now"]
    if delay <= LONGEST_WAIT:
        queue.ring(after=max(delay, timedelta(0)) + timedelta(milliseconds=20))
