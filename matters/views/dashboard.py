"""What needs doing, and for whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug.doors import member_required
from casehug.slots import rendered
from matters.models import Matter
from matters.rows import matter_rows

RECENT = 6
MOST_WITHOUT_CLIENT = 6


@member_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    shown = Matter.objects.select_related("client", "case_type").newest_first()
    recent = list(shown[:RECENT])
    context = {
        "work": rendered("dashboard.work", request),
        "without_client": list(shown.without_client()[:MOST_WITHOUT_CLIENT]) if recent else [],
        "rows": matter_rows(request, recent),
    }
    return render(request, "dashboard.html", context)
