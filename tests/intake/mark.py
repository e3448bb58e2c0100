"""Rows that a test wrote around the verbs, marked as the verbs would have."""

from intake.models import Intake
from intake.progress import next_move


def marked():
    for pk in Intake.objects.values_list("pk", flat=True):
        next_move.mark(pk)
