"""Rendering of answers: a stored answer as one string a person reads, in a language."""

from collections.abc import Callable
from datetime import date

from casehug.spoken import either, joined
from intake.answers.types import PERSON
from intake.models import Asked, Item
from intake.words import day, said

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
