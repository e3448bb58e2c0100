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
    changes = _status_changes(matter, firm)
    latest, made = dict(changes), _day(matter.created_at, firm)
    found = {SET_ON[matter.status]: latest.get(matter.status, made)}
    if matter.status != Matter.Status.PENDING:
        found["open_date"] = _opened(made, changes)
    return {name: day.isoformat() for name, day in found.items()}


def _status_changes(matter: Matter, firm: Firm) -> list[tuple[str, date]]:
    """Each status it was given after it was made, and on which day; the oldest first."""
    entries = AuditEntry.objects.filter(
        subject_type=Matter._meta.label_lower, subject_id=str(matter.pk), detail__has_key="status"
    )
    return [(e.detail["status"], _given_on(e, firm)) for e in entries.order_by("at", "id")]


def _given_on(entry: AuditEntry, firm: Firm) -> date:
    """In Clio, perhaps, and some days before it was known here."""
    if told := entry.detail.get("on"):
        return date.fromisoformat(told)
    return _day(entry.at, firm)


def _opened(made: date, changes: list[tuple[str, date]]) -> date:
    """Made as pending, it opened when it was first set so; else it was open from the first day."""
    was_pending = bool(changes) and changes[0][0] == Matter.Status.OPEN
    return changes[0][1] if was_pending else made


def _day(at: datetime, firm: Firm) -> date:
    return at.astimezone(ZoneInfo(firm.time_zone)).date()
