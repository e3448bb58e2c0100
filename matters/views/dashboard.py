"""What needs doing, and for whom."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug.doors import member_required
from casehug.slots import rendered
from matters.models import Matter
from matters.rows import matter_rows, with_badges

RECENT = 6
MOST_WITHOUT_CLIENT = 6


@member_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    newest = Matter.objects.newest_first()
    without_client = newest.without_client()[:MOST_WITHOUT_CLIENT]
    either = Q(pk__in=newest.values("pk")[:RECENT]) | Q(pk__in=without_client.values("pk"))
    rows = newest.filter(either).select_related("client", "case_type")
    shown = list(with_badges(request, rows))
    context = {
        "work": rendered("dashboard.work", request),
        "without_client": [one for one in shown if one.lacks_client][:MOST_WITHOUT_CLIENT],
        "rows": matter_rows(request, shown[:RECENT]),
    }
    return render(request, "dashboard.html", context)
