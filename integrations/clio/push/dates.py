"""Matter dates: the days a matter was opened, set to pending and closed, as they were here.

Without them Clio writes the day of the sync, which for an older matter is not true.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from casehug.models import AuditEntry, Firm
from matters.models import Matter

SET_ON = {"open": "open_date", "pending": "pending_date", "closed": "close_date"}


def matter_dates(matter: Matter, firm: Firm) -> dict[str, str]:
    """Clio's date fields for the status the matter has now, in days of the firm's own time."""
    changes = _status_changes(matter)
    latest = dict(changes)
    found = {SET_ON[matter.status]: latest.get(matter.status, matter.created_at)}
    if matter.status != Matter.Status.PENDING:
        found["open_date"] = _opened(matter, changes)
    return {name: _day(at, firm).isoformat() for name, at in found.items()}


def _status_changes(matter: Matter) -> list[tuple[str, datetime]]:
    """Each status it was given after it was made, and when; the oldest first."""
    entries = AuditEntry.objects.filter(
        subject_type=Matter._meta.label_lower, subject_id=str(matter.pk), detail__has_key="status"
    )
    return [(e.detail["status"], e.at) for e in entries.order_by("at", "id")]


def _opened(matter: Matter, changes: list[tuple[str, datetime]]) -> datetime:
    """Made as pending, it opened when it was first set so; else it was open from the first day."""
    was_pending = bool(changes) and changes[0][0] == Matter.Status.OPEN
    return changes[0][1] if was_pending else matter.created_at


def _day(at: datetime, firm: Firm) -> date:
    return at.astimezone(ZoneInfo(firm.time_zone)).date()
