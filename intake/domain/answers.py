"""What a client answers, and what they say they cannot give."""

import hashlib
import json
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from casehug import audit
from casehug.spoken import either, joined
from intake.domain import days, standing, whole
from intake.domain.answer_types import PERSON, Answer, Raw, Unclear, check_day, read
from intake.models import Asked, Intake, Item
from intake.words import day, said

__all__ = [
    "Overtaken",
    "Unclear",
    "digest",
    "excuse",
    "give_answer",
    "option_words",
    "read",
    "shown",
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
    intake = standing.locked(item.intake_id)
    if intake.status == Intake.Status.APPROVED:
        raise Unclear("These answers were approved. Call us to change them.")
    if item.date_bounds != Asked.Bounds.ANY:
        check_day(item, understood, days.today(intake.firm))
    item.refresh_from_db(fields=["answer", "state", "excuse"])
    if understood == item.answer and (understood is None or not item.excuse):
        return item
    if was and understood != item.answer and was != digest(item.answer):
        raise Overtaken
    item.answer = understood
    item.answered_at = None if understood is None else timezone.now()
    is_whole = understood is not None and not whole.missing(item, understood)
    item.state = Item.State.GIVEN if is_whole else Item.State.OPEN
    _drop_excuse(item)
    item.save(update_fields=["answer", "answered_at", "state", *EXCUSE])
    audit.record("answer.given", item, by=None, matter=intake.matter_id)
    standing.touch(intake)
    return item


@transaction.atomic
def excuse(*, item: Item, excuse: str, note: str = "", until: date | None = None) -> Item:
    """The client says why this is not here. Raises Unclear."""
    if excuse not in Item.Excuse.values:
        raise Unclear("Choose one of these.")
    if excuse == Item.Excuse.COMING and until is None:
        raise Unclear("Choose the day you expect to have it.")
    intake = standing.locked(item.intake_id)
    if excuse == Item.Excuse.COMING and until and until < days.today(intake.firm):
        raise Unclear("That day has passed. Choose today or a day to come.")
    if _is_decided(item):
        return item
    item.excuse, item.excused_at = excuse, timezone.now()
    item.excuse_note = _tidy(note)[:LONGEST_NOTE]
    item.excuse_until = until if excuse == Item.Excuse.COMING else None
    item.save(update_fields=EXCUSE)
    audit.record("excuse.given", item, by=None, matter=intake.matter_id, excuse=excuse)
    standing.touch(intake)
    return item


@transaction.atomic
def withdraw_excuse(*, item: Item) -> Item:
    intake = standing.locked(item.intake_id)
    if not _is_decided(item) and item.excuse:
        _drop_excuse(item)
        item.save(update_fields=EXCUSE)
        audit.record("excuse.withdrawn", item, by=None, matter=intake.matter_id)
        standing.touch(intake)
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


# --- Reading an answer back ----------------------------------------------------------------------


def shown(item: Item, language: str = "en") -> str:
    """The answer as a person reads it, in one string; lines are parted by newlines. Empty: none."""
    if item.answer in (None, "", [], {}):
        return ""
    return SHOWN.get(item.answer_type, _plain)(item, language)


# What `shown` hands on has an answer, and of its type.


def _plain(item: Item, language: str) -> str:
    if isinstance(item.answer, dict):
        return "\n".join(str(part) for part in item.answer.values() if part)
    return str(item.answer)


def _date(item: Item, language: str) -> str:
    return day(date.fromisoformat(str(item.answer)), language)


def _money(item: Item, language: str) -> str:
    whole, _, cents = str(item.answer).partition(".")
    return f"${int(whole):,}{f'.{cents}' if cents else ''}"


def _yes_no(item: Item, language: str) -> str:
    return said("Yes" if item.answer in ("yes", True) else "No", language)


def _chosen(item: Item, language: str) -> str:
    values = item.answer if isinstance(item.answer, list) else [item.answer]
    return joined("\n", [_option(item, value, language) for value in values])


def _option(item: Item, value: object, language: str) -> str:
    option: dict[str, str] = next((one for one in item.options if one["value"] == value), {})
    return option_words(option, language) or str(value)


def option_words(option: dict[str, str], language: str) -> str:
    return either(language, option.get("en", ""), option.get("es", ""))


def _address(item: Item, language: str) -> str:
    part: dict[str, str] = item.answer or {}
    town = " ".join(filter(None, [part.get("state", ""), part.get("zip", "")]))
    lines = [
        part.get("line1", ""),
        part.get("line2", ""),
        ", ".join(filter(None, [part.get("city", ""), town])),
    ]
    return "\n".join(filter(None, lines))


def _person(item: Item, language: str) -> str:
    part: dict[str, str] = item.answer or {}
    return "\n".join(part[name] for name in PERSON if part.get(name))


SHOWN: dict[str, Callable[[Item, str], str]] = {
    Asked.Answer.DATE: _date,
    Asked.Answer.MONEY: _money,
    Asked.Answer.YES_NO: _yes_no,
    Asked.Answer.CHOICE: _chosen,
    Asked.Answer.CHOICES: _chosen,
    Asked.Answer.ADDRESS: _address,
    Asked.Answer.PERSON: _person,
}
