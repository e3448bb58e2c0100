"""Tenant scope: every row of a firm carries the firm; forgetting it raises here and finds nothing
in PostgreSQL.

The scope lives in a context variable and, for row-level security, in three settings of the database
connection. It is written when a scope is entered, when a connection is opened inside one, and
emptied when the scope is left, which is before the connection goes back to the pool.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg.pq import TransactionStatus


class NoFirmInScope(RuntimeError):
    """Rows of a firm were asked for with no firm in scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """firm: whose rows; person: whose memberships; queue: may see what is due in every firm;
    secret: the hash of a secret the visitor holds, which shows the one row that carries it."""

    firm: UUID | None = None
    person: int | None = None
    queue: bool = False
    secret: str = ""


NOBODY = Scope()
_scope: ContextVar[Scope] = ContextVar("casehug_scope", default=NOBODY)

TELL_POSTGRESQL = (
    "SELECT set_config('casehug.firm', %s, false), set_config('casehug.person', %s, false),"
    " set_config('casehug.queue', %s, false), set_config('casehug.secret', %s, false)"
)


def current_firm_id() -> UUID:
    if (firm := _scope.get().firm) is None:
        raise NoFirmInScope("No firm is in scope; enter one with firm_scope(firm_id).")
    return firm


@contextmanager
def firm_scope(firm_id: UUID, *, person: int | None = None) -> Iterator[None]:
    with _entered(Scope(firm=firm_id, person=person or _scope.get().person)):
        yield


@contextmanager
def person_scope(user_id: int, firm_id: UUID | None = None) -> Iterator[None]:
    """Only this person's own memberships and firms, and the rows of `firm_id` where one is given."""
    with _entered(Scope(firm=firm_id, person=user_id)):
        yield


@contextmanager
def queue_scope() -> Iterator[None]:
    """What is due, in every firm: for the worker that must choose whose turn it is."""
    with _entered(Scope(queue=True)):
        yield


@contextmanager
def secret_scope(secret_hash: str) -> Iterator[None]:
    """The one link, device or invitation that carries this hash, whichever firm's it is."""
    with _entered(Scope(secret=secret_hash)):
        yield


@contextmanager
def _entered(scope: Scope) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        _tell(scope)
        yield
    finally:
        _scope.reset(token)
        _tell_or_drop(_scope.get())


def _tell(scope: Scope) -> None:
    raw = connection.connection
    if raw is None or raw.closed:
        return  # The next connection is told when it is opened.
    if raw.info.transaction_status == TransactionStatus.INERROR:
        return  # The rollback that must follow restores the settings of before.
    values = (
        str(scope.firm or ""),
        str(scope.person or ""),
        "on" if scope.queue else "",
        scope.secret,
    )
    with connection.wrap_database_errors:
        raw.execute(TELL_POSTGRESQL, values)


def _tell_or_drop(scope: Scope) -> None:
    """A connection that cannot be told that the scope is over is never used again."""
    try:
        _tell(scope)
    except DatabaseError:
        connection.connection.close()
    if connection.connection is not None and connection.connection.closed:
        connection.close()


@receiver(connection_created, dispatch_uid="casehug.tenancy.scope")
def _tell_new_connection(**_kwargs: object) -> None:
    if (scope := _scope.get()) != NOBODY:
        _tell(scope)


def spare_connection() -> None:
    """Back into the pool while the network is waited for, as nobody's; the next that is taken is
    told the scope again. What is inside a transaction keeps its own."""
    if connection.connection is not None and not connection.in_atomic_block:
        _tell_or_drop(NOBODY)
        connection.close()
