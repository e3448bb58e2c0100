"""The older part of a matter's timeline."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from matters import access, timeline


@member_required
@require_safe
@vary_on_headers("HX-Request")
def matter_timeline(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    told = timeline.of_matter(matter, before=request.GET.get("before", ""))
    part = "#events" if request.htmx else ""
    context = {"matter": matter, "timeline": told}
    return render(request, f"matters/timeline.html{part}", context)
