"""Unsubscribe: the client's word that reminders are to stop; a signed address says whose."""

from uuid import UUID

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casehug import audit
from casehug.tenancy.scope import firm_scope
from casehug.web.public_urls import our_address
from intake.models import Intake
from intake.progress import next_move

UNSUBSCRIBING = "intake.unsubscribe"


def stop_url(intake: Intake) -> str:
    signed = signing.dumps([str(intake.firm_id), intake.pk], salt=UNSUBSCRIBING)
    return our_address(reverse("intake:reminders-stop", args=[signed]))


def stopping(signed: str) -> tuple[UUID, int]:
    """Firm and intake. Raises signing.BadSignature."""
    firm_id, intake_id = signing.loads(signed, salt=UNSUBSCRIBING)
    return UUID(firm_id), intake_id


def stop_reminders(*, firm_id: UUID, intake_id: int) -> None:
    """What the client asked for: no more reminders on this intake."""
    with firm_scope(firm_id), transaction.atomic():
        intake = Intake.objects.select_for_update().filter(pk=intake_id).first()
        if intake and intake.unsubscribed_at is None:
            intake.unsubscribed_at = timezone.now()
            intake.save(update_fields=["unsubscribed_at"])
            next_move.mark(intake.pk)
            audit.record("reminders.stopped", intake, by=None, matter=intake.matter_id)
