"""Review: what came in across matters, and on one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug import slots
from casehug.doors import member_required
from casehug.requests import FirmRequest
from intake import access, reviewing, standings, turns
from intake.models import Intake
from intake.reasons import REASONS
from intake.reviewing import Asked, Returning


@member_required
@require_safe
def review(request: FirmRequest) -> HttpResponse:
    return queue_page(request, asked(request))


@member_required
@require_safe
def review_matter(request: FirmRequest, matter_id: int) -> HttpResponse:
    return matter_page(request, access.intake_of(matter_id), asked(request))


def asked(request: FirmRequest) -> Asked:
    marks = request.GET
    return Asked(**{name: marks.get(name, "") for name in ("at", "last", "after", "page")})


def queue_page(
    request: FirmRequest, asked: Asked, returning: Returning | None = None
) -> HttpResponse:
    desk = reviewing.queue_desk(request.member, asked, returning)
    count = reviewing.waiting()[: reviewing.MOST_COUNTED + 1].count()
    context = {
        "desk": desk,
        "count": count,
        "most": reviewing.MOST_COUNTED,
        "others": turns.without_files(),
        "reasons": REASONS,
    }
    return render(request, "review/queue.html", context, status=422 if returning else 200)


def matter_page(
    request: FirmRequest, intake: Intake, asked: Asked, returning: Returning | None = None
) -> HttpResponse:
    desk = reviewing.matter_desk(intake, request.member, asked, returning)
    standing = standings.standing(intake)
    whole = standings.whole(desk, intake, standing)
    context = {
        "desk": desk,
        "intake": intake,
        "matter": intake.matter,
        "client": intake.matter.client,
        "standing": standing,
        "whole": whole,
        "follows": slots.gathered("intake.approval", request) if whole else [],
        "is_approved": intake.status == Intake.Status.APPROVED,
        "reasons": REASONS,
    }
    return render(request, "review/matter.html", context, status=422 if returning else 200)
