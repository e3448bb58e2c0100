"""Reminders: on the firm's days, in the client's daytime, while something is missing and nobody says stop."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, QuerySet
from django.utils import timezone

from casehug import audit
from casehug.jobs import aside
from casehug.models import Firm
from casehug.tenancy.scope import firm_scope, queue_scope
from intake.calendar.daytime import by_the_client, is_daytime, next_daytime
from intake.emails import client_emails, render
from intake.models import Email, Intake, Item, Preferences
from intake.progress.missing import late_promises, what_is_missing
from matters.models import Matter

AT_ONCE = 500


def write_due() -> int:
    """How many were written, in every firm. As often as it likes: each is written once.

    Each intake is looked at when its client's daytime begins, and not before the next day again.
    """
    written = 0
    while by_firm := _to_look_at():
        for firm_id, intake_ids in by_firm.items():
            with firm_scope(firm_id):
                written += _look_at(firm_id, intake_ids)
    return written


def _to_look_at() -> dict[UUID, list[int]]:
    """Intakes with no sign of life and no reminder for a while, by firm; some of them."""
    with queue_scope():
        due = Intake.unscoped.filter(remind_from__lte=timezone.now()).order_by("remind_from", "pk")
        by_firm: dict[UUID, list[int]] = {}
        for firm_id, pk in due.values_list("firm_id", "pk")[:AT_ONCE]:
            by_firm.setdefault(firm_id, []).append(pk)
        return by_firm


def _look_at(firm_id: UUID, intake_ids: list[int]) -> int:
    firm = Firm.objects.get(pk=firm_id)
    preferences = Preferences.objects.first() or Preferences()
    now, written = timezone.now(), 0
    looked_at: dict[datetime, list[int]] = {}
    for intake in _with_promises(intake_ids, now):
        there = by_the_client(now, intake.matter.state, firm)
        if is_daytime(there, preferences) and _may_be_due(intake, firm, preferences):
            with aside("reminders", intake.pk):
                written += _write_one(intake.pk, firm, preferences)
        looked_at.setdefault(next_daytime(there, preferences), []).append(intake.pk)
    for again, pks in looked_at.items():
        # Who gave a sign of life meanwhile has another moment by now.
        due = Intake.objects.filter(pk__in=pks, remind_from__lte=now)
        due.update(remind_from=again)
    return written


def _with_promises(intake_ids: list[int], now: datetime) -> QuerySet[Any]:
    """Each with whether a promise of its client is late: of who sent everything that alone counts."""
    found = Intake.objects.filter(pk__in=intake_ids).select_related("matter").order_by("pk")
    return found.annotate(is_late=Exists(late_promises(now)))


def _may_be_due(intake: Any, firm: Firm, preferences: Preferences) -> bool:
    if intake.status == Intake.Status.SUBMITTED and not intake.is_late:
        return False
    return days_passed(intake, firm, preferences.reminder_days) > given(intake)


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


def _write(intake: Intake, missing: list[Item]) -> Email | None:
    link, said = render.live_link(intake), render.missing(intake, missing)
    email = client_emails.write(intake, Email.Kind.REMINDER, said, link=link)
    if email:
        audit.record("email.reminded", email, by=None, matter=intake.matter_id)
    return email


def may_be_reminded(intake: Intake) -> bool:
    return (
        intake.status in Intake.REMINDED
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
