"""A new matter."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from matters.domain.matters import create_matter
from matters.forms import ClientChoice, MatterForm
from matters.models import Matter
from matters.views.client_choice import choosing, chosen_client, is_looking, looked


@member_required
def matter_new(request: FirmRequest) -> HttpResponse:
    if request.method != "POST":
        initial = {"client": request.GET.get("client", "")}
        return matter_form(
            request, MatterForm(initial=last_choices()), ClientChoice(initial=initial)
        )
    if is_looking(request):
        typed = looked(request)
        return matter_form(request, MatterForm(initial=typed), ClientChoice(initial=typed))
    form, choice = MatterForm(request.POST), ClientChoice(request.POST)
    if not all([form.is_valid(), choice.is_valid()]):
        return matter_form(request, form, choice, status=422)
    with transaction.atomic():
        client = chosen_client(choice, by=request.member)
        matter = create_matter(**form.values(), client=client, by=request.member)
    return redirect(matter)


def last_choices() -> dict[str, object]:
    """Most firms practise in one state: offer that of the newest matter."""
    newest = Matter.objects.newest_first().values("state", "county").first()
    return {"state": newest["state"]} if newest else {}


def matter_form(
    request: FirmRequest, form: MatterForm, choice: ClientChoice, status: int = 200
) -> HttpResponse:
    context = {"form": form, **choosing(request, choice)}
    return render(request, "matters/new.html", context, status=status)
