"""Missing items: what a reminder would name."""

from datetime import date, datetime

from django.db.models import OuterRef, QuerySet

from intake.models import Intake, Item
from intake.progress import completeness, visibility


def what_is_missing(intake: Intake, today: date) -> list[Item]:
    """What counts, and is neither given nor explained; what is coming counts again once its day passed.

    Who has sent everything is asked only for what they promised.
    """
    is_sent = intake.status == Intake.Status.SUBMITTED
    return [
        item
        for item in visibility.visible_items(intake)
        if completeness.counts(item) and not completeness.is_in(item)
        if _is_late(item, today) or not (is_sent or item.excuse)
    ]


def _is_late(item: Item, today: date) -> bool:
    return bool(
        item.excuse == Item.Excuse.COMING and item.excuse_until and item.excuse_until < today
    )


def late_promises(now: datetime) -> QuerySet[Item]:
    """Of the intake outside; by the latest of all clocks, so that none is overlooked."""
    promised = Item.objects.filter(intake=OuterRef("pk"), excuse=Item.Excuse.COMING)
    return promised.filter(required=True, removed_at=None, excuse_until__lte=now.date())
