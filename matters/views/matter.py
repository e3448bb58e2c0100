"""One matter: its page, and what is done to it there."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from casehug.security.permissions import member_required
from casehug.ui.page_slots import rendered
from casehug.web.requests import FirmRequest
from matters import access, timeline
from matters.domain.matters import change_matter, set_client, set_status
from matters.forms import ClientChoice, MatterForm
from matters.models import Document, Matter
from matters.presenter import status_badge
from matters.views import next_move
from matters.views.client_choice import choosing, chosen_client, is_looking, looked


@member_required
@require_safe
def matter(request: FirmRequest, matter_id: int) -> HttpResponse:
    return matter_page(request, access.matter(matter_id))


def matter_page(
    request: FirmRequest, matter: Matter, status: int = 200, **more: object
) -> HttpResponse:
    added_by = Document.objects.select_related("added_by__user")
    prefetch_related_objects([matter], Prefetch("documents", added_by))
    documents = list(matter.documents.all())
    context = {
        "matter": matter,
        "status_badge": status_badge(matter.status),
        "statuses": Matter.Status.choices,
        "documents": documents,
        "coming": rendered("matter.coming", request, matter=matter),
        "timeline": timeline.of_matter(matter),
        "next_move": next_move.next_move(request, matter=matter),
        "actions": next_move.actions(request, matter=matter),
        "panels": rendered("matter.panel", request, matter=matter),
    }
    return render(request, "matters/matter.html", context | more, status=status)


@member_required
def matter_edit(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    form = MatterForm(request.POST or None, instance=matter)
    if request.method == "POST" and form.is_valid():
        change_matter(matter=access.matter(matter_id), by=request.member, **form.values())
        return redirect(matter)
    title = access.matter(matter_id).title if form.errors else matter.title
    context = {"form": form, "matter": matter, "title": title}
    return render(request, "matters/edit.html", context, status=422 if form.errors else 200)


@member_required
@require_POST
def matter_status(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    if (status := request.POST.get("status")) in Matter.Status.values:
        set_status(matter=matter, status=status, by=request.member)
    return redirect(matter)


@member_required
def matter_client(request: FirmRequest, matter_id: int) -> HttpResponse:
    """Set the client of a matter, found or new."""
    matter = access.matter(matter_id)
    if is_looking(request):
        choice = ClientChoice(initial=looked(request), may_wait=False)
    else:
        choice = ClientChoice(request.POST or None, may_wait=False)
    if choice.is_bound and choice.is_valid():
        set_client(
            matter=matter, client=chosen_client(choice, by=request.member), by=request.member
        )
        return redirect(matter)
    context = {"matter": matter, **choosing(request, choice)}
    return render(request, "matters/client.html", context, status=422 if choice.is_bound else 200)
