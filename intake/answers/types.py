"""Answer types: from what a form sent to an answer, by its type. Pure."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.web import pasted_text
from intake.answers.options import Option, label_of
from intake.models import Asked

Raw = str | list[str] | dict[str, str] | None
Answer = str | list[str] | dict[str, str] | None

LONGEST: dict[str, int] = {Asked.Answer.SHORT: 500, Asked.Answer.LONG: 20_000}
LONGEST_PART = 300
FEWEST_DIGITS = 7
ADDRESS = ("line1", "line2", "city", "state", "zip", "country")
PERSON = ("name", "relation", "phone", "email")
PARTS: dict[str, tuple[str, ...]] = {Asked.Answer.ADDRESS: ADDRESS, Asked.Answer.PERSON: PERSON}
DAY = ("month", "day", "year")
EARLIEST, LATEST = date(1880, 1, 1), date(2199, 12, 31)


class InvalidAnswer(ValueError):
    """What was sent is not an answer; str() tells the client what would be, in the language that is
    active when it is shown. `about` fills the braces of the sentence."""

    def __init__(self, sentence: str | Promise, **about: object) -> None:
        super().__init__(sentence)
        self.sentence, self.about = sentence, about

    def __str__(self) -> str:
        return str(self.sentence).format(**self.about)


TOO_LONG = _("This is longer than we can keep here. Shorten it, or send it as a file.")
NO_AMOUNT = _("Write the amount in numbers, like 1,250 or 1250.50.")
NOT_OFFERED = _("Choose one of these.")


def read(asked: Asked, raw: Raw) -> Answer:
    """The answer as it is kept, or None for nothing. Raises Unclear."""
    return READERS[asked.answer_type or Asked.Answer.SHORT](asked, raw)


def is_in_three(asked: Asked) -> bool:
    """A day that has been, such as a date of birth: typed faster than found in a calendar."""
    return asked.answer_type == Asked.Answer.DATE and asked.date_bounds == Asked.Bounds.PAST


def parts_of(asked: Asked) -> list[str]:
    """Of an address or a person, what is asked for; of a day that has been its three numbers; of
    anything else nothing."""
    if is_in_three(asked):
        return list(DAY)
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
        raise InvalidAnswer(_("This day is still to come. Look at the year again."))
    if date.fromisoformat(answer) < first:
        raise InvalidAnswer(_("This day has passed already. Look at the year again."))


def _text(raw: Raw) -> str:
    """Without the characters that PostgreSQL cannot keep; line ends as one kind."""
    words = raw if isinstance(raw, str) else ""
    words = words.encode("utf-8", "replace").decode()
    plain = pasted_text.INVISIBLE.sub("", words.replace("\0", ""))
    return plain.replace("\r\n", "\n").strip()


def _words(asked: Asked, raw: Raw) -> Answer:
    words = _text(raw)
    if len(words) > LONGEST.get(asked.answer_type, LONGEST[Asked.Answer.SHORT]):
        raise InvalidAnswer(TOO_LONG)
    return words or None


FOUR = 4  # The letters of a year.
MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def _date(asked: Asked, raw: Raw) -> Answer:
    words = _three(raw) if isinstance(raw, dict) else _text(raw)
    if not words:
        return None
    try:
        if typed := MONTH_FIRST.fullmatch(words):
            month, day, year = map(int, typed.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(words)
    except ValueError:
        raise InvalidAnswer(_("Write the date as month, day and year, like 11/03/2026.")) from None
    if found < EARLIEST:
        raise InvalidAnswer(_("Look at the year again: it is too long ago."))
    return found.isoformat()


def _three(raw: dict[str, str]) -> str:
    """A day typed as three numbers, as one word; empty for none. Raises InvalidAnswer."""
    typed = [_text(raw.get(name)) for name in DAY]
    if not any(typed):
        return ""
    if not all(typed):
        raise InvalidAnswer(_("Write all three: the month, the day and the year."))
    if not all(one.isdecimal() and len(one) <= FOUR for one in typed):
        raise InvalidAnswer(_("Write the month, the day and the year in numbers, like 11 3 1985."))
    month, day, year = map(int, typed)
    if not 1 <= month <= 12:
        raise InvalidAnswer(_("Look at the month again: it is a number from 1 to 12."))
    if len(typed[2]) < FOUR:
        raise InvalidAnswer(_("Write the year with four numbers, like 1985."))
    last = monthrange(max(year, 1), month)[1]
    if not 1 <= day <= last:
        raise InvalidAnswer(_("Look at the day again: that month has {last} days."), last=last)
    return f"{max(year, 1):04}-{month:02}-{day:02}"


def _money(asked: Asked, raw: Raw) -> Answer:
    """ "$1,250.50", "1250", and "1.250,50" as it is written elsewhere; kept as "1250.50"."""
    words = re.sub(r"[\s$]|USD|usd", "", _text(raw))
    if not words:
        return None
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d{1,2}", words) or re.fullmatch(r"\d+,\d{1,2}", words):
        words = words.replace(".", "").replace(",", ".")
    elif not re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{0,2})?", words):
        raise InvalidAnswer(NO_AMOUNT)
    try:
        amount = Decimal(words.replace(",", ""))
    except InvalidOperation:
        raise InvalidAnswer(NO_AMOUNT) from None
    if amount >= Decimal(10) ** 12:
        raise InvalidAnswer(NO_AMOUNT)
    return f"{amount:.2f}".removesuffix(".00")


def _values(asked: Asked) -> list[str]:
    if asked.answer_type == Asked.Answer.YES_NO:
        return ["yes", "no"]
    return [option["value"] for option in asked.options]


def _choice(asked: Asked, raw: Raw) -> Answer:
    chosen = _text(raw)
    if chosen and chosen not in _values(asked):
        raise InvalidAnswer(NOT_OFFERED)
    return chosen or None


def _choices(asked: Asked, raw: Raw) -> Answer:
    chosen = {raw} if isinstance(raw, str) else set(raw or [])
    chosen.discard("")
    if chosen - set(_values(asked)):
        raise InvalidAnswer(NOT_OFFERED)
    for option in asked.options:
        if option.get("alone") and option["value"] in chosen and len(chosen) > 1:
            raise _not_together(option)
    return [value for value in _values(asked) if value in chosen] or None


def _not_together(option: Option) -> InvalidAnswer:
    sentence = _("“{option}” does not go with the others. Choose it alone, or leave it out.")
    return InvalidAnswer(sentence, option=lazy(_named, str)(option))


def _named(option: Option) -> str:
    return label_of(option, languages.current()) or option["value"]


def _phone(asked: Asked, raw: Raw) -> Answer:
    words = _text(raw)
    if not words:
        return None
    digits = sum(letter.isdecimal() for letter in words)
    if digits < FEWEST_DIGITS or len(words) > 60:
        raise InvalidAnswer(_("Write the whole phone number, with its area code."))
    return pasted_text.phone(words)


# Of an address or a person, what is more than words.
CLEANED = {"phone": pasted_text.phone, "email": pasted_text.email}


def _parts(asked: Asked, raw: Raw) -> Answer:
    sent = raw if isinstance(raw, dict) else {}
    typed = {name: _text(sent.get(name)) for name in parts_of(asked)}
    parts = {name: CLEANED.get(name, str)(part) for name, part in typed.items()}
    if any(len(part) > LONGEST_PART for part in parts.values()):
        raise InvalidAnswer(TOO_LONG)
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
