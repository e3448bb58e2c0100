"""Forecast: what a bulk sync would send, how many calls to Clio it takes, and for how long."""

from dataclasses import dataclass
from datetime import timedelta

import redis.exceptions
from django.conf import settings
from django.db import connection as database
from django.db.models import Count, QuerySet

from integrations.clio.push.costs import calls_ahead_of
from integrations.clio.rate_limit import LEFT_BY_BULK
from integrations.clio.session import budget_of
from integrations.domain.bulk.choosing import Selection, chosen, left_out
from integrations.models import Connection
from matters.models import Matter

MINUTE = timedelta(minutes=1)
# A call takes so long at least, and two matters are sent at once.
SECONDS_PER_CALL = 0.25

_TOTALS = """
SELECT count(*), coalesce(sum(documents), 0), coalesce(sum(size), 0), coalesce(sum(calls), 0)
FROM ({ahead}) ahead
"""


@dataclass(frozen=True, slots=True)
class Totals:
    matters: int
    documents: int
    size: int
    calls: int


def totals(selection: Selection, connection: Connection) -> Totals:
    matters: QuerySet[Matter] = chosen(selection, connection)
    ahead, parameters = calls_ahead_of(matters, connection.clio_account)
    with database.cursor() as cursor:
        cursor.execute(_TOTALS.format(ahead=ahead), parameters)
        return Totals(*(int(figure) for figure in cursor.fetchone()))


def counted_by_reason(selection: Selection, connection: Connection) -> dict[str, int]:
    """How many are left out, and for want of what."""
    rows = left_out(selection, connection).order_by().values("stopped")
    return dict(rows.annotate(number=Count("pk")).values_list("stopped", "number"))


def a_minute(connection: Connection) -> int:
    """Calls that a bulk sync may make in one: what Clio lets the firm make, without what is kept for
    everything else."""
    try:
        limit, _left = budget_of(connection).state()
    except redis.exceptions.RedisError:
        limit = settings.CLIO_RATE_LIMIT
    window = timedelta(seconds=settings.CLIO_RATE_WINDOW)
    return max(int((limit - limit * LEFT_BY_BULK // 100) * (MINUTE / window)), 1)


def lasts(calls: int, connection: Connection) -> timedelta:
    """At the firm's rate, and not faster than Clio answers."""
    return max(MINUTE * calls / a_minute(connection), timedelta(seconds=calls * SECONDS_PER_CALL))
