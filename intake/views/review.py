"""Review: what came in across matters, and on one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug.doors import member_required
from casehug.requests import FirmRequest
from intake import access, reviewing, turns
from intake.models import Intake


@member_required
@require_safe
def review(request: FirmRequest) -> HttpResponse:
    asked = request.GET
    desk = reviewing.queue_desk(asked.get("at", ""), asked.get("last", ""), asked.get("after", ""))
    count = reviewing.waiting()[: reviewing.MOST_COUNTED + 1].count()
    others = turns.without_files()
    context = {"desk": desk, "count": count, "most": reviewing.MOST_COUNTED, "others": others}
    return render(request, "review/queue.html", context | _words())


@member_required
@require_safe
def review_matter(request: FirmRequest, matter_id: int) -> HttpResponse:
    intake = access.intake_of(matter_id)
    desk = reviewing.matter_desk(intake, request.GET.get("at", ""), request.GET.get("last", ""))
    context = {
        "desk": desk,
        "intake": intake,
        "matter": intake.matter,
        "standing": reviewing.standing(intake),
        "is_approved": intake.status == Intake.Status.APPROVED,
    }
    return render(request, "review/matter.html", context | _words())


def _words() -> dict[str, object]:
    return {"reasons": [(key, english) for key, (english, _) in reviewing.REASONS.items()]}
