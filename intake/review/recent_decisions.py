"""Decisions a member made not long ago, which stay within reach of undo."""

from datetime import datetime, timedelta

from django.utils import timezone

from casehug.models import Member
from intake.models import Upload
from intake.review import decisions
from intake.review.queue import SHOWN

# Decisions of one's own that stay within reach, and for how long.
WITHIN_REACH = 5
A_DAYS_WORK = timedelta(hours=8)
DECIDED = frozenset({Upload.State.APPROVED, Upload.State.RETURNED})


def _since() -> datetime:
    return timezone.now() - A_DAYS_WORK


def within_reach(member: Member) -> list[Upload]:
    rows = Upload.objects.decided_by(member.pk, _since()).exclude(scan=Upload.Scan.INFECTED)
    return list(rows.filter(item__removed_at=None).select_related(*SHOWN)[:WITHIN_REACH])


def is_own(row: Upload, member: Member) -> bool:
    return row.reviewed_by_id == member.pk and not decisions.why_not_undone(row)


def newest_first(rows: list[Upload]) -> list[Upload]:
    recent = [row for row in rows if row.state in DECIDED and _decided_at(row) >= _since()]
    return sorted(recent, key=lambda row: (_decided_at(row), row.pk), reverse=True)


def _decided_at(row: Upload) -> datetime:
    return row.reviewed_at or row.uploaded_at


def former_return(here: Upload | None) -> Upload | None:
    """What was returned before this was sent in its stead."""
    if here is None or here.state != Upload.State.UPLOADED:
        return None
    returned = here.item.uploads.filter(state=Upload.State.RETURNED)
    return returned_before(here, list(returned.select_related("reviewed_by__user")))


def returned_before(here: Upload | None, rows: list[Upload]) -> Upload | None:
    if here is None or here.state != Upload.State.UPLOADED:
        return None
    former = [
        row
        for row in rows
        if row.item_id == here.item_id
        and row.state == Upload.State.RETURNED
        and _decided_at(row) < here.uploaded_at
    ]
    return max(former, key=_decided_at, default=None)
