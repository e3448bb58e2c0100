"""Lines of lists, with every string made once: localising inside a loop costs more than the query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from casehug.clockwords import day
from casehug.slots import gathered
from casehug.templatetags.ui import badge
from matters.models import Matter

STATUS_KINDS = {"pending": "waiting", "open": "good", "closed": "waiting"}
STATUS_ICONS = {"pending": "clock", "open": "folder-open", "closed": "lock-closed"}


@cache
def status_badge(status: str) -> SafeString:
    """Made when first shown: the static file it names may not be collected at import."""
    return badge(STATUS_KINDS[status], Matter.Status(status).label, STATUS_ICONS[status])


@dataclass(slots=True)
class MatterRow:
    url: str
    title: str
    client: str
    case_type: str
    status: SafeString
    created: str
    badges: list[SafeString] = field(default_factory=list)


def matter_rows(request: HttpRequest, matters: list[Matter]) -> list[MatterRow]:
    """The slot "matters.badges" gives {matter id: (kind, words)}."""
    start = reverse("matters:list")
    told = gathered("matters.badges", request, matters=matters)
    return [
        MatterRow(
            url=f"{start}{matter.pk}/",
            title=matter.title,
            client=matter.client.name if matter.client else "",
            case_type=matter.case_type.name,
            status=status_badge(matter.status),
            created=day(matter.created_at),
            badges=[badge(*badges[matter.pk]) for badges in told if matter.pk in badges],
        )
        for matter in matters
    ]


def counted(number: int, most: int, noun: Iterable[str]) -> str:
    """1 matter, 12 matters, 1,000+ matters"""
    one, many = noun
    if number > most:
        return f"{most:,}+ {many}"
    return f"{number:,} {one if number == 1 else many}"
