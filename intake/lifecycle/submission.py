"""Submission: the client says that this is all."""

from django.db import transaction
from django.utils import timezone

from casehug import audit
from intake.events import intake_submitted
from intake.models import Intake, Item
from intake.progress import completeness, item_state, next_move

OVER = {Intake.Status.SUBMITTED, Intake.Status.APPROVED}


@transaction.atomic
def submit(*, intake: Intake) -> list[Item]:
    """What is still missing; empty when it is sent. Sending twice is sending once."""
    intake = item_state.locked(intake.pk)
    if missing := completeness.progress(intake).still_open:
        return missing
    if intake.status not in OVER:
        now = timezone.now()
        intake.status = Intake.Status.SUBMITTED
        intake.submitted_at = intake.active_at = now
        intake.begun_at = intake.begun_at or now
        intake.save(update_fields=["status", "submitted_at", "active_at", "begun_at"])
        next_move.mark(intake.pk)
        audit.record("intake.submitted", intake, by=None, matter=intake.matter_id)
        intake_submitted.send(sender=Intake, intake=intake)
    return []
