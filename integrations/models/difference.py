"""Differences (drift): what a person changed in Clio of a record that is linked here.

Shown beside ours until somebody decides, or until it is no longer so; never overwritten silently.
"""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casehug.models import Member
from casehug.tenancy.models import FirmManager, FirmOwned
from integrations.models.link import Link


class DifferenceQuerySet(models.QuerySet):
    def open(self) -> "DifferenceQuerySet":
        return self.filter(state=Difference.State.OPEN)

    def of_account(self, clio_account: object) -> "DifferenceQuerySet":
        return self.filter(clio_account=clio_account)

    def about_the_matter_of_a_sync(self) -> "DifferenceQuerySet":
        """Open ones of the matter, client and documents of an outer query's sync, in its account."""
        mine = (
            Q(link__matter=OuterRef("matter"))
            | Q(link__client=OuterRef("matter__client"))
            | Q(link__document__matter=OuterRef("matter"))
        )
        return self.open().filter(mine, clio_account=OuterRef("clio_account"))


class Difference(FirmOwned):
    """One attribute of a linked record, or the record itself.

    The kinds of attributes are named as in `Link.pushed`, which holds what both sides last agreed on.
    """

    class Kind(models.TextChoices):
        DELETED = "deleted", _("Deleted in Clio")
        CLIENT = "client", _("Moved to another client in Clio")
        STATUS = "status", _("Status changed on both sides")
        DESCRIPTION = "description", _("Matter renamed in Clio")
        AREA = "practice_area", _("Practice area changed in Clio")
        REFERENCE = "client_reference", _("Client reference changed in Clio")
        NAME = "name", _("Contact renamed in Clio")
        EMAIL = "email", _("Email changed in Clio")
        PHONE = "phone", _("Phone changed in Clio")

    class State(models.TextChoices):
        OPEN = "open", _("To be decided")
        SETTLED = "settled", _("No longer so")
        TAKEN = "taken", _("Clio’s value taken")
        KEPT = "kept", _("Ours kept")
        AGAIN = "again", _("Sent again")
        FORGOTTEN = "forgotten", _("Left as it is")

    class Decision(models.TextChoices):
        TAKE = "take", _("Take Clio’s value")
        KEEP = "keep", _("Send ours to Clio")
        AGAIN = "again", _("Send again")
        FORGET = "forget", _("Leave as it is")

    clio_account = models.CharField(max_length=48)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    # What Clio holds: its value, which may be an id, and how it reads.
    theirs = models.JSONField(default=None, null=True)
    theirs_name = models.CharField(max_length=255, blank=True)
    # The day it was given in Clio, where Clio keeps one: of a status.
    theirs_day = models.DateField(null=True)
    found_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = FirmManager.from_queryset(DifferenceQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "link", "kind"],
                condition=Q(state="open"),
                name="one_open_difference_per_kind",
            )
        ]
        indexes = [
            models.Index(
                fields=["firm", "clio_account", "kind", "-found_at", "-id"],
                condition=Q(state="open"),
                name="differences_open",
            ),
            models.Index(fields=["firm", "link"], name="differences_of_link"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of link {self.link_id}, {self.state}"

    @property
    def decisions(self) -> "list[Difference.Decision]":
        """What a person may decide. What stays Clio's own has no value to take."""
        decision, kind = Difference.Decision, Difference.Kind
        if self.kind == kind.DELETED:
            return [decision.AGAIN, decision.FORGET]
        if self.kind in {kind.AREA, kind.REFERENCE}:
            return [decision.KEEP, decision.FORGET]
        if self.kind == kind.CLIENT:
            return [decision.TAKE, decision.KEEP]
        return [decision.TAKE, decision.KEEP, decision.FORGET]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def says(self, theirs: Any, name: str) -> bool:
        return (self.theirs, self.theirs_name) == (theirs, name[:255])
