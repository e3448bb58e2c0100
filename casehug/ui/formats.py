"""Formats of the active language and time zone: dates, moments, durations, sizes and lists in words.

Those that stand in lists are made without Django's localisation: fifty rows cost microseconds. The
clock is the active one, on every page that of the firm.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

MONTHS = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)
MINUTE, HOUR = 60, 3600
NOON = 12
THOUSAND = 1000
DECIMAL_BELOW = 10


class Words(NamedTuple):
    """Of one language, looked up once."""

    months: tuple[str, ...]
    day: str
    exact: str
    today: str
    yesterday: str
    tomorrow: str
    seconds: str
    minutes: str
    sizes: tuple[str, ...]
    point: str
    has_halves: bool
    """Whether a day is two times twelve hours there."""


def _words() -> Words:
    return _words_of(get_language())


@cache
def _words_of(_language: str | None) -> Words:
    """`_language` is the active one."""
    return Words(
        months=tuple(str(month) for month in MONTHS),
        # Translators: a day in a list: Nov 3, 2026
        day=_("{month} {day}, {year}"),
        # Translators: a moment: Nov 3, 2026, 10:42 AM
        exact=_("{day}, {clock}"),
        today=_("today {clock}"),
        yesterday=_("yesterday {clock}"),
        tomorrow=_("tomorrow {clock}"),
        seconds=_("{seconds} s"),
        minutes=_("{minutes} min {seconds} s"),
        sizes=(_("{size} KB"), _("{size} MB"), _("{size} GB")),
        point=get_format("DECIMAL_SEPARATOR"),
        has_halves="A" in get_format("TIME_FORMAT"),
    )


def month(number: int) -> str:
    """Nov, of 11"""
    return _words().months[number - 1]


def day(moment: date) -> str:
    """Nov 3, 2026"""
    there = _here(moment) if isinstance(moment, datetime) else moment
    words = _words()
    return words.day.format(day=there.day, month=words.months[there.month - 1], year=there.year)


def clock(moment: datetime) -> str:
    """2:15 PM, where the language counts so; else 14:15"""
    there = _here(moment)
    if not _words().has_halves:
        return f"{there.hour:02}:{there.minute:02}"
    half = "AM" if there.hour < NOON else "PM"
    return f"{there.hour % NOON or NOON}:{there.minute:02} {half}"


def exact(moment: datetime) -> str:
    """Nov 3, 2026, 10:42 AM"""
    return _words().exact.format(day=day(moment), clock=clock(moment))


def short(moment: datetime) -> str:
    """10:42 AM on the same day, else Nov 3, 2026, 10:42 AM"""
    is_today = _here(moment).date() == _here(datetime.now(UTC)).date()
    return clock(moment) if is_today else exact(moment)


def ago(moment: date) -> str:
    """just now · 2 min ago · in 5 min · today 10:42 AM · yesterday 10:42 AM · Nov 3, 2026"""
    if not isinstance(moment, datetime):
        return day(moment)
    seconds = (datetime.now(UTC) - moment).total_seconds()
    if abs(seconds) < MINUTE:
        return _("just now") if seconds >= 0 else _("in a moment")
    if abs(seconds) < HOUR:
        return _by_minutes(int(abs(seconds) // MINUTE), is_past=seconds > 0)
    return _by_day(moment)


def _by_minutes(count: int, *, is_past: bool) -> str:
    if is_past:
        return ngettext("{count} min ago", "{count} min ago", count).format(count=count)
    return ngettext("in {count} min", "in {count} min", count).format(count=count)


def _by_day(moment: datetime) -> str:
    words = _words()
    today = _here(datetime.now(UTC)).date()
    named = {
        today: words.today,
        today - timedelta(days=1): words.yesterday,
        today + timedelta(days=1): words.tomorrow,
    }.get(_here(moment).date())
    return named.format(clock=clock(moment)) if named else day(moment)


def _here(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def lasted(seconds: float) -> str:
    """0.4 s · 6 s · 2 min 5 s"""
    words = _words()
    if seconds < 1:
        return words.seconds.format(seconds=decimal(seconds, 1))
    minutes, rest = divmod(round(seconds), MINUTE)
    form = words.minutes if minutes else words.seconds
    return form.format(minutes=minutes, seconds=rest)


def grouped(number: int) -> str:
    """12, 650,000"""
    return number_format(number, force_grouping=True)


def file_size(size: float) -> str:
    """312 bytes · 48 KB · 1.4 MB: thousands, as the desktop shows them."""
    if size < THOUSAND:
        return ngettext("{size} byte", "{size} bytes", int(size)).format(size=size)
    words = _words()
    place, size = 0, size / THOUSAND
    while round(size) >= THOUSAND and place < len(words.sizes) - 1:
        place, size = place + 1, size / THOUSAND
    digits = 1 if place and size < DECIMAL_BELOW else 0
    return words.sizes[place].format(size=decimal(size, digits))


def decimal(number: float, digits: int) -> str:
    """1.4"""
    return f"{number:.{digits}f}".replace(".", _words().point)


def long_date(day: date) -> str:
    """November 3, 2026 · 3 de noviembre de 2026"""
    # Translators: Django's date format; what is not a format letter is escaped: j \d\e F \d\e Y
    return date_format(day, pgettext("date format", "F j, Y"))


def listed(things: Iterable[str]) -> str:
    """title, state and county"""
    *others, last = things
    if not others:
        return last
    # Translators: the end of a list: "title, state and county"
    return pgettext("list", "{others} and {last}").format(others=", ".join(others), last=last)
