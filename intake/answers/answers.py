"""Answers and excuses: what a client answers, and what they say they cannot give."""

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casehug import audit
from intake.answers import completeness
from intake.answers.types import NOT_OFFERED, Answer, InvalidAnswer, Raw, check_day, read
from intake.calendar import days
from intake.models import Asked, Intake, Item
from intake.progress import item_state

__all__ = [
    "InvalidAnswer",
    "Overtaken",
    "digest",
    "excuse",
    "give_answer",
    "read",
    "withdraw_excuse",
]

LONGEST_NOTE = 300
EXCUSE = ["excuse", "excuse_note", "excuse_until", "excused_at"]


class Overtaken(Exception):
    """Another answer came since the page was told `was`: what is sent may be the older one."""


@transaction.atomic
def give_answer(*, item: Item, answer: Raw, was: str = "") -> Item:
    """`answer` as a form sent it: text, a list of values, or the parts of an address or a person.
    `was`: the digest of what it is to replace, where the sender could go on with a newer one.

    Raises Unclear or Overtaken, and then what was answered before stays. Nothing at all takes the
    answer back. Half an address is kept and counts as open.
    """
    understood = read(item, answer)
    intake = item_state.locked(item.intake_id)
    if intake.status == Intake.Status.APPROVED:
        raise InvalidAnswer(_("These answers were approved. Call us to change them."))
    if item.date_bounds != Asked.Bounds.ANY:
        check_day(item, understood, days.today(intake.firm))
    item.refresh_from_db(fields=["answer", "state", "excuse"])
    if understood == item.answer and (understood is None or not item.excuse):
        return item
    if was and understood != item.answer and was != digest(item.answer):
        raise Overtaken
    item.answer = understood
    item.answered_at = None if understood is None else timezone.now()
    is_whole = understood is not None and not completeness.missing(item, understood)
    item.state = Item.State.GIVEN if is_whole else Item.State.OPEN
    _drop_excuse(item)
    item.save(update_fields=["answer", "answered_at", "state", *EXCUSE])
    audit.record("answer.given", item, by=None, matter=intake.matter_id)
    item_state.touch(intake)
    return item


@transaction.atomic
def excuse(*, item: Item, excuse: str, note: str = "", until: date | None = None) -> Item:
    """The client says why this is not here. Raises Unclear."""
    if excuse not in Item.Excuse.values:
        raise InvalidAnswer(NOT_OFFERED)
    if excuse == Item.Excuse.COMING and until is None:
        raise InvalidAnswer(_("Choose the day you expect to have it."))
    intake = item_state.locked(item.intake_id)
    if excuse == Item.Excuse.COMING and until and until < days.today(intake.firm):
        raise InvalidAnswer(_("That day has passed. Choose today or a day to come."))
    if _is_decided(item):
        return item
    item.excuse, item.excused_at = excuse, timezone.now()
    item.excuse_note = _tidy(note)[:LONGEST_NOTE]
    item.excuse_until = until if excuse == Item.Excuse.COMING else None
    item.save(update_fields=EXCUSE)
    audit.record("excuse.given", item, by=None, matter=intake.matter_id, excuse=excuse)
    item_state.touch(intake)
    return item


@transaction.atomic
def withdraw_excuse(*, item: Item) -> Item:
    intake = item_state.locked(item.intake_id)
    if not _is_decided(item) and item.excuse:
        _drop_excuse(item)
        item.save(update_fields=EXCUSE)
        audit.record("excuse.withdrawn", item, by=None, matter=intake.matter_id)
        item_state.touch(intake)
    return item


def _is_decided(item: Item) -> bool:
    """The firm approved what came, or goes on without it: an older page changes nothing."""
    item.refresh_from_db(fields=["state", "excuse"])
    return item.state == Item.State.APPROVED


def _drop_excuse(item: Item) -> None:
    item.excuse, item.excuse_note = "", ""
    item.excuse_until = item.excused_at = None


def _tidy(words: str) -> str:
    return " ".join(words.replace("\0", "").split())


def digest(answer: Answer) -> str:
    """Tells whether a field on a page still holds what the page showed."""
    said = json.dumps(answer, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
