"""Receivers of the intake: what it does when the foundation, the file or the intake itself has
news.
"""

from django.dispatch import receiver

from casehug.models import Member
from intake.emails import confirmations, returns, staff_emails
from intake.events import intake_approved, intake_submitted
from intake.lifecycle import checklist_update
from intake.lifecycle.intakes import create_intake
from intake.models import Intake
from intake.progress import next_move
from matters.events import client_changed, matter_changed, matter_created, matter_held
from matters.models import Client, Matter


@receiver(matter_created, dispatch_uid="intake.matter_created")
def begin_intake(*, matter: Matter, by: Member | None = None, **_kwargs: object) -> None:
    create_intake(matter=matter, by=by)


@receiver(intake_submitted, dispatch_uid="intake.tell_submitted")
def tell_submitted(*, intake: Intake, **_kwargs: object) -> None:
    staff_emails.tell_submitted(intake=intake)


@receiver(intake_submitted, dispatch_uid="intake.tell_received")
def tell_received(*, intake: Intake, **_kwargs: object) -> None:
    confirmations.tell_received(intake=intake)


@receiver(intake_approved, dispatch_uid="intake.tell_approved")
def tell_approved(*, matter: Matter, **_kwargs: object) -> None:
    confirmations.tell_approved(intake=Intake.objects.get(matter=matter))


@receiver(matter_held, dispatch_uid="intake.tell_held")
def tell_held(*, matter: Matter, **_kwargs: object) -> None:
    staff_emails.tell_held(matter=matter)


@receiver(matter_changed, dispatch_uid="intake.matter_changed")
def notice_other_checklist(*, matter: Matter, **_kwargs: object) -> None:
    checklist_update.fall_behind(matter)


@receiver(client_changed, dispatch_uid="intake.tell_after_all")
def tell_at_the_new_address(*, client: Client, **_kwargs: object) -> None:
    returns.tell_after_all(intakes=Intake.objects.filter(matter__client=client))


@receiver(matter_changed, dispatch_uid="intake.tell_the_client")
def tell_the_new_client(*, matter: Matter, **_kwargs: object) -> None:
    returns.tell_after_all(intakes=Intake.objects.filter(matter=matter))


@receiver(matter_changed, dispatch_uid="intake.matter_turn")
def mark_whose_turn(*, matter: Matter, **_kwargs: object) -> None:
    next_move.mark_of(matter)
