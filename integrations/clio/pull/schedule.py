"""Schedule of the polls: which firms are due, and when each is due again.

PostgreSQL keeps the due time; the periodic job only rings. A turn that dies gives its firm back when
the short time it was given is over, and whatever it had not kept is read again.
"""

import random
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now

from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from integrations.clio.pull import areas, feeds, rounds
from integrations.clio.pull.turn import Turn
from integrations.clio.session import clio_for
from integrations.errors import FixTheData, LostLease, SyncError
from integrations.models import Connection, Link, Poll, Sync, database_now
from integrations.models.poll import CALLS_A_WINDOW, WINDOW

log = structlog.get_logger()

FIRMS_AT_ONCE = 200
TURN_LASTS = timedelta(minutes=2)
# Seconds until the next turn; spread, so that the firms are not all asked at once.
QUIET, ACTIVE, IN_VAIN = (12 * 60, 15 * 60), (6 * 60, 8 * 60), (4 * 60, 6 * 60)
REFUSED = (20 * 3600, 28 * 3600)
# A firm counts as active so long after a sync of its, and spends less on each turn.
STAYS_ACTIVE, CALLS_WHEN_ACTIVE = timedelta(hours=1), 2


def poll_due() -> None:
    for firm_id in _due():
        with firm_scope(firm_id), aside("poll", str(firm_id)):
            poll_firm()


def _due() -> list[UUID]:
    with queue_scope():
        due = Connection.unscoped.filter(state=Connection.State.CONNECTED, next_poll_at__lte=Now())
        return list(due.order_by("next_poll_at").values_list("firm_id", flat=True)[:FIRMS_AT_ONCE])


def poll_firm() -> None:
    mine = Connection.objects.filter(state=Connection.State.CONNECTED, next_poll_at__lte=Now())
    if not mine.update(next_poll_at=Now() + TURN_LASTS):
        return  # Another worker does.
    connection = Connection.objects.select_related("firm").get()
    is_active = _is_active()
    poll = _begun(connection)
    left = min(poll.calls_left(database_now()), CALLS_WHEN_ACTIVE if is_active else CALLS_A_WINDOW)
    try:
        due = _looked(connection, poll, left)
        due = due or _spread(ACTIVE if is_active else QUIET)
    except LostLease:
        return
    except SyncError as error:  # Not ours to see: asked again once a day.
        log.info("poll_put_off", reason=error.reason)
        due = _spread(REFUSED if isinstance(error, FixTheData) else IN_VAIN)
    Connection.objects.filter(pk=connection.pk).update(next_poll_at=due)


def _is_active() -> bool:
    since = Now() - STAYS_ACTIVE
    return Sync.objects.filter(state=Sync.State.SYNCED, finished_at__gt=since).exists()


def _begun(connection: Connection) -> Poll:
    """From here on only this turn counts; a new quarter of an hour has its calls whole."""
    poll, _made = Poll.objects.get_or_create(clio_account=connection.clio_account)
    ours = Poll.objects.filter(pk=poll.pk)
    ours.update(fence=F("fence") + 1)
    if poll.calls_left(database_now()) == CALLS_A_WINDOW:
        ours.update(window_at=Now(), calls=0)
    poll.refresh_from_db()
    return poll


def _looked(connection: Connection, poll: Poll, left: int) -> datetime | None:
    """When to come again at the earliest, where the calls of this quarter of an hour are spent."""
    if not left:
        assert poll.window_at is not None
        return poll.window_at + WINDOW
    clio = clio_for(connection, reserve=settings.CLIO_RATE_LIMIT // 2)
    turn = Turn(connection, clio, poll, left)
    if poll.fence % 2:  # Who comes last may find no call left: they take turns.
        feeds.read(turn, Link.Kind.MATTER)
        feeds.read(turn, Link.Kind.CONTACT)
        areas.look(turn)
        rounds.go_on(turn)
    else:
        rounds.go_on(turn)
        feeds.read(turn, Link.Kind.MATTER)
        areas.look(turn)
        feeds.read(turn, Link.Kind.CONTACT)
    if turn.left < left:
        Connection.objects.filter(pk=connection.pk).update(last_call_at=Now())
    return None


def _spread(between: tuple[int, int]) -> datetime:
    return database_now() + timedelta(seconds=random.uniform(*between))  # noqa: S311 - not a secret
