"""Intakes and items: the asking on one matter."""

import secrets
from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casehug import languages
from casehug.models import Member
from casehug.tenancy.models import FirmManager, FirmOwned
from intake.models.asked import Asked
from intake.models.checklist import ChecklistItem
from matters.models import Matter

SIGNS = ("sent_at", "last_sent_at", "active_at", "asked_again_at")


def portal_key() -> str:
    """22 letters of 128 random bits."""
    return secrets.token_urlsafe(16)


class IntakeQuerySet(models.QuerySet):
    def with_last_sign(self) -> "IntakeQuerySet":
        """Each with `since`: its last sign, or its first day where there was none."""
        return self.annotate(since=Coalesce(Greatest(*SIGNS), "created_at"))

    def for_the_firm(self) -> "IntakeQuerySet":
        """Those where the next move is the firm's."""
        return self.filter(awaiting_firm_since__lte=timezone.now())

    def for_the_client(self) -> "IntakeQuerySet":
        """Those where the client is to do something; what they sent already may wait for the firm."""
        return self.filter(awaiting_client_until__gt=timezone.now())

    def stuck(self) -> "IntakeQuerySet":
        return self.for_the_client().filter(stuck_from__lte=timezone.now())

    def going_on(self) -> "IntakeQuerySet":
        """The client's turn, and nobody has to wonder yet."""
        return self.for_the_client().exclude(stuck_from__lte=timezone.now())


class Intake(FirmOwned):
    """The asking on one matter."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("intake", "Draft")
        SENT = "sent", pgettext_lazy("intake", "Sent")
        IN_PROGRESS = "in_progress", pgettext_lazy("intake", "In progress")
        SUBMITTED = "submitted", pgettext_lazy("intake", "Submitted")
        RETURNED = "returned", pgettext_lazy("intake", "Returned")
        APPROVED = "approved", pgettext_lazy("intake", "Approved")

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="intake")
    # Names the intake in the portal's addresses; the private link alone lets anybody in.
    key = models.CharField(max_length=22, unique=True, default=portal_key, editable=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    language = models.CharField(max_length=12, choices=languages.choices, default=languages.default)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the client first had the link, by email or by other means; when it last left by email.
    sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    # The status it goes back to when its approval is undone.
    approved_from = models.CharField(max_length=12, blank=True, default="")
    # Approved, and its summary is not on the matter yet: kept by `summary/due.py` alone.
    summary_due = models.BooleanField(default=False, editable=False)
    # When it last followed its checklist; empty once the matter's case type or state has changed.
    followed_at = models.DateTimeField(null=True, default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    # When the firm last returned something, or asked for more.
    asked_again_at = models.DateTimeField(null=True)
    # The client said: no more emails of this kind.
    unsubscribed_at = models.DateTimeField(null=True)
    # When one email is to tell the client of all that is asked again, the firm of all that came in.
    returns_due_at = models.DateTimeField(null=True)
    uploads_due_at = models.DateTimeField(null=True)

    # What follows from all the rest, kept by `progress/next_move.py` alone: from when the firm is to do something,
    # and whether that is about a file; until when the client is; how much those need a person, and from
    # when they are stuck; when the reminders look at it next.
    awaiting_firm_since = models.DateTimeField(null=True, editable=False)
    has_files = models.BooleanField(default=False, editable=False)
    awaiting_client_until = models.DateTimeField(null=True, editable=False)
    urgency = models.PositiveSmallIntegerField(default=0, editable=False)
    stuck_from = models.DateTimeField(null=True, editable=False)
    remind_from = models.DateTimeField(null=True, editable=False)
    # The matter's, whose list is walked along an index of this table.
    matter_created_at = models.DateTimeField(null=True, editable=False)

    objects = FirmManager.from_queryset(IntakeQuerySet)()

    REMINDED = frozenset({Status.SENT, Status.IN_PROGRESS, Status.RETURNED, Status.SUBMITTED})

    class Meta:
        indexes = [
            models.Index(
                fields=["firm", "awaiting_firm_since", "id"],
                condition=Q(awaiting_firm_since__isnull=False),
                name="intake_for_firm",
            ),
            models.Index(
                fields=["firm", "awaiting_firm_since", "id"],
                condition=Q(awaiting_firm_since__isnull=False, has_files=False),
                name="intake_for_firm_no_file",
            ),
            models.Index(
                fields=["firm", "-urgency", "stuck_from", "id"],
                condition=Q(awaiting_client_until__isnull=False),
                name="intake_for_client",
            ),
            models.Index(
                fields=["firm", "stuck_from"],
                condition=Q(awaiting_client_until__isnull=False),
                name="intake_stuck",
            ),
            *(
                models.Index(
                    fields=["firm", "-matter_created_at", "-matter"],
                    condition=Q(**condition),
                    name=f"intake_listed_{name}",
                )
                for name, condition in (
                    ("firm", {"awaiting_firm_since__isnull": False}),
                    ("client", {"awaiting_client_until__isnull": False}),
                    ("approved", {"status": "approved"}),
                )
            ),
            models.Index(
                fields=["firm", "-approved_at"],
                condition=Q(approved_at__isnull=False),
                name="intake_approved",
            ),
            models.Index(
                fields=["returns_due_at"],
                condition=Q(returns_due_at__isnull=False),
                name="intake_returns_due",
            ),
            models.Index(
                fields=["uploads_due_at"],
                condition=Q(uploads_due_at__isnull=False),
                name="intake_uploads_due",
            ),
            models.Index(
                fields=["approved_at", "id"],
                condition=Q(summary_due=True),
                name="intake_summary_due",
            ),
            models.Index(
                fields=["remind_from", "id"],
                condition=Q(remind_from__isnull=False),
                name="intake_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"intake {self.pk} {self.status}"

    @property
    def last_sign(self) -> datetime:
        """Of either side: the client did something, or the firm sent or asked for something."""
        signs = [moment for name in SIGNS if (moment := getattr(self, name))]
        return max(signs, default=self.created_at)


class ItemQuerySet(models.QuerySet):
    def counting_uploads(self) -> "ItemQuerySet":
        """Each with `to_review`: how many of its uploads nobody looked at yet."""
        waiting = Q(uploads__state="uploaded") & ~Q(uploads__scan="infected")
        counted = self.annotate(to_review=Count("uploads", filter=waiting))
        return counted.order_by(*Item._meta.ordering)  # Django forgets it where it groups.


class Item(Asked):
    """One thing asked for on one matter: a copy, so that a changed checklist changes no intake."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("item", "Open")
        GIVEN = "given", pgettext_lazy("item", "Given")
        APPROVED = "approved", pgettext_lazy("item", "Approved")
        RETURNED = "returned", pgettext_lazy("item", "Returned")

    class Excuse(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", _("This does not apply to me")
        SOMEONE_ELSE = "someone_else", _("Someone else has it")
        COMING = "coming", _("It is coming")
        NEED_HELP = "need_help", _("I need help with this")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="items")
    source = models.ForeignKey(
        ChecklistItem, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # What the client answered: text, {"line1": …} for an address or person, a list for several.
    answer = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)
    excuse = models.CharField(max_length=16, choices=Excuse, blank=True)
    excuse_note = models.CharField(max_length=300, blank=True)
    excuse_until = models.DateField(null=True)
    excused_at = models.DateTimeField(null=True)
    # What the client typed and has not sent: a list, or why they do not have it.
    draft = models.JSONField(default=dict, blank=True)
    # The firm goes on without it.
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    # Who answered by email when the client asked for help, and when.
    helped_by = models.CharField(max_length=150, blank=True, default="")
    helped_at = models.DateTimeField(null=True)
    # What they wrote, and in which language that is, empty where nobody said.
    help_said = models.TextField(blank=True, default="")
    help_language = models.CharField(
        max_length=12, choices=languages.choices, blank=True, default=""
    )
    removed_at = models.DateTimeField(null=True)
    # Asked for after the client had sent the list.
    added_at = models.DateTimeField(null=True)
    # Asked for after the client had sent everything, and not told to them yet.
    needs_announcing = models.BooleanField(default=False)

    to_review: int  # With `counting_uploads`.

    objects = FirmManager.from_queryset(ItemQuerySet)()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["firm", "intake", "position", "id"])]

    @property
    def is_helped(self) -> bool:
        """Answered since the client last asked for help."""
        return self.helped_at is not None and (
            self.excused_at is None or self.helped_at > self.excused_at
        )
