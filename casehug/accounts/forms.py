"""Forms of the accounts: firm profile, invitation, joining, language."""

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.models import Firm, Member, User
from casehug.web.pasted_text import EmailField, LineField, PhoneField


class FirmProfileForm(forms.ModelForm):
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        help_text=_("With https:// in front."),
    )

    class Meta:
        model = Firm
        fields = ["name", "phone", "email", "website", "address"]
        field_classes = {"name": LineField, "phone": PhoneField, "email": EmailField}
        labels = {"name": _("Name"), "phone": _("Phone"), "address": _("Address")}
        help_texts = {
            "phone": _("Clients see it when a link no longer works."),
            "email": _("Where clients’ answers to our emails go."),
        }
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}


class InvitationForm(forms.Form):
    email = EmailField(label=_("Email"), max_length=254)
    name = LineField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Member.Role.STAFF, _("Staff: matters, clients, review")),
            (Member.Role.ADMIN, _("Admin: all that, and the settings")),
        ],
        initial=Member.Role.STAFF,
        widget=forms.RadioSelect,
    )


class NewPersonForm(forms.Form):
    """`email`: whose it is, known from the invitation."""

    email = ""
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, str]:
        values = super().clean()
        if password := values.get("password"):
            try:
                validate_password(password, User(email=self.email, name=values.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class LanguageForm(forms.Form):
    """Empty: whatever the browser asks for."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", gettext("The language of my browser")), *languages.choices()],
        error_messages={"invalid_choice": _("CaseHug does not speak this language yet.")},
    )
