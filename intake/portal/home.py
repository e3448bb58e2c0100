"""The list of what is asked, the look over it before sending, and what happens then."""

from datetime import date
from zoneinfo import ZoneInfo

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from casehug import languages
from casehug.ui.formats import long_date
from intake.emails import client_emails
from intake.lifecycle import submission
from intake.lifecycle.submission import OVER
from intake.models import Intake, Item
from intake.portal import steps
from intake.portal.page import address, page
from intake.portal.permissions import client_link_required, pressed
from intake.progress.completeness import added_since, is_in, is_needed_again, progress_of
from intake.progress.visibility import visible_items


@client_link_required
@require_safe
def home(request):
    items = visible_items(request.intake)
    sections = steps.sections(request, items)
    added = added_since(request.intake, items)
    returned = [item for item in items if is_needed_again(item)]
    return page(
        request,
        "portal/home.html",
        added=[(one.titled(request.language), steps.item_url(request, one)) for one in added],
        sent_on=_sent_on(request),
        sections=sections,
        progress=progress_of(items),
        returned=returned,
        over=request.intake.status in OVER and not returned,
        next=steps.first_open(sections),
        approved=request.intake.status == Intake.Status.APPROVED,
        first_name=first_name(request),
        for_name=request.intake.matter.name_for_client(request.language),
    )


@client_link_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request):
    if request.method == "POST":
        return send(request)
    return _review(request)


def send(request):
    missing = submission.submit(intake=request.intake)
    if missing:
        return _review(request, refused=True)
    return redirect("portal:sent", key=request.intake.key)


def _review(request, *, refused: bool = False):
    items = visible_items(request.intake)
    progress = progress_of(items)
    return page(
        request,
        "portal/review.html",
        status=422 if refused else 200,
        refused=refused,
        over=request.intake.status in OVER and not any(map(is_needed_again, items)),
        progress=progress,
        missing=[
            (item.titled(request.language), steps.item_url(request, item))
            for item in progress.still_open
        ],
        sections=steps.sections(request, items),
        sent_on=_sent_on(request),
        approved=request.intake.status == Intake.Status.APPROVED,
    )


@client_link_required
@require_safe
def sent(request):
    if request.intake.status not in OVER:
        return redirect("portal:home", key=request.intake.key)
    explained = [item for item in visible_items(request.intake) if item.excuse and not is_in(item)]
    coming = [item for item in explained if item.excuse == Item.Excuse.COMING]
    coming.sort(key=lambda item: item.excuse_until or date.max)
    return page(
        request,
        "portal/sent.html",
        coming=[steps.promise(request, item) for item in coming],
        asks_help=_promises(request, explained, Item.Excuse.NEED_HELP),
        emails=client_emails.reaches(request.intake),
        elsewhere=_promises(request, explained, Item.Excuse.SOMEONE_ELSE),
        approved=request.intake.status == Intake.Status.APPROVED,
        first_name=first_name(request),
    )


def _promises(request, explained: list[Item], excuse: str) -> list[steps.Step]:
    return [steps.promise(request, item) for item in explained if item.excuse == excuse]


def _sent_on(request) -> str:
    sent = request.intake.submitted_at
    return long_date(sent.astimezone(ZoneInfo(request.firm.time_zone))) if sent else ""


@client_link_required
@pressed
def language(request):
    chosen = request.POST.get("lang")
    if chosen in languages.codes():
        request.intake.language = chosen
        request.intake.save(update_fields=["language"])
    return redirect(_back(request))


def _back(request) -> str:
    """Only to a page of this very intake."""
    home_ = address(request, "home")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe and back.startswith(home_) else home_


def first_name(request) -> str:
    client = request.intake.matter.client
    return (client.first_name or client.last_name) if client else ""
