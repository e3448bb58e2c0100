"""Settings → Templates → a checklist: what is done to one of its items."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from intake import access
from intake.checklists import items, ordering
from intake.checklists.defaults.library import DOCUMENTS
from intake.checklists.forms import ChecklistItemForm
from intake.checklists.ready_made import library, ready_made
from intake.models import ChecklistItem

PLACE = "intake/settings/item.html"


@admin_required
def item_new(request: FirmRequest, checklist_id: int) -> HttpResponse:
    checklist = access.checklist(checklist_id)
    others = list(checklist.items.all())
    if request.method == "POST" and (key := request.POST.get("ready")) in DOCUMENTS:
        made = items.add_item(
            checklist=checklist, by=request.member, **ready_made(key, request.POST)
        )
        return _back(made)
    form = ChecklistItemForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        made = items.add_item(checklist=checklist, by=request.member, **form.values())
        return _back(made)
    context = {"form": form, "checklist": checklist, "library": library(others)}
    return render(request, PLACE, context, status=422 if form.errors else 200)


@admin_required
def item_edit(request: FirmRequest, checklist_id: int, item_id: int) -> HttpResponse:
    item = access.checklist_item(checklist_id, item_id)
    title = item.title
    others = list(item.checklist.items.all())
    form = ChecklistItemForm(request.POST or None, instance=item, others=others)
    if request.method == "POST" and form.is_valid():
        item = access.checklist_item(checklist_id, item_id)
        items.change_item(item=item, by=request.member, **form.values())
        return _back(item)
    context = {"form": form, "checklist": item.checklist, "item": item, "title": title}
    return render(request, PLACE, context, status=422 if form.errors else 200)


@admin_required
def item_place(request: FirmRequest, checklist_id: int, item_id: int) -> HttpResponse:
    """Past its neighbour, or anywhere."""
    item = access.checklist_item(checklist_id, item_id)
    if request.method != "POST":
        return _places(request, item)
    to = request.POST.get("to", "")
    if to in {"up", "down"}:
        moved = items.move_item(item=item, by=request.member, up=to == "up")
    else:
        to, moved = "place", ordering.place_item(item=item, value=to, by=request.member)
    item.refresh_from_db()
    mark = "moved" if moved else "stays"
    return redirect(f"{_address(item)}?{mark}={item.pk}#{_pressed(item, to)}")


def _pressed(item: ChecklistItem, to: str) -> str:
    """The control to go on with, where the page opens and the focus is: an arrow that is there no
    more at the edge gives way to the other."""
    place, count = ordering.standing(item)
    if count == 1:
        to = "place"
    elif to in {"up", "down"}:
        to = "down" if place == 1 else "up" if place == count else to
    return f"{to}-{item.pk}"


def _places(request: FirmRequest, item: ChecklistItem) -> HttpResponse:
    context = {
        "item": item,
        "checklist": item.checklist,
        "places": ordering.places(item),
        "shows": list(item.shows.all()),
    }
    return render(request, "intake/settings/item_place.html", context)


@admin_required
def item_removal(request: FirmRequest, checklist_id: int, item_id: int) -> HttpResponse:
    item = access.checklist_item(checklist_id, item_id)
    if request.method == "POST":
        items.remove_item(item=item, by=request.member)
        said = _("“{title}” is no longer asked for.").format(title=item.title)
        messages.success(request, said)
        return redirect("intake:checklist", checklist_id)
    context = {"item": item, "checklist": item.checklist, "shows": list(item.shows.all())}
    return render(request, "intake/settings/item_removal.html", context)


def _back(item: ChecklistItem) -> HttpResponse:
    return redirect(f"{_address(item)}#item-{item.pk}")


def _address(item: ChecklistItem) -> str:
    return reverse("intake:checklist", args=[item.checklist_id])
