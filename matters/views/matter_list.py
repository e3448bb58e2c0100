"""All matters of the firm."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casehug.security.permissions import member_required
from casehug.ui import keyset_pager
from casehug.ui.page_slots import gathered
from casehug.web.requests import FirmRequest
from matters.models import Matter
from matters.presenter import figure, matter_rows, with_badges

PAGE = 50
MOST_COUNTED = 1000
SHOWN = [
    "firm_id", "title", "status", "created_at",
    "client__first_name", "client__last_name", "case_type__name",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """One select above the list."""

    name: str
    label: str | Promise
    choices: list[tuple[str, str]]
    narrow: Callable[[QuerySet[Matter], str], QuerySet[Matter]]
    # Columns beside what it narrows by that say the place of a matter as its own do.
    along: tuple[str, str] = keyset_pager.OWN
    value: str = ""


STATUS = Filter(
    "status",
    _("Every status"),
    Matter.Status.choices,
    lambda matters, value: matters.filter(status=value),
)


@member_required
@require_safe
@vary_on_headers("HX-Request")
def matter_list(request: FirmRequest) -> HttpResponse:
    query, filters = request.GET.get("q", "").strip(), _filters(request)
    found: QuerySet[Matter] = Matter.objects.matching(query)
    for one in filters:
        found = one.narrow(found, one.value) if one.value else found
    along = next(
        (one.along for one in filters if one.value and one.along != keyset_pager.OWN),
        keyset_pager.OWN,
    )
    shown = Matter.objects.select_related("client", "case_type").only(*SHOWN)
    page = keyset_pager.page(
        found,
        shown=with_badges(request, shown),
        size=PAGE,
        along=along,
        older=request.GET.get("older", ""),
        newer=request.GET.get("newer", ""),
    )
    number = found.order_by()[: MOST_COUNTED + 1].count()
    asked = {"q": query} | {one.name: one.value for one in filters}
    context = {
        "rows": matter_rows(request, page.rows),
        "query": query,
        "filters": filters,
        "is_filtered": any(asked.values()),
        "count": counted(number),
        "older": page.older and urlencode(asked | {"older": page.older}),
        "newer": page.newer and urlencode(asked | {"newer": page.newer}),
    }
    part = "#results" if request.htmx else ""
    return render(request, f"matters/list.html{part}", context)


def counted(number: int) -> str:
    """1 matter, 12 matters, 1,000+ matters"""
    words = ngettext("{count} matter", "{count} matters", number)
    return words.format(count=figure(number, MOST_COUNTED))


def _filters(request: FirmRequest) -> list[Filter]:
    """The slot "matters.filters" gives a Filter's fields. Anything unknown narrows nothing."""
    others = [Filter(**fields) for fields in gathered("matters.filters", request)]
    asked = [(one, request.GET.get(one.name, "")) for one in (STATUS, *others)]
    return [replace(one, value=value if value in dict(one.choices) else "") for one, value in asked]
