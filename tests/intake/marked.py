"""Rows that a test wrote around the verbs, marked as the verbs would have."""

from intake.domain import turn
from intake.models import Intake


def marked():
    for pk in Intake.objects.values_list("pk", flat=True):
        turn.mark(pk)
