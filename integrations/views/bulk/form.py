"""The filter of a bulk sync, as a form that is part of the page's address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casehug.ui.formats import day
from integrations.domain.bulk.choosing import BEHIND, NEVER, Selection
from matters.models import CaseType, Matter

WHICH = {
    "": _("Not in Clio, or behind"),
    NEVER: _("Not in Clio yet"),
    BEHIND: _("In Clio, with something missing or changed"),
}
DAY = _("Write a day, for example 2026-03-31.")


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
    wrong = {"invalid": DAY}
    return forms.DateField(label=label, required=False, widget=widget, error_messages=wrong)


class BulkFilter(forms.Form):
    case_type = forms.ModelChoiceField(
        CaseType.unscoped.none(), required=False, label=_("Case type")
    )
    status = forms.ChoiceField(required=False, label=_("Status"))
    created_from = _day(_("Created from"))
    created_to = _day(_("Created until"))
    which = forms.ChoiceField(required=False, label=_("Which"), choices=list(WHICH.items()))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        types: Any = self.fields["case_type"]
        types.queryset, types.empty_label = CaseType.objects.all(), gettext("Every case type")
        statuses: Any = self.fields["status"]
        statuses.choices = [("", gettext("Every status")), *Matter.Status.choices]
        for name in ("case_type", "status", "which"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("created_from"), cleaned.get("created_to")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("created_to", _("This day is before the first one."))
        return cleaned

    @property
    def selection(self) -> Selection:
        """Of a valid form."""
        chosen = dict(self.cleaned_data)
        case_type = chosen.pop("case_type")
        return Selection(case_type=case_type.pk if case_type else None, **chosen)


def in_words(selection: Selection) -> list[str]:
    """What was chosen; empty where it was everything."""
    told = []
    if selection.case_type:
        name = CaseType.objects.filter(pk=selection.case_type).values_list("name", flat=True)
        told.append(name.first() or gettext("a case type that is gone"))
    if selection.status:
        told.append(str(Matter.Status(selection.status).label))
    if selection.created_from:
        told.append(gettext("from {day}").format(day=day(selection.created_from)))
    if selection.created_to:
        told.append(gettext("until {day}").format(day=day(selection.created_to)))
    if selection.which:
        told.append(str(WHICH[selection.which]))
    return told
