"""Settings → Templates: case types and what each asks for."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casehug import languages
from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from intake import access
from intake.answers.options import label_of
from intake.checklists import checklists
from intake.checklists.forms import CaseTypeForm, CaseTypeNameForm, StateForm
from intake.models import Checklist, order
from matters.domain.case_types import by_practice_area, translate_name
from matters.models import CaseType


@admin_required
@require_safe
def templates(request: FirmRequest) -> HttpResponse:
    checklists.ship(firm=request.firm)
    rows = Checklist.objects.counted().order_by("state")
    of_type: dict[int, list[Checklist]] = {}
    for one in rows:
        of_type.setdefault(one.case_type_id, []).append(one)
    areas = [
        (area, [(case_type, of_type.get(case_type.pk, [])) for case_type in those])
        for area, those in by_practice_area(list(CaseType.objects.all()))
    ]
    return render(request, "intake/settings/templates.html", {"areas": areas})


@admin_required
def case_type_new(request: FirmRequest) -> HttpResponse:
    form = CaseTypeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = checklists.add_case_type(**form.values(), by=request.member)
        return redirect("intake:checklist", made.pk)
    status = 422 if form.errors else 200
    return render(request, "intake/settings/case_type.html", {"form": form}, status=status)


@dataclass(slots=True)
class ChecklistRow:
    """An item of a checklist as its page shows it."""

    item: object
    condition: str
    is_first: bool
    is_last: bool
    said: str


@admin_required
@require_safe
def checklist(request: FirmRequest, checklist_id: int) -> HttpResponse:
    one = access.checklist(checklist_id)
    items = list(one.items.all())
    titles = {item.pk: item for item in items}
    sections = [
        (category.label, [_checklist_row(item, those, titles, request.GET) for item in those])
        for category, those in order.by_category(items)
    ]
    others = Checklist.objects.filter(case_type=one.case_type).exclude(pk=one.pk)
    context = {"checklist": one, "sections": sections, "others": others}
    return render(request, "intake/settings/checklist.html", context)


def _checklist_row(item, those, by_id, moved) -> ChecklistRow:
    parent = by_id.get(item.shown_if_id)
    condition = f"{parent.title} {_answer(parent, item.shown_if_value)}" if parent else ""
    said = ""
    if moved.get("moved") == str(item.pk):
        said = _("Now {place} of {count} in {category}.").format(
            place=those.index(item) + 1, count=len(those), category=item.get_category_display()
        )
    elif moved.get("stays") == str(item.pk):
        said = _("It stays: a question comes before what its answer asks for.")
    return ChecklistRow(item, condition, item == those[0], item == those[-1], said)


def _answer(question, value: str) -> str:
    words = {one["value"]: label_of(one, languages.current()) for one in question.options}
    return words.get(value, value.capitalize())


@admin_required
def checklist_copy(request: FirmRequest, checklist_id: int) -> HttpResponse:
    """A checklist of a state's own."""
    one = access.checklist(checklist_id)
    taken = set(one.case_type.checklists.values_list("state", flat=True))
    form = StateForm(request.POST or None, taken=taken)
    if request.method == "POST" and form.is_valid():
        state = form.cleaned_data["state"]
        made = checklists.copy_to_state(checklist=one, state=state, by=request.member)
        return redirect("intake:checklist", made.pk)
    context = {"form": form, "checklist": one}
    status = 422 if form.errors else 200
    return render(request, "intake/settings/copy.html", context, status=status)


@admin_required
def case_type_name(request: FirmRequest, checklist_id: int, language: str) -> HttpResponse:
    """What a case type is called for clients who read `language`."""
    one = access.checklist(checklist_id)
    if language not in languages.further():
        raise Http404
    kept = {"name": one.case_type.translation(language, "name")}
    form = CaseTypeNameForm(request.POST or None, language=language, initial=kept)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        translate_name(case_type=one.case_type, language=language, name=name, by=request.member)
        messages.success(request, _("Saved."))
        return redirect("intake:checklist", one.pk)
    context = {"form": form, "checklist": one, "language": language}
    status = 422 if form.errors else 200
    return render(request, "intake/settings/name.html", context, status=status)


@admin_required
def checklist_removal(request: FirmRequest, checklist_id: int) -> HttpResponse:
    one = access.checklist(checklist_id)
    if not one.state:
        return redirect("intake:checklist", one.pk)
    if request.method == "POST":
        checklists.remove_checklist(checklist=one, by=request.member)
        messages.success(request, _("Removed. The checklist for all states serves instead."))
        return redirect("intake:templates")
    return render(request, "intake/settings/removal.html", {"checklist": one})
