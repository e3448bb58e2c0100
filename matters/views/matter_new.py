"""A new matter."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from casehug.security.permissions import member_required
from casehug.ui.page_slots import rendered
from casehug.web.requests import FirmRequest
from matters.domain.matters import create_matter
from matters.forms import ClientChoice, MatterForm
from matters.models import Matter
from matters.views.client_choice import choosing, chosen_client, is_looking, looked
from matters.views.starts import NotStarted, Start, start_of


@member_required
def matter_new(request: FirmRequest) -> HttpResponse:
    start = start_of(request)
    if request.method != "POST":
        return matter_form(request, *_blank(request, start), start)
    if is_looking(request):
        typed = looked(request)
        forms = MatterForm(initial=typed), ClientChoice(initial=typed, may_wait=not start)
        return matter_form(request, *forms, start)
    form = MatterForm(_with_fixed(request, start))
    choice = ClientChoice(request.POST, may_wait=not start)
    if not all([form.is_valid(), choice.is_valid()]):
        return matter_form(request, form, choice, start, status=422)
    try:
        return redirect(_made(request, form, choice, start))
    except NotStarted as error:
        form.add_error(None, str(error))
        return matter_form(request, form, choice, start, status=422)


def _blank(request: FirmRequest, start: Start | None) -> tuple[MatterForm, ClientChoice]:
    if start:
        first = last_choices() | start.matter
        return MatterForm(initial=first), ClientChoice(initial=start.client, may_wait=False)
    initial = {"client": request.GET.get("client", "")}
    return MatterForm(initial=last_choices()), ClientChoice(initial=initial)


def _with_fixed(request: FirmRequest, start: Start | None) -> dict[str, str]:
    """As typed, with what was not asked for."""
    return request.POST.dict() | (start.fixed if start else {})


@transaction.atomic
def _made(
    request: FirmRequest, form: MatterForm, choice: ClientChoice, start: Start | None
) -> Matter:
    client = chosen_client(choice, by=request.member)
    matter = create_matter(**form.values(), client=client, by=request.member)
    if start:
        start.made(matter, request.member)
    return matter


def last_choices() -> dict[str, object]:
    """Most firms practise in one state: offer that of the newest matter."""
    newest = Matter.objects.newest_first().values("state", "county").first()
    return {"state": newest["state"]} if newest else {}


def matter_form(
    request: FirmRequest,
    form: MatterForm,
    choice: ClientChoice,
    start: Start | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "fixed": start.fixed if start else {},
        "beginning": rendered("matter.new", request),
        **choosing(request, choice),
    }
    return render(request, "matters/new.html", context, status=status)
