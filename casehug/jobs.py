"""Rounds over the rows of many firms, which a worker makes every few seconds or minutes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

import structlog
from django.db import InterfaceError, OperationalError

log = structlog.get_logger()


@contextmanager
def aside(what: str, row: int) -> Iterator[None]:
    """What goes wrong with one row is logged, and the round goes on: it must not keep other firms waiting
    for ever. That the database is away is no fault of the row; the round ends then.

    Nothing the row holds is told: what kind of error it was, and where.
    """
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rows are due as well
        frame = extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        log.error("left_aside", what=what, row=row, error=type(error).__name__, place=place)  # noqa: TRY400 - see above
