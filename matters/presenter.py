"""Presenters: lines of lists, with every string made once: localising inside a loop costs more than
the query.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypedDict

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from casehug.templatetags.ui import badge
from casehug.ui.formats import day
from casehug.ui.page_slots import gathered
from matters.models import Matter

STATUS_KINDS = {"pending": "waiting", "open": "good", "closed": "waiting"}
STATUS_ICONS = {"pending": "clock", "open": "folder-open", "closed": "lock-closed"}


_badge = cache(badge)


def status_badge(status: str) -> SafeString:
    return _status_badge(status, get_language())


@cache
def _status_badge(status: str, _language: str) -> SafeString:
    """Made when first shown: the static file it names may not be collected at import. `_language`
    is the active one."""
    return badge(STATUS_KINDS[status], Matter.Status(status).label, STATUS_ICONS[status])


class MatterRow(TypedDict):
    """A dictionary, because templates look for keys before attributes."""

    url: str
    title: str
    client: str
    case_type: str
    status: SafeString
    created: str


class Badge(NamedTuple):
    """What another room says of each matter: from one column, in the very query of the matters."""

    column: str
    expression: Any
    read: Callable[[Any], tuple[str, str] | None]
    """(kind, words), or nothing."""


def with_badges(request: HttpRequest, matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Each with what `matter_rows` shows of it; no query more. The slot "matters.badges" gives
    {"badge": Badge}."""
    return matters.annotate(**{one.column: one.expression for one in _others(request)})


def _others(request: HttpRequest) -> list[Badge]:
    return [found["badge"] for found in gathered("matters.badges", request)]


def matter_rows(request: HttpRequest, matters: list[Matter]) -> list[MatterRow]:
    """Of matters `with_badges`."""
    start, others, nobody = reverse("matters:list"), _others(request), gettext("No client yet")
    return [
        MatterRow(
            url=f"{start}{matter.pk}/",
            title=matter.title,
            client=matter.client.name if matter.client else nobody,
            case_type=matter.case_type.name,
            status=_badges(matter, others),
            created=day(matter.created_at),
        )
        for matter in matters
    ]


def _badges(matter: Matter, others: list[Badge]) -> SafeString:
    """Its status, and what other rooms say of it."""
    told = [one.read(getattr(matter, one.column)) for one in others]
    return SafeString(" ".join([status_badge(matter.status), *(_badge(*t) for t in told if t)]))


def figure(number: int, most: int) -> str:
    """12, 1,000+"""
    told = number_format(min(number, most), force_grouping=True)
    return f"{told}+" if number > most else told
