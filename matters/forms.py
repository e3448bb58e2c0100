"""Forms of clients and matters."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casehug.translations.forms import TranslatedForm
from casehug.web.pasted_text import EmailField, LineField, PhoneField
from matters.domain.case_types import by_practice_area
from matters.models import CaseType, Client, Matter

PHONE = re.compile(r"^\+?[\d\s().\-/]+(?:\s*(?:x|ext\.?|#)\s*\d+)?$", re.IGNORECASE)
FEWEST_DIGITS, MOST_DIGITS = 7, 20


def check_phone(phone: str) -> None:
    digits = sum(letter.isdigit() for letter in phone)
    if not PHONE.match(phone) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValidationError(_("Write the number with its area code, for example (503) 555-0142."))


class ClientForm(forms.ModelForm):
    class Meta:
        model = Client
        fields = ["first_name", "last_name", "email", "phone"]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "email": _("Email"),
            "phone": _("Phone"),
        }
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "off"}),
            "last_name": forms.TextInput({"autocomplete": "off"}),
            "email": forms.EmailInput({"autocomplete": "off", "inputmode": "email"}),
            "phone": forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
        }
        field_classes = {
            "first_name": LineField,
            "last_name": LineField,
            "email": EmailField,
            "phone": PhoneField,
        }
        error_messages = {
            "email": {"invalid": _("Write a whole address, for example ana@example.com.")},
        }

    NAMELESS = _("Enter the client’s name; one name is enough.")
    same_person: Client | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = False
        self.fields["phone"].validators.append(check_phone)
        self.fields["email"].help_text = _("The contact in Clio is found by this address.")

    def clean(self) -> dict[str, str]:
        """Some people have one name, whichever field it was written in."""
        cleaned = super().clean()
        first, last = cleaned.get("first_name", ""), cleaned.get("last_name", "")
        if not last and "last_name" not in self.errors:
            cleaned["first_name"], cleaned["last_name"] = "", first
        if not first and not last and not {"first_name", "last_name"} & self.errors.keys():
            self.add_error("last_name", self.NAMELESS)
        return cleaned

    def clean_email(self) -> str:
        """Spouses may share a mailbox: then it is said once more, on purpose."""
        email = self.cleaned_data["email"]
        if not email or "email" not in self.changed_data or self.data.get("shares_email"):
            return email
        others = Client.objects.with_email(email).exclude(pk=self.instance.pk)
        for other in others[:1]:
            self.same_person = other
            message = gettext("{name} already has this email.").format(name=other.name)
            raise ValidationError(message, code="same_person")
        return email

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class CaseTypeChoice(forms.ModelChoiceField):
    """A select grouped by practice area."""

    def __init__(self, **kwargs):
        super().__init__(queryset=CaseType.unscoped.none(), **kwargs)

    def offer(self, case_types: list[CaseType]) -> None:
        self.queryset = CaseType.objects.all()
        self.choices = [("", gettext("Choose …"))] + [
            (area, [(one.pk, one.name) for one in those])
            for area, those in by_practice_area(case_types)
        ]


class MatterForm(TranslatedForm):
    translated = {"client_facing_name": _("The same in {language}")}

    case_type = CaseTypeChoice(
        label=_("Case type"), error_messages={"required": _("Choose a case type.")}
    )

    class Meta:
        model = Matter
        fields = [
            "title",
            "client_facing_name",
            "case_type",
            "state",
            "county",
            "status",
        ]
        labels = {
            "title": _("Title"),
            "client_facing_name": _("Name the client sees"),
            "state": _("State"),
            "county": _("County"),
            "status": _("Status"),
        }
        help_texts = {
            "title": _(
                "For your firm only, for example “Rivera — Divorce”. The client never sees it."
            ),
            "client_facing_name": _("Left empty, the client sees the case type’s name."),
        }
        error_messages = {
            "title": {"required": _("Give the matter a title.")},
            "state": {"required": _("Choose a state.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case_type"].offer(list(CaseType.objects.all()))
        self.fields["state"].choices = [
            ("", gettext("Choose …")),
            *self.fields["state"].choices[1:],
        ]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class ClientChoice(forms.Form):
    """Whom a matter is for: a client found, a new one, or nobody yet."""

    FOUND, NEW, LATER = "found", "new", "later"

    who = forms.ChoiceField(
        choices=[
            (FOUND, _("Find a client")),
            (NEW, _("New client")),
            (LATER, _("Add the client later")),
        ],
        initial=FOUND,
    )
    find = forms.CharField(required=False, label=_("Name or email"), max_length=200)
    client = forms.CharField(required=False)

    def __init__(self, *args, may_wait: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_wait:
            self.fields["who"].choices = self.fields["who"].choices[:2]
        typed = {name: self.initial.get(f"new-{name}", "") for name in ClientForm.Meta.fields}
        self.new = ClientForm(self.data if self.is_bound else None, initial=typed, prefix="new")

    def is_valid(self) -> bool:
        return super().is_valid() and (self.way != self.NEW or self.new.is_valid())

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if self.way == self.FOUND and not self.errors:
            cleaned["client"] = self._found(cleaned.get("client", ""))
        return cleaned

    def _found(self, pk: str) -> Client | None:
        client = Client.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
        if client is None:
            self.add_error("find", _("Choose a client from the list, or add a new one."))
        return client

    @property
    def way(self) -> str:
        if not self.is_bound:
            return self.initial.get("who", self.FOUND)
        return self.data.get("who", self.FOUND)

    @property
    def typed(self) -> str:
        return (self.data if self.is_bound else self.initial).get("find", "")

    @property
    def chosen(self) -> str:
        return str((self.data if self.is_bound else self.initial).get("client", ""))
