"""Pages of a list, newest first, that cost the same at any depth: each starts beside a known row."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class _Row(Func):
    """(a, b): PostgreSQL walks an index along such a comparison, as it never does along an OR."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Page:
    """newer and older are places to start the neighbouring pages from, or empty."""

    rows: list
    newer: str
    older: str


def place(row: Any) -> str:
    return f"{(row.created_at - EPOCH) // MICROSECOND}-{row.pk}"


def _moment(mark: str) -> tuple[datetime, int] | None:
    moment, _, pk = mark.partition("-")
    try:
        return EPOCH + int(moment) * MICROSECOND, int(pk) % 2**63
    except (ValueError, OverflowError):
        return None


def page(found: QuerySet, *, shown: QuerySet, size: int, older: str = "", newer: str = "") -> Page:
    """`older`, `newer`: show what lies beyond this place. Anything unreadable shows the start.

    `found` says which rows, `shown` with what of them and beside them: joins are made for one page
    only, whatever the planner guesses about a search.
    """
    if newer and (start := _moment(newer)):
        return _upwards(found, shown, start, size)
    start = _moment(older) if older else None
    rows = _rows(_beyond(found, LessThan, start), shown, ("-created_at", "-id"), size)
    return _page(rows[:size], newer=start is not None, older=len(rows) > size)


def _upwards(found: QuerySet, shown: QuerySet, start: tuple[datetime, int], size: int) -> Page:
    rows = _rows(_beyond(found, GreaterThan, start), shown, ("created_at", "id"), size)
    if len(rows) <= size:
        return page(found, shown=shown, size=size)  # The newest page is always a full one.
    return _page(rows[:size][::-1], newer=True, older=True)


def _rows(found: QuerySet, shown: QuerySet, order: tuple[str, str], size: int) -> list[Model]:
    """One more than a page, to know whether there is another."""
    places = found.order_by(*order).values("pk")[: size + 1]
    return list(shown.filter(pk__in=places).order_by(*order))


def _beyond(found: QuerySet, comparison: type, start: tuple[datetime, int] | None) -> QuerySet:
    if start is None:
        return found
    moment, pk = start
    return found.filter(comparison(_Row(F("created_at"), F("id")), _Row(Value(moment), Value(pk))))


def _page(rows: list, *, newer: bool, older: bool) -> Page:
    return Page(
        rows=rows,
        newer=place(rows[0]) if rows and newer else "",
        older=place(rows[-1]) if rows and older else "",
    )
