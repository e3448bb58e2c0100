"""From what a form sent to an answer, by its type. Pure."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from intake.models import Asked
from intake.spanish import SPANISH

Raw = str | list[str] | dict[str, str] | None
Answer = str | list[str] | dict[str, str] | None

LONGEST: dict[str, int] = {Asked.Answer.SHORT: 500, Asked.Answer.LONG: 20_000}
LONGEST_PART = 300
FEWEST_DIGITS = 7
ADDRESS = ("line1", "line2", "city", "state", "zip")
PERSON = ("name", "relation", "phone", "email")
PARTS: dict[str, tuple[str, ...]] = {Asked.Answer.ADDRESS: ADDRESS, Asked.Answer.PERSON: PERSON}
EARLIEST, LATEST = date(1880, 1, 1), date(2199, 12, 31)


class InvalidAnswer(ValueError):
    """What was sent is not an answer; `en` and `es` tell the client what would be."""

    def __init__(self, en: str, es: str = "") -> None:
        super().__init__(en)
        self.en, self.es = en, es or SPANISH.get(en, en)

    def said(self, language: str) -> str:
        return self.es if language == "es" else self.en


def read(asked: Asked, raw: Raw) -> Answer:
    """The answer as it is kept, or None for nothing. Raises Unclear."""
    return READERS[asked.answer_type or Asked.Answer.SHORT](asked, raw)


def parts_of(asked: Asked) -> list[str]:
    """Of an address or a person, what is asked for; of anything else nothing."""
    every = PARTS.get(asked.answer_type, ())
    return [part for part in every if part in asked.parts] or list(every)


def days_of(asked: Asked, today: date) -> tuple[date, date]:
    """The first and the last day that can be answered."""
    first = today if asked.date_bounds == Asked.Bounds.FUTURE else EARLIEST
    last = today if asked.date_bounds == Asked.Bounds.PAST else LATEST
    return first, last


def check_day(asked: Asked, answer: Answer, today: date) -> None:
    """Nobody is born tomorrow. Raises Unclear."""
    if asked.answer_type != Asked.Answer.DATE or not isinstance(answer, str):
        return
    first, last = days_of(asked, today)
    if date.fromisoformat(answer) > last:
        raise InvalidAnswer("This day is still to come. Look at the year again.")
    if date.fromisoformat(answer) < first:
        raise InvalidAnswer("This day has passed already. Look at the year again.")


def _text(raw: Raw) -> str:
    """Without the characters that PostgreSQL cannot keep; line ends as one kind."""
    words = raw if isinstance(raw, str) else ""
    words = words.encode("utf-8", "replace").decode()
    return words.replace("\0", "").replace("\r\n", "\n").strip()


def _words(asked: Asked, raw: Raw) -> Answer:
    words = _text(raw)
    if len(words) > LONGEST.get(asked.answer_type, LONGEST[Asked.Answer.SHORT]):
        raise InvalidAnswer(
            "This is longer than we can keep here. Shorten it, or send it as a file."
        )
    return words or None


MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def _date(asked: Asked, raw: Raw) -> Answer:
    words = _text(raw)
    if not words:
        return None
    try:
        if typed := MONTH_FIRST.fullmatch(words):
            month, day, year = map(int, typed.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(words)
    except ValueError:
        raise InvalidAnswer("Write the date as month, day and year, like 11/03/2026.") from None
    if found < EARLIEST:
        raise InvalidAnswer("Look at the year again: it is too long ago.")
    return found.isoformat()


def _money(asked: Asked, raw: Raw) -> Answer:
    """ "$1,250.50", "1250", and "1.250,50" as it is written elsewhere; kept as "1250.50"."""
    words = re.sub(r"[\s$]|USD|usd", "", _text(raw))
    if not words:
        return None
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d{1,2}", words) or re.fullmatch(r"\d+,\d{1,2}", words):
        words = words.replace(".", "").replace(",", ".")
    elif not re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{0,2})?", words):
        raise InvalidAnswer("Write the amount in numbers, like 1,250 or 1250.50.")
    try:
        amount = Decimal(words.replace(",", ""))
    except InvalidOperation:
        raise InvalidAnswer("Write the amount in numbers, like 1,250 or 1250.50.") from None
    if amount >= Decimal(10) ** 12:
        raise InvalidAnswer("Write the amount in numbers, like 1,250 or 1250.50.")
    return f"{amount:.2f}".removesuffix(".00")


def _values(asked: Asked) -> list[str]:
    if asked.answer_type == Asked.Answer.YES_NO:
        return ["yes", "no"]
    return [option["value"] for option in asked.options]


def _choice(asked: Asked, raw: Raw) -> Answer:
    chosen = _text(raw)
    if chosen and chosen not in _values(asked):
        raise InvalidAnswer("Choose one of these.")
    return chosen or None


def _choices(asked: Asked, raw: Raw) -> Answer:
    chosen = {raw} if isinstance(raw, str) else set(raw or [])
    chosen.discard("")
    if chosen - set(_values(asked)):
        raise InvalidAnswer("Choose one of these.")
    for option in asked.options:
        if option.get("alone") and option["value"] in chosen and len(chosen) > 1:
            raise _not_together(option)
    return [value for value in _values(asked) if value in chosen] or None


def _not_together(option: dict[str, str]) -> InvalidAnswer:
    words = "“{option}” does not go with the others. Choose it alone, or leave it out."
    en = option.get("en") or option["value"]
    es = option.get("es") or en
    return InvalidAnswer(words.format(option=en), SPANISH[words].format(option=es))


def _phone(asked: Asked, raw: Raw) -> Answer:
    words = _text(raw)
    if not words:
        return None
    digits = sum(letter.isdecimal() for letter in words)
    if digits < FEWEST_DIGITS or len(words) > 60:
        raise InvalidAnswer("Write the whole phone number, with its area code.")
    return words


def _parts(asked: Asked, raw: Raw) -> Answer:
    sent = raw if isinstance(raw, dict) else {}
    parts = {name: _text(sent.get(name)) for name in parts_of(asked)}
    if any(len(part) > LONGEST_PART for part in parts.values()):
        raise InvalidAnswer(
            "This is longer than we can keep here. Shorten it, or send it as a file."
        )
    return {name: part for name, part in parts.items() if part} or None


READERS: dict[str, Callable[[Asked, Raw], Answer]] = {
    Asked.Answer.SHORT: _words,
    Asked.Answer.LONG: _words,
    Asked.Answer.DATE: _date,
    Asked.Answer.MONEY: _money,
    Asked.Answer.CHOICE: _choice,
    Asked.Answer.YES_NO: _choice,
    Asked.Answer.CHOICES: _choices,
    Asked.Answer.PHONE: _phone,
    Asked.Answer.ADDRESS: _parts,
    Asked.Answer.PERSON: _parts,
}
