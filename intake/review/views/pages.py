"""Review: what came in across matters, and on one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug.security.permissions import member_required
from casehug.ui import page_slots
from casehug.web.requests import FirmRequest
from intake import access
from intake.dashboard import worklists
from intake.models import Intake, Item
from intake.progress import visibility
from intake.review import overview, presenter, queue
from intake.review.presenter import PageQuery, Returning
from intake.uploads.return_reasons import REASONS


@member_required
@require_safe
def review(request: FirmRequest) -> HttpResponse:
    return queue_page(request, page_query(request))


@member_required
@require_safe
def review_matter(request: FirmRequest, matter_id: int) -> HttpResponse:
    return matter_page(request, access.intake_of(matter_id), page_query(request))


def page_query(request: FirmRequest) -> PageQuery:
    marks = request.GET
    return PageQuery(**{name: marks.get(name, "") for name in ("at", "last", "after", "page")})


def queue_page(
    request: FirmRequest, page_query: PageQuery, returning: Returning | None = None
) -> HttpResponse:
    desk = presenter.queue_desk(request.member, page_query, returning)
    count = queue.waiting()[: queue.MOST_COUNTED + 1].count()
    context = {
        "desk": desk,
        "count": count,
        "most": queue.MOST_COUNTED,
        "others": worklists.without_files(),
        "left_behind": _left_behind(desk),
        "reasons": REASONS,
    }
    return render(request, "review/queue.html", context, status=422 if returning else 200)


def _left_behind(desk: presenter.Desk) -> list[Item]:
    """One query."""
    if desk.here is None:
        return []
    intake = desk.here.item.intake
    items = visibility.visible(intake.items.counting_uploads())
    return overview.left_behind(desk.here, intake, items)


def _asks_help(standing: overview.Standing) -> bool:
    return any(item.excuse == Item.Excuse.NEED_HELP for item in standing.excused)


def matter_page(
    request: FirmRequest, intake: Intake, page_query: PageQuery, returning: Returning | None = None
) -> HttpResponse:
    desk = presenter.matter_desk(intake, request.member, page_query, returning)
    standing = overview.standing(intake)
    whole = overview.whole(desk, intake, standing)
    context = {
        "desk": desk,
        "intake": intake,
        "matter": intake.matter,
        "client": intake.matter.client,
        "standing": standing,
        "whole": whole,
        "left_behind": overview.left_behind(desk.here, intake, standing.items),
        "follows": page_slots.gathered("intake.approval", request) if whole else [],
        "safe_ways": overview.safe_ways(intake) if _asks_help(standing) else [],
        "is_approved": intake.status == Intake.Status.APPROVED,
        "reasons": REASONS,
    }
    return render(request, "review/matter.html", context, status=422 if returning else 200)
