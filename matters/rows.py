"""Lines of lists, with every string made once: localising inside a loop costs more than the query."""

from collections.abc import Iterable
from functools import cache
from typing import TypedDict

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from casehug.clockwords import day
from casehug.slots import gathered
from casehug.templatetags.ui import badge
from matters.models import Matter

STATUS_KINDS = {"pending": "waiting", "open": "good", "closed": "waiting"}
STATUS_ICONS = {"pending": "clock", "open": "folder-open", "closed": "lock-closed"}


_badge = cache(badge)


@cache
def status_badge(status: str) -> SafeString:
    """Made when first shown: the static file it names may not be collected at import."""
    return badge(STATUS_KINDS[status], Matter.Status(status).label, STATUS_ICONS[status])


class MatterRow(TypedDict):
    """A dictionary, because templates look for keys before attributes."""

    url: str
    title: str
    client: str
    case_type: str
    status: SafeString
    created: str


def matter_rows(request: HttpRequest, matters: list[Matter]) -> list[MatterRow]:
    """The slot "matters.badges" gives {matter id: (kind, words)}."""
    start = reverse("matters:list")
    told = gathered("matters.badges", request, matters=matters)
    return [
        MatterRow(
            url=f"{start}{matter.pk}/",
            title=matter.title,
            client=matter.client.name if matter.client else "No client yet",
            case_type=matter.case_type.name,
            status=_badges(matter, told),
            created=day(matter.created_at),
        )
        for matter in matters
    ]


def _badges(matter: Matter, told: list[dict[int, tuple[str, str]]]) -> SafeString:
    """Its status, and what other rooms say of it."""
    others = [_badge(*badges[matter.pk]) for badges in told if matter.pk in badges]
    return SafeString(" ".join([status_badge(matter.status), *others]))


def counted(number: int, most: int, noun: Iterable[str]) -> str:
    """1 matter, 12 matters, 1,000+ matters"""
    one, many = noun
    if number > most:
        return f"{most:,}+ {many}"
    return f"{number:,} {one if number == 1 else many}"
