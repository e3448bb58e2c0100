"""Mappings: which Clio practice area stands for each case type."""

from django.db import models

from casehug.models import Member
from casehug.tenancy.models import FirmOwned
from matters.models import CaseType


class PracticeArea(FirmOwned):
    """One of the firm's practice areas in Clio, as last fetched."""

    clio_account = models.CharField(max_length=48)
    clio_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "clio_account", "clio_id"], name="practice_area_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CaseTypeMapping(FirmOwned):
    """Which Clio practice area stands for a case type: one, none on purpose, or nobody said."""

    clio_account = models.CharField(max_length=48)
    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="+")
    practice_area = models.ForeignKey(
        PracticeArea, on_delete=models.CASCADE, null=True, related_name="mappings"
    )
    without_practice_area = models.BooleanField(default=False)
    chosen_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "clio_account", "case_type"],
                name="case_type_mapped_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_type_id} as {self.practice_area_id or 'no practice area'}"

    @property
    def is_settled(self) -> bool:
        if self.without_practice_area:
            return True
        return self.practice_area is not None and self.practice_area.gone_at is None
