"""The intake of one matter: begun, changed item by item, brought up to date."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from intake import access
from intake.checklists.defaults.library import DOCUMENTS
from intake.checklists.forms import ItemForm
from intake.checklists.ready_made import library, ready_made
from intake.lifecycle import checklist_update, intakes
from intake.matter_page.panel import intake_panel
from matters import access as matters
from matters.models import Matter
from matters.views.next_move import actions


@member_required
@require_POST
def start(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = matters.matter(matter_id)
    intakes.create_intake(matter=matter, by=request.member)
    return answer(request, matter)


@member_required
@require_POST
def up_to_date(request: FirmRequest, matter_id: int) -> HttpResponse:
    """Ask what the checklist asks by now."""
    intake = access.intake_of(matter_id)
    count = checklist_update.apply_checklist(intake=intake, by=request.member)
    words = ngettext(
        "Up to date: {count} item added or changed.",
        "Up to date: {count} items added or changed.",
        count,
    )
    return answer(request, intake.matter, said=words.format(count=count))


@member_required
def item_new(request: FirmRequest, matter_id: int) -> HttpResponse:
    intake = access.intake_of(matter_id)
    others = list(intake.items.filter(removed_at=None))
    if request.method == "POST" and (key := request.POST.get("ready")) in DOCUMENTS:
        asked = ready_made(key, request.POST)
        intakes.add_item(intake=intake, by=request.member, **asked)
        return redirect(intake.matter)
    form = ItemForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        intakes.add_item(intake=intake, by=request.member, **form.values())
        return redirect(intake.matter)
    context = {"form": form, "matter": intake.matter, "library": library(others)}
    status = 422 if form.errors else 200
    return render(request, "intake/matter/item.html", context, status=status)


@member_required
@require_POST
def item_removal(request: FirmRequest, matter_id: int, item_id: int) -> HttpResponse:
    item = access.item_of(matter_id, item_id)
    intakes.remove_item(item=item, by=request.member)
    words = _("“{title}” is no longer asked.").format(title=item.title)
    return answer(request, matters.matter(matter_id), said=words, opened=True, removed=item)


@member_required
@require_POST
def item_return(request: FirmRequest, matter_id: int, item_id: int) -> HttpResponse:
    item = access.item_of(matter_id, item_id)
    intakes.restore_item(item=item, by=request.member)
    words = _("“{title}” is asked again.").format(title=item.title)
    return answer(request, matters.matter(matter_id), said=words, opened=True)


def answer(request: FirmRequest, matter: Matter, said: str = "", **more: object) -> HttpResponse:
    """The panel for htmx, and the buttons whose rank may have changed; the matter's page otherwise."""
    if not request.htmx:
        if said:
            messages.success(request, said)
        return redirect(matter)
    context = {**intake_panel(request, matter=matter), "said": said, **more}
    context["actions"] = actions(request, matter=matter, again=True)
    return render(request, "intake/matter/panel.html", context)
