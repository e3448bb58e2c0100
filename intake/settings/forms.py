"""Forms of the intake's settings."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.translations.forms import TranslatedForm
from intake import filing
from intake.calendar.daytime import EARLIEST, LATEST
from intake.emails import texts as words
from intake.models import Preferences

MOST_REMINDERS = 6
LONGEST_LINK = 365
AMERICAN = [
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
]  # fmt: skip
PLACEHOLDERS = ("first name", "firm", "phone", "until", "link")


def time_zones() -> list[tuple[str, object]]:
    """Those of the United States first; then all there are."""
    named = {zone: zone.partition("/")[2].replace("_", " ") or zone for zone in AMERICAN}
    rest = sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))
    return [
        ("United States", list(named.items())),
        ("Everywhere", [(zone, zone.replace("_", " ")) for zone in rest if zone not in AMERICAN]),
    ]


class InvitationField(forms.CharField):
    """The firm's own words, of which all blanks can be filled in."""

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("\r\n", "\n").strip()
        unknown = [name for name in re.findall(r"\{([^{}]*)\}", text) if name not in PLACEHOLDERS]
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise forms.ValidationError(f"We cannot fill in {{{unknown[0]}}}. There are {known}.")
        return text


class PreferencesForm(TranslatedForm):
    translated = {"invitation": _("Invitation in {language}")}
    translated_help = {"invitation": _("Empty: the words shown below.")}

    time_zone = forms.ChoiceField(
        choices=time_zones,
        help_text="Dates in emails are its dates. Reminders go by it where a matter has no state.",
    )
    reminder_days = forms.CharField(
        label="Remind after days",
        required=False,
        help_text="Days without an answer, like 3, 7, 14. Empty: no reminders.",
    )
    reminder_hour = forms.TypedChoiceField(
        label="Not before",
        coerce=int,
        help_text="By the clock of the matter’s state, where the client most likely lives.",
        choices=[
            (hour, f"{hour % 12 or 12} {'am' if hour < 12 else 'pm'}")
            for hour in range(EARLIEST, LATEST + 1)
        ],
    )
    link_days = forms.IntegerField(
        label="A private link works for (days)", min_value=1, max_value=LONGEST_LINK
    )
    invitation = InvitationField(
        required=False, widget=forms.Textarea, help_text=translated_help["invitation"]
    )

    class Meta:
        model = Preferences
        fields = [
            "language",
            "code_for_other_devices",
            "link_days",
            "reminder_days",
            "reminder_hour",
            "tells_received",
            "tells_approved",
            "file_names",
            "invitation",
        ]
        labels = {
            "language": "First language of a new intake",
            "code_for_other_devices": "Ask other devices for a code",
            "tells_received": "Say that it arrived",
            "tells_approved": "Say that all is in order",
            "file_names": "Name of a filed document",
        }
        help_texts = {
            "language": "The client can change it at any time.",
            "code_for_other_devices": (
                "The first device that opens a link is remembered. Another one is asked for six"
                " digits, sent to the client’s email."
            ),
            "tells_received": "One email after the client sent everything, with what happens next.",
            "tells_approved": "One email when the intake is approved: nothing more to do.",
        }

    field_order = (
        "language code_for_other_devices link_days reminder_days reminder_hour time_zone"
        " tells_received tells_approved file_names invitation"
    ).split()

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["time_zone"] = time_zone
        self.initial["reminder_hour"] = min(self.instance.reminder_hour, LATEST)
        self.initial["reminder_days"] = ", ".join(map(str, self.instance.reminder_days))
        self.fields["file_names"].help_text = "Blanks to use: " + ", ".join(
            f"{{{name}}}" for name in filing.BLANKS
        )
        original = languages.name_here(languages.default())
        self.fields["invitation"].label = self.translated["invitation"].format(language=original)
        self.fields["invitation"].widget.attrs["placeholder"] = ""

    def clean_reminder_days(self) -> list[int]:
        typed = re.split(r"[,;\s]+", self.cleaned_data["reminder_days"].strip())
        days = [day for day in typed if day]
        if not all(re.fullmatch(r"[0-9]{1,3}", day) and int(day) > 0 for day in days):
            raise forms.ValidationError("Write whole days with commas between them, like 3, 7, 14.")
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(f"More than {MOST_REMINDERS} reminders would be a burden.")
        return sorted({int(day) for day in days})

    def clean_file_names(self) -> str:
        try:
            return filing.check_pattern(self.cleaned_data["file_names"])
        except filing.InvalidPattern as error:
            raise forms.ValidationError(str(error)) from error

    def values(self) -> dict[str, Any]:
        return super().values() | {"time_zone": self.cleaned_data["time_zone"]}


def shipped_invitations() -> list[tuple[str, str]]:
    found = []
    for code, name in languages.choices():
        with translation.override(code):
            found.append((name, words.invitation()))
    return found
