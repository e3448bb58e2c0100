"""Database timeouts: how long a page waits for PostgreSQL.

A server that works ends what takes too long by itself. One that stands still, with its disk or as
a whole, ends nothing: so the client's side looks at the clock too, and lets go of the connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

# After which a server that is well would have ended it.
GRACE = 2
# A page that asks Clio for a token has its transaction open meanwhile, for 20 seconds at most.
LONGEST_IDLE = 60
# Past what Clio's answer may take, for whoever waits for the same token.
FOR_A_TOKEN = 30
# A server that vanished without a word is noticed within half a minute.
LINE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,
}
# It is asked again by the next page, not after minutes of backing off.
UNREACHABLE = {"timeout": 5, "reconnect_timeout": 5}
TELL_POSTGRESQL = (
    "SELECT set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true)"
)

_longer: ContextVar[float] = ContextVar("casehug_patience", default=0)


def connecting(seconds: float, *, pool: int) -> dict[str, Any]:
    """Django's options for PostgreSQL; 0 seconds: wait for ever; `pool`: how many are kept, if any."""
    options: dict[str, Any] = dict(LINE)
    if seconds:
        options["options"] = server_side(seconds)
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, **UNREACHABLE}
        if seconds:
            options["pool"]["connection_class"] = patient(seconds)
    return options


def server_side(seconds: float) -> str:
    """What libpq tells the server of each new connection."""
    limits = {
        "statement_timeout": seconds,
        "lock_timeout": seconds / 2,
        "idle_in_transaction_session_timeout": max(LONGEST_IDLE, seconds),
    }
    return " ".join(f"-c {name}={milliseconds(most)}" for name, most in limits.items())


def milliseconds(seconds: float) -> str:
    return f"{max(1, round(seconds * 1000))}ms"


def patient(seconds: float) -> type[psycopg.Connection]:
    """Connections that raise OperationalError, and are closed, where no answer comes in time."""

    class PatientConnection(psycopg.Connection):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            limit = timeout or max(seconds, _longer.get()) + GRACE
            try:
                return super().wait(gen, interval, limit)
            except psycopg.OperationalError:
                if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                    self.close()
                raise

    return PatientConnection


@contextmanager
def waiting_for_a_token() -> Iterator[None]:
    """In a transaction: another may hold the row while Clio is asked."""
    if settings.DATABASE_PATIENCE:
        most = milliseconds(max(FOR_A_TOKEN, settings.DATABASE_PATIENCE))
        with connection.cursor() as cursor:
            cursor.execute(TELL_POSTGRESQL, [most, most])
    before = _longer.set(FOR_A_TOKEN)
    try:
        yield
    finally:
        _longer.reset(before)
