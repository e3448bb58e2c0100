"""Findings: what a look at Clio after a sync found otherwise than once."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casehug.models import Member
from casehug.tenancy.models import FirmManager, FirmOwned
from casehug.translations.sentences import Sentence
from integrations.models.link import Link
from matters.models import Matter

SEVERAL = {
    Link.Kind.CONTACT: gettext_noop(
        "The contact {name} is in Clio {count} times. Merge them there, or delete the one you do not"
        " need."
    ),
    Link.Kind.MATTER: gettext_noop(
        "The matter {name} is in Clio {count} times. Delete the one you do not need there."
    ),
    Link.Kind.DOCUMENT: gettext_noop(
        "The document “{name}” is in Clio {count} times. Delete the one you do not need there."
    ),
}
NONE = {
    Link.Kind.CONTACT: gettext_noop(
        "The contact {name} is not in Clio any more. If it should be there, press “Sync to Clio”: it offers to send it again."
    ),
    Link.Kind.MATTER: gettext_noop(
        "The matter {name} is not in Clio any more. If it should be there, press “Sync to Clio”: it offers to send it again."
    ),
    Link.Kind.DOCUMENT: gettext_noop(
        "The document “{name}” is not in Clio any more. If it should be there, press “Sync to Clio”: it offers to send it again."
    ),
}


def what_was_found(kind: str, label: str, records: list[dict[str, Any]]) -> Sentence:
    name = label or (records[0]["name"] if records else "")
    if not records:
        return Sentence(NONE[Link.Kind(kind)], name=name)
    return Sentence(SEVERAL[Link.Kind(kind)], name=name, count=len(records))


class FindingQuerySet(models.QuerySet):
    def open(self) -> "FindingQuerySet":
        return self.filter(state=Finding.State.OPEN)

    def of_account(self, clio_account: object) -> "FindingQuerySet":
        return self.filter(clio_account=clio_account)


class Finding(FirmOwned):
    """A contact, matter or document of ours that Clio has several times, or not at all.

    open: the firm has to look. settled: it is there once again. kept: a person said that it is
    right as it is; `records` are then what was kept, and nobody is asked about these again.
    """

    class State(models.TextChoices):
        OPEN = "open", _("To be looked at")
        SETTLED = "settled", _("Settled")
        KEPT = "kept", _("Kept as it is")

    clio_account = models.CharField(max_length=48)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="findings")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # Of each record in Clio that carries our mark: its id, and its name there.
    records = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = FirmManager.from_queryset(FindingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "link"], condition=Q(state="open"), name="one_open_finding_per_link"
            )
        ]
        indexes = [
            models.Index(
                fields=["firm", "-found_at"], condition=Q(state="open"), name="findings_open"
            ),
            models.Index(fields=["firm", "matter", "state"], name="findings_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{len(self.records)} of link {self.link_id}, {self.state}"

    @property
    def sentence(self) -> Sentence:
        """Needs `link` loaded."""
        return what_was_found(self.link.kind, self.link.label, self.records)

    @property
    def ids(self) -> set[int]:
        return {record["id"] for record in self.records}
