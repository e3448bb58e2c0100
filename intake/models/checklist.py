"""Checklists: the templates of what a case type asks for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q

from casehug.tenancy.models import FirmManager, FirmOwned
from intake.models.asked import Asked
from matters.models import CaseType
from matters.states import STATES


class ChecklistQuerySet(models.QuerySet):
    def counted(self) -> "ChecklistQuerySet":
        """Each with how much it asks of everybody, `required` and `optional`, and `sometimes`: only
        after some answer, or in some states."""
        always = Q(items__shown_if=None, items__states=[])
        return self.annotate(
            required=Count("items", filter=always & Q(items__required=True)),
            optional=Count("items", filter=always & Q(items__required=False)),
            sometimes=Count("items", filter=~always & Q(items__isnull=False)),
        )


class Checklist(FirmOwned):
    """The template of what a case type asks for; one for all states, or one for a state of its own."""

    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="checklists")
    state = models.CharField(max_length=2, choices=STATES, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = FirmManager.from_queryset(ChecklistQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "case_type", "state"], name="checklist_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_type}{f' ({self.state})' if self.state else ''}"


class ChecklistItem(Asked):
    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items")
    # Codes of states this item is for; empty: all of them.
    states = ArrayField(models.CharField(max_length=2), default=list, blank=True)

    class Meta:
        ordering = ["position", "id"]
