"""Emails about a matter: rows of the outbox."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casehug import languages
from casehug.mail.outbox import Outgoing, OutgoingQuerySet
from casehug.models import Member
from casehug.security.encryption import EncryptedTextField
from casehug.tenancy.models import FirmManager
from intake.models.link import PortalLink
from matters.models import Matter


class Email(Outgoing):
    """Every email about a matter, logged on it; sent after the transaction, retried by the sweep."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", pgettext_lazy("email", "Invitation")
        REMINDER = "reminder", pgettext_lazy("email", "Reminder")
        RETURNED = "returned", pgettext_lazy("email", "Returned items")
        ANSWER = "answer", pgettext_lazy("email", "Answer to the client")
        CODE = "code", pgettext_lazy("email", "Code for another device")
        RECEIVED = "received", pgettext_lazy("email", "Receipt")
        APPROVED = "approved", pgettext_lazy("email", "All is in order")
        SUBMITTED = "submitted", pgettext_lazy("email", "To staff: submitted")
        UPLOADED = "uploaded", pgettext_lazy("email", "To staff: uploaded")
        SYNC_FAILED = "sync_failed", pgettext_lazy("email", "To staff: sync needs somebody")

    class Held(models.TextChoices):
        """Why it was written down, and never left."""

        CALL = "call", _("the client asked to be called")
        TEXT = "text", _("the client asked for text messages")
        NO_LINK = "no_link", _("the private link no longer works")
        NO_ADDRESS = "address", _("the client has no email address")

    UNASKED = frozenset({Kind.REMINDER, Kind.RETURNED, Kind.RECEIVED, Kind.APPROVED})
    """To the client, on nobody's press: neither a member's nor their own."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="emails")
    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=12, choices=languages.choices, default=languages.default)
    to = models.EmailField(blank=True)
    # Of the member it goes to; empty for the client.
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    # With a stand-in where the private link or a code goes: those are put in when it leaves.
    body = models.TextField()
    # What of the body is in another language, and in which.
    foreign = models.JSONField(default=dict)
    link = models.ForeignKey(PortalLink, on_delete=models.SET_NULL, null=True, related_name="+")
    code = EncryptedTextField(blank=True, default="")
    held = models.CharField(max_length=8, choices=Held, blank=True, default="")
    written_at = models.DateTimeField(default=timezone.now)

    objects = FirmManager.from_queryset(OutgoingQuerySet)()

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [
            models.Index(fields=["firm", "matter", "-written_at"]),
            models.Index(
                fields=["not_before"],
                condition=Q(sent_at=None, withdrawn_at=None),
                name="letter_waiting",
            ),
            models.Index(
                fields=["firm", "-written_at"],
                condition=Q(kind="sync_failed"),
                name="letter_of_syncs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def forget_secrets(self) -> list[str]:
        self.code = ""
        return ["code"]
