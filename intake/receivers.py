"""What the intake does when the house or the file has news."""

from django.dispatch import receiver

from casehug.events import firm_founded
from casehug.models import Firm, Member
from intake.domain import checklists
from intake.domain.intakes import create_intake
from matters.events import matter_created
from matters.models import Matter


# Heard after matters has shipped its case types: rooms are made ready in the order of INSTALLED_APPS.
@receiver(firm_founded, dispatch_uid="intake.ship_checklists")
def ship_checklists(firm: Firm, **_kwargs: object) -> None:
    checklists.ship(firm=firm)


@receiver(matter_created, dispatch_uid="intake.matter_created")
def begin_intake(*, matter: Matter, by: Member | None = None, **_kwargs: object) -> None:
    create_intake(matter=matter, by=by)
