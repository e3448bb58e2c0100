"""Moments and sizes in plain words, made without the machinery of localisation: a list of
fifty rows costs microseconds. Of the clock that is active: on every page that of the firm."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUTE, HOUR = 60, 3600
THOUSAND = 1000
DECIMAL_BELOW = 10


def day(moment: date) -> str:
    """3 Nov 2026"""
    there = _here(moment) if isinstance(moment, datetime) else moment
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}"


def clock(moment: datetime) -> str:
    """10:42"""
    there = _here(moment)
    return f"{there.hour:02}:{there.minute:02}"


def exact(moment: datetime) -> str:
    """3 Nov 2026, 10:42"""
    return f"{day(moment)}, {clock(moment)}"


def short(moment: datetime) -> str:
    """10:42 on the same day, else 3 Nov 2026, 10:42"""
    is_today = _here(moment).date() == _here(datetime.now(UTC)).date()
    return clock(moment) if is_today else exact(moment)


def ago(moment: date) -> str:
    """just now · 2 min ago · in 5 min · today 10:42 · yesterday 10:42 · 3 Nov 2026"""
    if not isinstance(moment, datetime):
        return day(moment)
    seconds = (datetime.now(UTC) - moment).total_seconds()
    if abs(seconds) < MINUTE:
        return "just now" if seconds >= 0 else "in a moment"
    if abs(seconds) < HOUR:
        minutes = int(abs(seconds) // MINUTE)
        return f"{minutes} min ago" if seconds > 0 else f"in {minutes} min"
    return _by_day(moment)


def _by_day(moment: datetime) -> str:
    today = _here(datetime.now(UTC)).date()
    names = {
        today: "today",
        today - timedelta(days=1): "yesterday",
        today + timedelta(days=1): "tomorrow",
    }
    name = names.get(_here(moment).date())
    return f"{name} {clock(moment)}" if name else day(moment)


def _here(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def lasted(seconds: float) -> str:
    """0.4 s · 6 s · 2 min 5 s"""
    if seconds < 1:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def file_size(size: float) -> str:
    """312 bytes · 48 KB · 1.4 MB: thousands, as the desktop shows them."""
    if size < THOUSAND:
        return f"{size} byte" if size == 1 else f"{size} bytes"
    units = iter(("KB", "MB", "GB"))
    unit, size = next(units), size / THOUSAND
    while round(size) >= THOUSAND and (larger := next(units, "")):
        unit, size = larger, size / THOUSAND
    digits = 1 if unit != "KB" and size < DECIMAL_BELOW else 0
    return f"{size:.{digits}f} {unit}"
