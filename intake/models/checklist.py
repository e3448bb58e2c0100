"""Checklists: the templates of what a case type asks for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casehug.tenancy.models import FirmOwned
from intake.models.asked import Asked
from matters.models import CaseType
from matters.states import STATES


class Checklist(FirmOwned):
    """The template of what a case type asks for; one for all states, or one for a state of its own."""

    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="checklists")
    state = models.CharField(max_length=2, choices=STATES, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

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
