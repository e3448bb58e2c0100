"""What staff fill in about the things asked of clients."""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from intake.domain.checklists import ORDER
from intake.models import Asked, Checklist, ChecklistItem, Item
from matters.models import CaseType
from matters.states import STATES

CHOOSING = {Asked.Answer.CHOICE, Asked.Answer.CHOICES}
YES_NO = [("yes", "Yes"), ("no", "No")]
LONGEST_OPTION = 40


def written(options: list[dict[str, str]]) -> str:
    """One option a line, in both languages."""
    return "\n".join(f"{one['en']} | {one['es']}" for one in options)


def read_options(text: str, former: list[dict[str, str]]) -> list[dict[str, str]]:
    """An option keeps its value when its words or its place stay; answers and conditions hold it."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip(" |")]
    pairs = [(en.strip(), es.strip()) for en, _, es in lines]
    by_words = {one["en"]: one["value"] for one in former}
    values: list[str] = []
    for place, (en, _) in enumerate(pairs):
        value = by_words.get(en) or _value_of_place(place, pairs, former) or slugify(en)
        values.append(_untaken(value[:LONGEST_OPTION] or "option", values))
    return [
        {"value": value, "en": en, "es": es} for value, (en, es) in zip(values, pairs, strict=True)
    ]


def _value_of_place(
    place: int, pairs: list[tuple[str, str]], former: list[dict[str, str]]
) -> str | None:
    """Reworded: as many options as before, and the one of this place is no longer among them."""
    same_count = len(pairs) == len(former)
    if same_count and former[place]["en"] not in {en for en, _ in pairs}:
        return former[place]["value"]
    return None


def _untaken(value: str, taken: list[str]) -> str:
    number = 2
    first = value
    while value in taken:
        value, number = f"{first}-{number}", number + 1
    return value


def answers_to(question: Asked) -> list[tuple[str, str]]:
    """The answers that may show something: (value, words)."""
    if question.answer_type == Asked.Answer.YES_NO:
        return YES_NO
    if question.answer_type in CHOOSING:
        return [(one["value"], one["en"]) for one in question.options]
    return []


class AskedForm(forms.ModelForm):
    """One thing asked for. `others` are what is asked beside it."""

    options = forms.CharField(
        required=False,
        label="Options",
        widget=forms.Textarea({"rows": 4}),
        help_text="For a question with options: one a line, English | Spanish.",
    )
    shown = forms.ChoiceField(required=False, label="Ask for it")

    class Meta:
        fields = [
            "kind",
            "title",
            "title_es",
            "help",
            "help_es",
            "category",
            "answer_type",
            "options",
            "required",
        ]
        labels = {
            "kind": "What is it?",
            "help": "What it is and why",
            "help_es": "The same in Spanish",
            "answer_type": "Kind of answer",
            "required": "Required",
        }
        help_texts = {"answer_type": "For a question."}
        widgets = {"help": forms.Textarea({"rows": 2}), "help_es": forms.Textarea({"rows": 2})}
        error_messages = {"title": {"required": "Say what you ask for."}}

    def __init__(self, *args, others: list[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        self.others = [one for one in others if one.pk != self.instance.pk]
        self.fields["kind"].choices = Asked.Kind.choices
        self.fields["answer_type"].choices = [("", "Choose …"), *Asked.Answer.choices]
        self.fields["shown"].choices = self._conditions()
        self.initial["options"] = written(self.instance.options)
        if self.instance.shown_if_id:
            self.initial["shown"] = f"{self.instance.shown_if_id}:{self.instance.shown_if_value}"

    def _conditions(self) -> list[tuple[str, object]]:
        groups = [
            (
                f"Only after “{one.title}”",
                [(f"{one.pk}:{value}", words) for value, words in answers],
            )
            for one in sorted(self.others, key=lambda one: (ORDER[one.category], one.position))
            if (answers := answers_to(one))
        ]
        return [("", "Always"), *groups]

    def clean_options(self) -> list[dict[str, str]]:
        return read_options(self.cleaned_data["options"], self.instance.options)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("kind") == Asked.Kind.DOCUMENT:
            cleaned["answer_type"], cleaned["options"] = "", []
        elif not cleaned.get("answer_type"):
            self.add_error("answer_type", "Choose how the client answers.")
        if cleaned.get("answer_type", "") not in CHOOSING:
            cleaned["options"] = []
        elif len(cleaned.get("options", [])) < 2:
            self.add_error("options", "Write at least two options, one a line.")
        self._keep_conditions(cleaned)
        return cleaned

    def _keep_conditions(self, cleaned: dict) -> None:
        """What others are shown for must stay an answer, and questions come before what they show."""
        answers = answers_to(_Answering(cleaned))
        for one in self.others:
            if one.shown_if_id != self.instance.pk or not self.instance.pk:
                continue
            if one.shown_if_value not in {value for value, _ in answers}:
                message = f"“{one.title}” is asked only after this answer. Change that first."
                self.add_error("answer_type" if not answers else "options", message)
        if (parent := self._parent(cleaned)) and self._place(cleaned) <= _place(parent):
            self.add_error("shown", f"“{parent.title}” comes later. Choose a later category here.")

    def _parent(self, cleaned: dict) -> Asked | None:
        pk = (cleaned.get("shown") or "").partition(":")[0]
        return next((one for one in self.others if str(one.pk) == pk), None)

    def _place(self, cleaned: dict) -> tuple[int, float]:
        position = self.instance.position if self.instance.pk else float("inf")
        return ORDER[cleaned.get("category", Asked._meta.get_field("category").default)], position

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        values = {name: data[name] for name in self._meta.fields}
        parent = self._parent(data)
        values["shown_if_id"] = parent and parent.pk
        values["shown_if_value"] = (data.get("shown") or "").partition(":")[2]
        return values


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
        label="Only in these states",
        help_text="Codes, for example OR, WA. Left empty: in all.",
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
            message = f"There is no state {unknown[0]}. Use two letters, for example OR."
            raise ValidationError(message)
        return sorted(set(codes))


class StateForm(forms.Form):
    """A state that has no checklist of its own yet."""

    state = forms.ChoiceField(error_messages={"required": "Choose a state."})

    def __init__(self, *args, taken: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        free = [(code, name) for code, name in STATES if code not in taken]
        self.fields["state"].choices = [("", "Choose …"), *free]


SPANISH_NAME = "What clients who read Spanish see. Left empty, they see the English name."


class SpanishNameForm(forms.ModelForm):
    class Meta:
        model = CaseType
        fields = ["name_es"]
        help_texts = {"name_es": SPANISH_NAME}


class CaseTypeForm(forms.ModelForm):
    like = forms.ModelChoiceField(
        Checklist.unscoped.none(),
        required=False,
        label="Begin with a copy of",
        empty_label="An empty checklist",
    )

    class Meta:
        model = CaseType
        fields = ["name", "name_es", "practice_area"]
        labels = {"name": "Name"}
        help_texts = {
            "name": "For example “Adoption”.",
            "name_es": SPANISH_NAME,
            "practice_area": "Case types of one area stand together.",
        }
        error_messages = {"name": {"required": "Give the case type a name."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Checklist.objects.select_related("case_type")
        self.fields["like"].queryset = rows.order_by("case_type__position", "state")
        areas = CaseType.objects.values_list("practice_area", flat=True)
        self.fields["practice_area"].help_text += f" You have {_listed(areas)}."

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if CaseType.objects.filter(name__iexact=name).exists():
            message = f"There is a case type {name} already."
            raise ValidationError(message)
        return name


def _listed(areas: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(areas))
