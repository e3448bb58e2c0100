"""Reminders: on the firm's days, in the client's daytime, while something is missing and nobody says stop."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from casehug import audit
from casehug.models import Firm
from casehug.tenancy import firm_scope, queue_scope
from intake.domain import letters, wording
from intake.domain.daytime import by_the_client, is_daytime
from intake.domain.missing import late_promises, what_is_missing
from intake.models import Intake, Item, Letter, Preferences
from matters.models import Matter

OPEN = (
    Intake.Status.SENT,
    Intake.Status.IN_PROGRESS,
    Intake.Status.RETURNED,
    Intake.Status.SUBMITTED,
)
DAY = timedelta(days=1)


def write_due() -> int:
    """How many were written, in every firm. As often as it likes: each is written once."""
    written = 0
    for firm_id, intake_ids in _silent().items():
        with firm_scope(firm_id):
            firm = Firm.objects.get(pk=firm_id)
            preferences = Preferences.objects.first() or Preferences()
            awake = _awake(intake_ids, firm, preferences)
            written += sum(_write_one(pk, firm, preferences) for pk in awake)
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


def _awake(intake_ids: list[int], firm: Firm, preferences: Preferences) -> list[int]:
    """Those whose client has daytime; of what was sent, those with a promise that is late."""
    now = timezone.now()
    late = Q(Exists(late_promises(now)))
    found = Intake.objects.filter(~Q(status=Intake.Status.SUBMITTED) | late, pk__in=intake_ids)
    states = found.order_by("pk").values_list("pk", "matter__state")
    return [pk for pk, state in states if is_daytime(by_the_client(now, state, firm), preferences)]


@transaction.atomic
def _write_one(pk: int, firm: Firm, preferences: Preferences) -> bool:
    rows = Intake.objects.select_for_update(of=["self"]).select_related("matter__client")
    intake = rows.filter(pk=pk).first()
    if intake is None or not may_be_reminded(intake):
        return False
    passed = days_passed(intake, firm, preferences.reminder_days)
    if passed <= given(intake):
        return False
    today = by_the_client(timezone.now(), intake.matter.state, firm).date()
    missing = what_is_missing(intake, today)
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
    """How many of the firm's days have come since the last sign of life, by the client's calendar.

    Days that passed while nothing could be sent count, so that one reminder stands for them all.
    """
    since, today = (
        by_the_client(moment, intake.matter.state, firm).date()
        for moment in (intake.last_sign, timezone.now())
    )
    return sum((today - since).days >= day for day in days)


def given(intake: Intake) -> int:
    """Reminders since the last sign of life: any response begins the count again."""
    if intake.reminded_at is None or intake.reminded_at < intake.last_sign:
        return 0
    return intake.reminders
