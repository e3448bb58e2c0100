"""All matters of the firm."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casehug.doors import member_required
from casehug.requests import FirmRequest
from matters import keyset
from matters.models import Matter
from matters.rows import counted, matter_rows

PAGE = 50
MOST_COUNTED = 1000
SHOWN = [
    "firm_id", "title", "status", "created_at",
    "client__first_name", "client__last_name", "case_type__name",
]  # fmt: skip


@member_required
@require_safe
@vary_on_headers("HX-Request")
def matter_list(request: FirmRequest) -> HttpResponse:
    query, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    found = Matter.objects.with_status(status).matching(query)
    page = keyset.page(
        found,
        shown=Matter.objects.select_related("client", "case_type").only(*SHOWN),
        size=PAGE,
        older=request.GET.get("older", ""),
        newer=request.GET.get("newer", ""),
    )
    number = found.order_by()[: MOST_COUNTED + 1].count()
    context = {
        "rows": matter_rows(request, page.rows),
        "query": query,
        "status": status,
        "statuses": Matter.Status.choices,
        "is_filtered": bool(query or status),
        "count": counted(number, MOST_COUNTED, ("matter", "matters")),
        "older": page.older and urlencode({"q": query, "status": status, "older": page.older}),
        "newer": page.newer and urlencode({"q": query, "status": status, "newer": page.newer}),
    }
    part = "#results" if request.htmx else ""
    return render(request, f"matters/list.html{part}", context)
