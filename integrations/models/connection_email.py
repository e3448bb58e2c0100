"""Emails to admins about the connection: that it broke, and that it works again."""

from django.db import models

from casehug.mail.outbox import Outgoing, OutgoingQuerySet
from casehug.models import Member
from casehug.tenancy.models import FirmManager


class ConnectionEmail(Outgoing):
    """One admin's. Withdrawn unsent where the opposite is true by then."""

    class Kind(models.TextChoices):
        BROKE = "broke"
        MENDED = "mended"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)

    objects = FirmManager.from_queryset(OutgoingQuerySet)()
    unscoped = models.Manager.from_queryset(OutgoingQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(sent_at=None, withdrawn_at=None),
                name="connection_emails_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to member {self.member_id}"
