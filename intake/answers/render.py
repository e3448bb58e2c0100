"""Rendering of answers: a stored answer as one string a person reads, in a language."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext

from casehug import languages
from casehug.languages import joined
from casehug.ui.formats import long_date
from intake.answers.options import Option, label_of
from intake.answers.types import PERSON
from intake.models import Asked, Item

# --- Reading an answer back ----------------------------------------------------------------------


def shown(item: Item) -> str:
    """The answer as a person reads it in the active language, in one string; lines are parted by
    newlines. Empty: none."""
    if item.answer in (None, "", [], {}):
        return ""
    return SHOWN.get(item.answer_type, _plain)(item)


# What `shown` hands on has an answer, and of its type.


def _plain(item: Item) -> str:
    if isinstance(item.answer, dict):
        return "\n".join(str(part) for part in item.answer.values() if part)
    return str(item.answer)


def _date(item: Item) -> str:
    return long_date(date.fromisoformat(str(item.answer)))


def _money(item: Item) -> str:
    whole, _, cents = str(item.answer).partition(".")
    return f"${int(whole):,}{f'.{cents}' if cents else ''}"


def _yes_no(item: Item) -> str:
    return gettext("Yes") if item.answer in ("yes", True) else gettext("No")


def _chosen(item: Item) -> str:
    values = item.answer if isinstance(item.answer, list) else [item.answer]
    return joined("\n", [_option(item, value) for value in values])


def _option(item: Item, value: object) -> str:
    option: Option = next((one for one in item.options if one["value"] == value), {})
    return option_words(option, languages.current()) or str(value)


def option_words(option: Option, language: str) -> str:
    return label_of(option, language)


def _address(item: Item) -> str:
    part: dict[str, str] = item.answer or {}
    town = " ".join(filter(None, [part.get("state", ""), part.get("zip", "")]))
    lines = [
        part.get("line1", ""),
        part.get("line2", ""),
        ", ".join(filter(None, [part.get("city", ""), town])),
        part.get("country", ""),
    ]
    return "\n".join(filter(None, lines))


def _person(item: Item) -> str:
    part: dict[str, str] = item.answer or {}
    return "\n".join(part[name] for name in PERSON if part.get(name))


SHOWN: dict[str, Callable[[Item], str]] = {
    Asked.Answer.DATE: _date,
    Asked.Answer.MONEY: _money,
    Asked.Answer.YES_NO: _yes_no,
    Asked.Answer.CHOICE: _chosen,
    Asked.Answer.CHOICES: _chosen,
    Asked.Answer.ADDRESS: _address,
    Asked.Answer.PERSON: _person,
}
