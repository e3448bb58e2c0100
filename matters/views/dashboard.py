"""The dashboard: what needs doing, and for whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug.security.permissions import member_required
from casehug.ui.page_slots import rendered
from matters.models import Matter
from matters.presenter import matter_rows, with_badges
from matters.views import next_move

RECENT = 6
MOST_WITHOUT_CLIENT = 6


@member_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    newest = Matter.objects.newest_first()
    recent = newest.values("pk")[:RECENT]
    without_client = newest.without_client().values("pk")[:MOST_WITHOUT_CLIENT]
    # A union, because PostgreSQL looks at every matter where it is told one or the other.
    rows = newest.filter(pk__in=recent.union(without_client)).select_related("client", "case_type")
    shown = list(with_badges(request, rows))
    context = {
        "alarms": rendered("dashboard.alarm", request),
        "work": rendered("dashboard.work", request),
        "later": rendered("dashboard.later", request),
        "next_move": next_move.of_the_day(request),
        "without_client": [one for one in shown if one.lacks_client][:MOST_WITHOUT_CLIENT],
        "rows": matter_rows(request, shown[:RECENT]),
    }
    return render(request, "dashboard.html", context)
