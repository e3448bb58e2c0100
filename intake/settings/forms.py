"""Forms of the intake's settings."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import translation
from django.utils.translation import gettext, ngettext
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
        (gettext("United States"), list(named.items())),
        (
            gettext("Everywhere"),
            [(zone, zone.replace("_", " ")) for zone in rest if zone not in AMERICAN],
        ),
    ]


def oclock(hour: int) -> str:
    """9 AM, 12 PM"""
    words = gettext("{hour} AM") if hour < 12 else gettext("{hour} PM")
    return words.format(hour=hour % 12 or 12)


class InvitationField(forms.CharField):
    """The firm's own words, of which all blanks can be filled in."""

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("\r\n", "\n").strip()
        unknown = [name for name in re.findall(r"\{([^{}]*)\}", text) if name not in PLACEHOLDERS]
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            message = gettext("We cannot fill in {blank}. There are {known}.")
            raise forms.ValidationError(message.format(blank=f"{{{unknown[0]}}}", known=known))
        return text


class PreferencesForm(TranslatedForm):
    translated = {"invitation": _("Invitation in {language}")}
    translated_help = {"invitation": _("Empty: the words shown below.")}

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_(
            "Dates in emails are its dates. Reminders go by it where a matter has no state."
        ),
    )
    reminder_days = forms.CharField(
        label=_("Remind after days"),
        required=False,
        help_text=_("Days without an answer, like 3, 7, 14. Empty: no reminders."),
    )
    reminder_hour = forms.TypedChoiceField(
        label=_("Not before"),
        coerce=int,
        help_text=_("By the clock of the matter’s state, where the client most likely lives."),
        choices=lambda: [(hour, oclock(hour)) for hour in range(EARLIEST, LATEST + 1)],
    )
    link_days = forms.IntegerField(
        label=_("A private link works for (days)"), min_value=1, max_value=LONGEST_LINK
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
            "language": _("First language of a new intake"),
            "code_for_other_devices": _("Ask other devices for a code"),
            "tells_received": _("Say that it arrived"),
            "tells_approved": _("Say that all is in order"),
            "file_names": _("Name of a filed document"),
        }
        help_texts = {
            "language": _("The client can change it at any time."),
            "code_for_other_devices": _(
                "The first device that opens a link is remembered. Another one is asked for six"
                " digits, sent to the client’s email."
            ),
            "tells_received": _(
                "One email after the client sent everything, with what happens next."
            ),
            "tells_approved": _("One email when the intake is approved: nothing more to do."),
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
        blanks = ", ".join(f"{{{name}}}" for name in filing.BLANKS)
        self.fields["file_names"].help_text = gettext("Blanks to use: {blanks}").format(
            blanks=blanks
        )
        original = languages.name_here(languages.default())
        self.fields["invitation"].label = self.translated["invitation"].format(language=original)
        self.fields["invitation"].widget.attrs["placeholder"] = ""

    def clean_reminder_days(self) -> list[int]:
        typed = re.split(r"[,;\s]+", self.cleaned_data["reminder_days"].strip())
        days = [day for day in typed if day]
        if not all(re.fullmatch(r"[0-9]{1,3}", day) and int(day) > 0 for day in days):
            raise forms.ValidationError(
                gettext("Write whole days with commas between them, like 3, 7, 14.")
            )
        if len(days) > MOST_REMINDERS:
            message = ngettext(
                "More than {count} reminder would be a burden.",
                "More than {count} reminders would be a burden.",
                MOST_REMINDERS,
            )
            raise forms.ValidationError(message.format(count=MOST_REMINDERS))
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
