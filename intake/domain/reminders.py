"""Reminders: on the firm's days, in its daytime, while something is missing and nobody says stop."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casehug import audit
from casehug.models import Firm
from casehug.tenancy import firm_scope, queue_scope
from intake.domain import intakes, letters, wording
from intake.models import Intake, Item, Letter, Preferences
from matters.models import Matter

OPEN = (Intake.Status.SENT, Intake.Status.IN_PROGRESS, Intake.Status.RETURNED)
DAY = timedelta(days=1)
EVENING = 20
"""Nobody is reminded after this hour, whatever kept us from it before."""


def write_due() -> int:
    """How many were written, in every firm. As often as it likes: each is written once."""
    written = 0
    for firm_id, intake_ids in _silent().items():
        with firm_scope(firm_id):
            firm = Firm.objects.get(pk=firm_id)
            preferences = Preferences.objects.first() or Preferences()
            if is_daytime(wording.there(timezone.now(), firm), preferences):
                written += sum(_write_one(pk, firm, preferences) for pk in intake_ids)
    return written


def _silent() -> dict[UUID, list[int]]:
    """Intakes with no sign of life and no reminder since yesterday, by firm."""
    before = timezone.now() - DAY / 2
    with queue_scope():
        found = (
            Intake.unscoped.filter(status__in=OPEN, unsubscribed_at=None, sent_at__lt=before)
            .filter(Q(active_at=None) | Q(active_at__lt=before))
            .filter(Q(reminded_at=None) | Q(reminded_at__lt=before))
            .order_by("firm_id", "pk")
            .values_list("firm_id", "pk")
        )
        by_firm: dict[UUID, list[int]] = {}
        for firm_id, pk in found:
            by_firm.setdefault(firm_id, []).append(pk)
        return by_firm


def is_daytime(now: datetime, preferences: Preferences) -> bool:
    return preferences.reminder_hour <= now.hour < max(EVENING, preferences.reminder_hour + 1)


@transaction.atomic
def _write_one(pk: int, firm: Firm, preferences: Preferences) -> bool:
    intake = Intake.objects.select_for_update(of=["self"]).filter(pk=pk).first()
    if intake is None or not may_be_reminded(intake):
        return False
    passed = days_passed(intake, firm, preferences.reminder_days)
    if passed <= given(intake):
        return False
    missing = what_is_missing(intake, wording.there(timezone.now(), firm).date())
    if not missing or _write(intake, missing) is None:
        return False
    intake.reminded_at, intake.reminders = timezone.now(), passed
    intake.save(update_fields=["reminded_at", "reminders"])
    return True


def _write(intake: Intake, missing: list[Item]) -> Letter | None:
    link, said = wording.live_link(intake), wording.missing(intake, missing)
    letter = letters.write(intake, Letter.Kind.REMINDER, said, link=link)
    if letter:
        audit.record("letter.reminded", letter, by=None, matter=intake.matter_id)
    return letter


def may_be_reminded(intake: Intake) -> bool:
    return (
        intake.status in OPEN
        and intake.unsubscribed_at is None
        and intake.matter.status != Matter.Status.CLOSED
        and intake.links.live().exists()
    )


def days_passed(intake: Intake, firm: Firm, days: list[int]) -> int:
    """How many of the firm's days have come since the last sign of life, by its own calendar.

    Days that passed while nothing could be sent count, so that one reminder stands for them all.
    """
    since = wording.there(last_sign(intake), firm).date()
    today = wording.there(timezone.now(), firm).date()
    return sum((today - since).days >= day for day in days)


def given(intake: Intake) -> int:
    """Reminders since the last sign of life: any response begins the count again."""
    if intake.reminded_at is None or intake.reminded_at < last_sign(intake):
        return 0
    return intake.reminders


def last_sign(intake: Intake) -> datetime:
    """Of either side: the client did something, or the firm asked for something again."""
    returned = (
        Letter.objects.filter(matter=intake.matter_id, kind=Letter.Kind.RETURNED)
        .values_list("written_at", flat=True)
        .first()
    )
    return max(moment for moment in (intake.sent_at, intake.active_at, returned) if moment)


def what_is_missing(intake: Intake, today: date) -> list[Item]:
    """Required, and neither given nor explained; what is coming counts again once its day passed."""
    return [
        item
        for item in intakes.visible_items(intake)
        if item.required and not intakes.is_in(item) and (not item.excuse or _is_late(item, today))
    ]


def _is_late(item: Item, today: date) -> bool:
    return bool(
        item.excuse == Item.Excuse.COMING and item.excuse_until and item.excuse_until < today
    )
