"""Forms of items: what staff fill in about the things asked of clients."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.translations.forms import TranslatedForm
from intake.answers.completeness import NEEDED
from intake.answers.options import Option, how_to_write, label_of, read_options, written
from intake.answers.types import PARTS, parts_of
from intake.models import Asked, Checklist, ChecklistItem, Item
from intake.models.order import ORDER
from matters.models import CaseType
from matters.states import STATES

CHOOSING = {Asked.Answer.CHOICE, Asked.Answer.CHOICES}
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def answers_to(question: Asked) -> list[tuple[str, str]]:
    """The answers that may show something: (value, words)."""
    if question.answer_type == Asked.Answer.YES_NO:
        return YES_NO
    if question.answer_type in CHOOSING:
        return [(one["value"], _label(one)) for one in question.options]
    return []


def _label(option: Option) -> str:
    return label_of(option, languages.current()) or option["value"]


class AskedForm(TranslatedForm):
    """One thing asked for. `others` are what is asked beside it."""

    translated = {"title": _("Title in {language}"), "help": _("The same in {language}")}
    options = forms.CharField(
        required=False,
        label=_("Options"),
        widget=forms.Textarea({"rows": 4}),
    )
    parts = forms.MultipleChoiceField(
        required=False,
        label=_("Parts to ask for"),
        choices=[
            (_("A person"), [("name", _("Full name")), ("relation", _("Who they are to the client")),
                          ("phone", _("Phone")), ("email", _("Email"))]),
            (_("An address"), [("line1", _("Street and number")), ("line2", _("Apartment, unit")),
                            ("city", _("City")), ("state", _("State")), ("zip", _("ZIP code")),
                            ("country", _("Country"))]),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a person or an address. None chosen: all of them."),
    )  # fmt: skip
    shown = forms.ChoiceField(required=False, label=_("Ask for it"))

    class Meta:
        fields = [
            "kind",
            "title",
            "help",
            "category",
            "answer_type",
            "options",
            "date_bounds",
            "parts",
            "autofill",
            "may_be_typed",
            "takes_recordings",
            "required",
        ]
        labels = {
            "category": _("Category"),
            "kind": _("What is it?"),
            "help": _("What it is and why"),
            "answer_type": _("Kind of answer"),
            "date_bounds": _("Which days"),
            "autofill": _("The browser may fill in"),
            "may_be_typed": _("A list: the client may type it on the page instead"),
            "takes_recordings": _("Videos and sound recordings are welcome too"),
            "required": _("Required"),
        }
        help_texts = {
            "answer_type": _("For a question."),
            "date_bounds": _("For a date."),
            "autofill": _("Where the question asks for something of the client’s own."),
        }
        widgets = {"help": forms.Textarea({"rows": 2})}
        error_messages = {"title": {"required": _("Say what you ask for.")}}

    def __init__(self, *args, others: list[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        self.others = [one for one in others if one.pk != self.instance.pk]
        self.fields["kind"].choices = Asked.Kind.choices
        self.fields["answer_type"].choices = [("", gettext("Choose …")), *Asked.Answer.choices]
        self.fields["date_bounds"].required = False
        self.fields["autofill"].choices = [("", gettext("Nothing")), *Asked.Autofill.choices]
        self.initial["parts"] = parts_of(self.instance)
        self.fields["shown"].choices = self._conditions()
        self.fields["options"].help_text = how_to_write()
        self.initial["options"] = written(self.instance.options)
        if self.instance.shown_if_id:
            self.initial["shown"] = f"{self.instance.shown_if_id}:{self.instance.shown_if_value}"

    def _conditions(self) -> list[tuple[str, object]]:
        groups = [
            (
                gettext("Only after “{title}”").format(title=one.title),
                [(f"{one.pk}:{value}", words) for value, words in answers],
            )
            for one in sorted(self.others, key=lambda one: (ORDER[one.category], one.position))
            if (answers := answers_to(one))
        ]
        return [("", gettext("Always")), *groups]

    def clean_options(self) -> list[dict[str, Any]]:
        return read_options(self.cleaned_data["options"], self.instance.options)

    def clean_date_bounds(self) -> str:
        return self.cleaned_data["date_bounds"] or Asked.Bounds.ANY

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("kind") == Asked.Kind.DOCUMENT:
            cleaned["answer_type"], cleaned["options"], cleaned["autofill"] = "", [], ""
        elif not cleaned.get("answer_type"):
            self.add_error("answer_type", _("Choose how the client answers."))
        if cleaned.get("answer_type", "") not in CHOOSING:
            cleaned["options"] = []
        elif len(cleaned.get("options", [])) < 2:
            self.add_error("options", _("Write at least two options, one a line."))
        if cleaned.get("kind") != Asked.Kind.DOCUMENT:
            cleaned["may_be_typed"] = cleaned["takes_recordings"] = False
        if cleaned.get("answer_type") != Asked.Answer.DATE:
            cleaned["date_bounds"] = Asked.Bounds.ANY
        cleaned["parts"] = _asked_parts(cleaned)
        self._keep_conditions(cleaned)
        return cleaned

    def _keep_conditions(self, cleaned: dict) -> None:
        """What others are shown for must stay an answer, and questions come before what they show."""
        answers = answers_to(_Answering(cleaned))
        for one in self.others:
            if one.shown_if_id != self.instance.pk or not self.instance.pk:
                continue
            if one.shown_if_value not in {value for value, _words in answers}:
                message = gettext("“{title}” is asked only after this answer. Change that first.")
                field = "answer_type" if not answers else "options"
                self.add_error(field, message.format(title=one.title))
        if (parent := self._parent(cleaned)) and self._place(cleaned) <= _place(parent):
            message = gettext("“{title}” comes later. Choose a later category here.")
            self.add_error("shown", message.format(title=parent.title))

    def _parent(self, cleaned: dict) -> Asked | None:
        pk = (cleaned.get("shown") or "").partition(":")[0]
        return next((one for one in self.others if str(one.pk) == pk), None)

    def _place(self, cleaned: dict) -> tuple[int, float]:
        position = self.instance.position if self.instance.pk else float("inf")
        return ORDER[cleaned.get("category", Asked._meta.get_field("category").default)], position

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        values = super().values()
        parent = self._parent(data)
        values["shown_if_id"] = parent and parent.pk
        values["shown_if_value"] = (data.get("shown") or "").partition(":")[2]
        return values


def _asked_parts(cleaned: dict) -> list[str]:
    every = PARTS.get(cleaned.get("answer_type", ""), ())
    chosen = {part for part in cleaned.get("parts", []) if part in every}
    wanted = [part for part in every if part in chosen | NEEDED]
    return wanted if chosen and len(wanted) < len(every) else []


class _Answering:
    """A question as it is being written."""

    def __init__(self, cleaned: dict) -> None:
        self.answer_type = cleaned.get("answer_type", "")
        self.options = cleaned.get("options", [])


def _place(asked: Asked) -> tuple[int, float]:
    return ORDER[asked.category], asked.position


class ItemForm(AskedForm):
    """Of one matter alone."""

    class Meta(AskedForm.Meta):
        model = Item


class ChecklistItemForm(AskedForm):
    states = forms.CharField(
        required=False,
        label=_("Only in these states"),
        help_text=_("Codes, for example OR, WA. Left empty: in all."),
    )

    class Meta(AskedForm.Meta):
        model = ChecklistItem
        fields = [*AskedForm.Meta.fields, "states"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["states"] = ", ".join(self.instance.states)

    def clean_states(self) -> list[str]:
        codes = re.findall(r"\w+", self.cleaned_data["states"].upper())
        if unknown := [code for code in codes if code not in dict(STATES)]:
            message = gettext("There is no state {code}. Use two letters, for example OR.")
            raise ValidationError(message.format(code=unknown[0]))
        return sorted(set(codes))


class StateForm(forms.Form):
    """A state that has no checklist of its own yet."""

    state = forms.ChoiceField(label=_("State"), error_messages={"required": _("Choose a state.")})

    def __init__(self, *args, taken: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        free = [(code, name) for code, name in STATES if code not in taken]
        self.fields["state"].choices = [("", gettext("Choose …")), *free]


NAME_IN = _("Name in {language}")
WHO_SEES_IT = _("What clients who read {language} see. Left empty, they see the {original} name.")


class CaseTypeNameForm(forms.Form):
    """What a case type is called in one further language."""

    name = forms.CharField(required=False, max_length=CaseType._meta.get_field("name").max_length)

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        about = {"language": languages.name_here(language)}
        about["original"] = languages.name_here(languages.default())
        self.fields["name"].label = NAME_IN.format(**about)
        self.fields["name"].help_text = WHO_SEES_IT.format(**about)
        self.fields["name"].widget.attrs["lang"] = language


class CaseTypeForm(TranslatedForm):
    translated = {"name": NAME_IN}
    translated_help = {"name": WHO_SEES_IT}
    like = forms.ModelChoiceField(
        Checklist.unscoped.none(),
        required=False,
        label=_("Begin with a copy of"),
        empty_label=_("An empty checklist"),
    )

    class Meta:
        model = CaseType
        fields = ["name", "practice_area"]
        labels = {"name": _("Name"), "practice_area": _("Practice area")}
        help_texts = {"name": _("For example “Adoption”.")}
        error_messages = {"name": {"required": _("Give the case type a name.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Checklist.objects.select_related("case_type")
        self.fields["like"].queryset = rows.order_by("case_type__position", "state")
        areas = CaseType.objects.values_list("practice_area", flat=True)
        self.fields["practice_area"].help_text = gettext(
            "Case types of one area stand together. You have {areas}."
        ).format(areas=_listed(areas))

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if CaseType.objects.filter(name__iexact=name).exists():
            message = gettext("There is a case type {name} already.")
            raise ValidationError(message.format(name=name))
        return name

    def values(self) -> dict[str, object]:
        return super().values() | {"like": self.cleaned_data["like"]}


def _listed(areas: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(areas))
