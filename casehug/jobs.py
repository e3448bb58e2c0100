"""Background jobs: the one place that hands work to Celery, by the name of a task.

PostgreSQL is the queue of record. A message only says that a row is due, so losing it is harmless: a
sweep finds the row. By name, so that whoever rings need not import who answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb

import structlog
from celery import current_app
from django.db import InterfaceError, OperationalError, close_old_connections

log = structlog.get_logger()

LASTS = timedelta(minutes=2)


def ring(task: str, *arguments: object, after: timedelta = timedelta(0)) -> None:
    """Ask a worker to run `task`, `after` a while. Raises nothing: the row is safe either way.

    `arguments` are ids alone; a message that nobody took for two minutes is dropped.
    """
    wait = after.total_seconds()
    try:
        current_app.send_task(
            task,
            args=[str(one) for one in arguments],
            countdown=wait or None,
            expires=wait + LASTS.total_seconds(),
        )
    except Exception as error:  # noqa: BLE001 - whatever the broker's trouble, the row is safe
        log.warning("job_not_queued", task=task, error=type(error).__name__)


@contextmanager
def own_connection() -> Iterator[None]:
    """A task leaves no database connection open behind it, and does not inherit a dead one."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()


@contextmanager
def aside(what: str, row: int | str) -> Iterator[None]:
    """Fault isolation in a sweep over many firms' rows: what goes wrong with one row is logged and
    the sweep goes on, or it would keep other firms waiting for ever. That the database is away is
    no fault of the row; the sweep ends then.

    Nothing the row holds is logged: what kind of error it was, and where.
    """
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rows are due as well
        frame = extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        log.error("left_aside", what=what, row=row, error=type(error).__name__, place=place)  # noqa: TRY400 - see above
