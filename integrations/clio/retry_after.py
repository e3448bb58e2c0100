"""Retry-After (RFC 9110, 10.2.3): seconds or a date, from servers that write neither well."""

import math
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST, USUAL, LONGEST = 0.05, 60.0, 300.0


def retry_after(value: str) -> timedelta:
    """What the header asks for, within reason; a minute where it says nothing."""
    seconds = _seconds(value)
    if math.isnan(seconds):
        seconds = USUAL
    return timedelta(seconds=min(max(seconds, SHORTEST), LONGEST))


def _seconds(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        pass
    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan
    return (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
