"""Receivers of the file: what it does when the foundation has news."""

from django.dispatch import receiver

from casehug.events import firm_founded
from casehug.models import Firm
from matters.domain import case_types


@receiver(firm_founded, dispatch_uid="matters.ship_case_types")
def ship_case_types(firm: Firm, **_kwargs: object) -> None:
    case_types.ship(firm=firm)
