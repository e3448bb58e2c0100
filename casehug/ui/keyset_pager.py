"""Keyset pagination: pages of a list, newest first, that cost the same at any depth: each starts
beside a known row.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

OWN = ("created_at", "id")
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


def place(row: Any, moment: str = "created_at") -> str:
    return f"{(getattr(row, moment) - EPOCH) // MICROSECOND}-{row.pk}"


def _moment(mark: str) -> tuple[datetime, int] | None:
    moment, _, pk = mark.partition("-")
    try:
        return EPOCH + int(moment) * MICROSECOND, int(pk) % 2**63
    except (ValueError, OverflowError):
        return None


def page(
    found: QuerySet,
    *,
    shown: QuerySet,
    size: int,
    older: str = "",
    newer: str = "",
    along: tuple[str, str] = OWN,
) -> Page:
    """`older`, `newer`: show what lies beyond this place. Anything unreadable shows the start.

    `found` says which rows, `shown` with what of them and beside them: joins are made for one page
    only, whatever the planner guesses about a search. `along` are columns of `found` that hold the
    same as a row's own moment and id, in a table whose index is walked instead.
    """
    walk = _Walk(found, shown, size, along)
    if newer and (start := _moment(newer)) and (page := walk.upwards(start)):
        return page
    return walk.downwards(_moment(older) if older and not newer else None)


def downwards(found: QuerySet, *, size: int, before: str, moment: str) -> Page:
    """Newest `moment` first, where no page leads back up; anything unreadable shows the start."""
    start = _moment(before)
    if start:
        found = _beyond(found, LessThan, (moment, "id"), start)
    rows = list(found.order_by(f"-{moment}", "-id")[: size + 1])
    return _page(rows[:size], newer=start is not None, older=len(rows) > size, moment=moment)


def later(found: QuerySet, row: Any, *, moment: str) -> QuerySet:
    """What comes after this row where the oldest `moment` is first."""
    return _beyond(found, GreaterThan, (moment, "id"), (getattr(row, moment), row.pk))


def _beyond(
    found: QuerySet, comparison: type, along: tuple[str, str], start: tuple[datetime, int]
) -> QuerySet:
    here, there = _Row(*map(F, along)), _Row(*map(Value, start))
    return found.filter(comparison(here, there))


@dataclass(frozen=True, slots=True)
class _Walk:
    found: QuerySet
    shown: QuerySet
    size: int
    along: tuple[str, str]

    def downwards(self, start: tuple[datetime, int] | None) -> Page:
        rows = self._rows(self._beyond(LessThan, start), "-")
        return _page(rows[: self.size], newer=start is not None, older=len(rows) > self.size)

    def upwards(self, start: tuple[datetime, int]) -> Page | None:
        """None where fewer than a page lie there: the newest page is always a full one."""
        rows = self._rows(self._beyond(GreaterThan, start), "")
        if len(rows) <= self.size:
            return None
        return _page(rows[: self.size][::-1], newer=True, older=True)

    def _rows(self, found: QuerySet, direction: str) -> list[Model]:
        """One more than a page, to know whether there is another."""
        order = [f"{direction}{column}" for column in self.along]
        places = found.order_by(*order).values("pk")[: self.size + 1]
        own = [f"{direction}{column}" for column in OWN]
        return list(self.shown.filter(pk__in=places).order_by(*own))

    def _beyond(self, comparison: type, start: tuple[datetime, int] | None) -> QuerySet:
        if start is None:
            return self.found
        return _beyond(self.found, comparison, self.along, start)


def _page(rows: list, *, newer: bool, older: bool, moment: str = "created_at") -> Page:
    return Page(
        rows=rows,
        newer=place(rows[0], moment) if rows and newer else "",
        older=place(rows[-1], moment) if rows and older else "",
    )
