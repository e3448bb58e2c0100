"""One document: sending files for it, taking them back, or saying why it is not here."""

import secrets
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casehug.files.upload_handler import takes_recordings
from casehug.languages import Tagged
from intake.answers import answers, drafts
from intake.calendar import days
from intake.models import Item, Upload
from intake.portal import steps
from intake.portal.page import address, page
from intake.portal.permissions import client_link_required, pressed
from intake.progress.completeness import is_in, minutes_left, progress_of
from intake.progress.visibility import visible_items
from intake.uploads import receiving, return_reasons, taking_back
from intake.uploads.receiving import Refused

EXCUSES = {
    Item.Excuse.NOT_APPLICABLE: gettext_lazy("This does not apply to me"),
    Item.Excuse.SOMEONE_ELSE: gettext_lazy("Someone else has it"),
    Item.Excuse.COMING: gettext_lazy("I will have it later"),
    Item.Excuse.NEED_HELP: gettext_lazy("I need help with this"),
}
FOR_QUESTIONS = (Item.Excuse.NOT_APPLICABLE, Item.Excuse.NEED_HELP)


def item_here(request, item_id: int) -> Item:
    return get_object_or_404(request.intake.items, pk=item_id, removed_at=None)


def document_here(request, item_id: int) -> Item:
    return get_object_or_404(
        request.intake.items, pk=item_id, removed_at=None, kind=Item.Kind.DOCUMENT
    )


@client_link_required
@require_http_methods(["GET", "HEAD"])
def item(request, item_id):
    found = item_here(request, item_id)
    if found.kind == Item.Kind.QUESTION:
        return redirect(steps.item_url(request, found))
    return item_page(request, item_id)


def item_page(request, item_id, status=200, refused=(), text="", closed=None):
    """`refused`: names of files that were not kept, each with the reason; `text`: what was typed;
    `closed`: why a password did not open an upload."""
    items = visible_items(request.intake)
    found = next((one for one in items if one.pk == item_id), None)
    if found is None:
        raise Http404
    uploads = list(found.uploads.all())
    returned = steps.returned_of(found) if found.state == Item.State.RETURNED else []
    papers = [one for one in items if one.kind == Item.Kind.DOCUMENT]
    onward = steps.after(steps.sections(request, items), address(request, "item", item_id=item_id))
    return page(
        request,
        "portal/item.html",
        status=status,
        here=address(request, "item", item_id=item_id),
        item=found,
        place=papers.index(found) + 1,
        total=len(papers),
        title=found.titled(request.language),
        help=found.helped(request.language),
        sent=[
            (upload, (closed or {}).get(upload.pk, ""))
            for upload in uploads
            if upload.state != Upload.State.RETURNED
        ],
        help_said=Tagged(found.help_said, found.help_language),
        minutes=minutes_left(items),
        taken_back=taking_back.may_be_put_back(found),
        returned=[
            (upload.name, return_reasons.told(upload, request.language)) for upload in returned
        ],
        can_go_on=is_in(found),
        excuse=steps.explained(found),
        refused=refused,
        text=text or found.draft.get("typed", ""),
        halfway=[(partial.name, partial.percent) for partial in receiving.halfway(found)],
        nonce=secrets.token_urlsafe(12),
        round=rounds(found),
        next=onward,
        next_url=onward.url if onward else address(request, "review"),
        progress=progress_of(items),
    )


def rounds(item: Item) -> int:
    """How often a file was taken back or returned here: the same file may then be sent anew."""
    return Upload.objects.filter(item=item, state__in=Upload.GONE).count()


@client_link_required
@pressed
@takes_recordings
def uploads(request, item_id):
    """Files from a plain form. Those that cannot be kept are named with the reason, the rest stay."""
    found = document_here(request, item_id)
    nonce = request.POST.get("nonce", "")[:40] or secrets.token_urlsafe(12)
    refused = []
    for number, file in enumerate(request.FILES.getlist("files")):
        try:
            receiving.receive(item=found, name=file.name, file=file, nonce=f"{nonce}-{number}")
        except Refused as reason:
            refused.append((file.name, str(reason)))
    if not request.FILES.getlist("files"):
        refused.append(("", _("Choose a file first, then press Send.")))
    if refused:
        return item_page(request, item_id, status=422, refused=refused)
    return redirect("portal:item", key=request.intake.key, item_id=item_id)


# --- "I don't have this" -------------------------------------------------------------------------


@client_link_required
@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request, item_id):
    found = item_here(request, item_id)
    if request.method != "POST":
        return _excuse_page(request, found)
    if "withdraw" in request.POST:
        answers.withdraw_excuse(item=found)
        drafts.drop(item=found, names=drafts.EXCUSE)
        return redirect("portal:item", key=request.intake.key, item_id=item_id)
    try:
        answers.excuse(
            item=found,
            excuse=request.POST.get("excuse", ""),
            note=request.POST.get("note", ""),
            until=_day(request.POST.get("until", "")),
        )
    except answers.InvalidAnswer as unclear:
        return _excuse_page(request, found, str(unclear), status=422)
    drafts.drop(item=found, names=drafts.EXCUSE)
    return redirect(_onward(request, found))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _onward(request, found: Item) -> str:
    sections = steps.sections(request, visible_items(request.intake))
    if found.kind == Item.Kind.QUESTION:
        return steps.item_url(request, found)
    onward = steps.after(sections, address(request, "item", item_id=found.pk))
    return onward.url if onward else address(request, "review")


def _excuse_page(request, found, error="", status=200):
    typed = request.POST if request.method == "POST" else found.draft
    is_question = found.kind == Item.Kind.QUESTION
    offered = FOR_QUESTIONS if is_question else tuple(EXCUSES)
    chosen = typed.get("excuse", found.excuse)
    back = "questions" if is_question else "item"
    about = {"category": found.category} if is_question else {"item_id": found.pk}
    return page(
        request,
        "portal/excuse.html",
        status=status,
        item=found,
        title=found.titled(request.language),
        choices=[(one.value, EXCUSES[one], one.value == chosen) for one in offered],
        note=typed.get("note", found.excuse_note),
        until=typed.get("until", found.excuse_until.isoformat() if found.excuse_until else ""),
        asks_until=not is_question,
        today=days.today(request.firm).isoformat(),
        error=error,
        back=address(request, back, **about),
        draft_url=address(request, "draft", item_id=found.pk),
    )
