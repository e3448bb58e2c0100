"""Preferences: how a firm asks, and what its members want to be told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.models import Member
from casehug.tenancy.models import FirmOwned
from casehug.translations.stored_texts import Translated


def third_seventh_fourteenth() -> list[int]:
    return [3, 7, 14]


class Preferences(FirmOwned, Translated):
    """How this firm asks: language, reminders, names of filed documents."""

    CHANGEABLE = frozenset(
        "language code_for_other_devices link_days reminder_days reminder_hour file_names"
        " tells_received tells_approved invitation translations".split()
    )

    language = models.CharField(max_length=12, choices=languages.choices, default=languages.default)
    code_for_other_devices = models.BooleanField(default=True)
    link_days = models.PositiveSmallIntegerField(default=90)
    # Days after sending, or after the last sign of life, on which a reminder goes out.
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(), default=third_seventh_fourteenth, blank=True
    )
    reminder_hour = models.PositiveSmallIntegerField(default=10)
    file_names = models.CharField(max_length=200, default="{date} {item} - {client last name}")
    tells_received = models.BooleanField(default=True)
    tells_approved = models.BooleanField(default=True)
    invitation = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm"], name="one_preferences_per_firm")]

    def __str__(self) -> str:
        return f"preferences of {self.firm_id}"


class Notice(FirmOwned):
    """What a member wants to be told by email; without a row, what the defaults say."""

    SWITCHES = frozenset({"submitted", "uploaded", "sync_failed", "first_steps"})

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    submitted = models.BooleanField(_("An intake is submitted"), default=True)
    uploaded = models.BooleanField(_("A document is uploaded"), default=False)
    sync_failed = models.BooleanField(_("A sync needs somebody"), default=True)
    # On the dashboard, while the firm is new.
    first_steps = models.BooleanField(_("First steps"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "member"], name="notice_once")]

    def __str__(self) -> str:
        return f"notices of {self.member_id}"
