"""Next move: whose it is, kept on the intake's row so that no list has to look at every other
intake.

All that follows from files, items, answers, links, dates and the matter is worked out here and nowhere
else. What only time changes is kept as the moment it changes: nothing has to come by for it to be true.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from casehug.tenancy.scope import current_firm_id
from intake.models import Intake, Item, PortalLink, Upload
from intake.progress import contact_safety, outstanding, review_count
from matters.models import Matter

SILENT_AFTER = timedelta(days=14)
AT_IT = timedelta(hours=1)
"""A client who has not sent anything yet is left in peace while they write."""
PEACE = timedelta(hours=12)
"""Nobody is reminded so soon after a sign of life."""
FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""Until somebody does something."""


@transaction.atomic
def mark(intake_id: int) -> None:
    """Call after every change to what the marks follow from, in its transaction.

    The row is locked first: whoever comes last sees what all others have done.
    """
    rows = Intake.objects.filter(pk=intake_id)
    if rows.select_for_update(no_key=True).values_list("pk"):
        for intake in _facts(current_firm_id()).filter(pk=intake_id):
            wanted = _marks(intake)
            if any(getattr(intake, name) != value for name, value in wanted.items()):
                rows.update(**wanted)
    review_count.changed()


def mark_of(matter: Matter) -> None:
    for intake_id in Intake.objects.filter(matter=matter).values_list("pk", flat=True):
        mark(intake_id)


@lru_cache(maxsize=64)
def _facts(_firm_id: UUID) -> QuerySet[Any]:
    """Of the firm in scope. Putting the question together takes longer than its answer: once will do."""
    return _with_facts(Intake.objects.all())


def _with_facts(rows: QuerySet[Intake]) -> QuerySet[Any]:
    items = Item.objects.filter(intake=OuterRef("pk"), removed_at=None)
    files = Upload.objects.awaiting_review().filter(item__intake=OuterRef("pk"))
    links = PortalLink.objects.filter(intake=OuterRef("pk"), revoked_at=None)
    return rows.annotate(
        began=F("matter__created_at"),
        matter_status=F("matter__status"),
        first_file=Subquery(files.order_by("uploaded_at").values("uploaded_at")[:1]),
        is_wanting=Exists(outstanding.outstanding()),
        requires=Exists(items.filter(required=True)),
        asks_help=Exists(items.filter(excuse=Item.Excuse.NEED_HELP)),
        is_unsafe=Exists(contact_safety.unsafe()),
        link_until=Subquery(links.values("expires_at")[:1]),
    )


def _marks(intake: Any) -> dict[str, Any]:
    theirs = intake.status in outstanding.WITH_CLIENT and not _is_closed(intake)
    ready = _ready_from(intake) if theirs else None
    until = None
    if theirs:
        # What hangs on the clock alone is theirs until it is ours; what was sent never is.
        until = FOR_GOOD if ready is None else ready if _may_go_on(intake) else None
    return {
        "matter_created_at": intake.began,
        "has_files": intake.first_file is not None,
        "awaiting_firm_since": intake.first_file or ready or _submitted(intake),
        "awaiting_client_until": until,
        **(_stuck(intake) if until else {"urgency": 0, "stuck_from": None}),
        "remind_from": _remind_from(intake),
    }


def _is_closed(intake: Any) -> bool:
    return intake.matter_status == Matter.Status.CLOSED


def _submitted(intake: Any) -> datetime | None:
    if intake.status != Intake.Status.SUBMITTED or _is_closed(intake):
        return None
    return intake.submitted_at or intake.active_at or intake.created_at


def _ready_from(intake: Any) -> datetime | None:
    """From when nothing of a client's is outstanding, though they may not have pressed Send."""
    if intake.first_file or intake.is_wanting:
        return None
    if intake.submitted_at:
        return intake.submitted_at
    if not intake.requires:
        return None
    return intake.active_at + AT_IT if _may_go_on(intake) else intake.created_at


def _may_go_on(intake: Any) -> bool:
    """They were here, and have not sent anything yet."""
    return intake.active_at is not None and intake.submitted_at is None


def _stuck(intake: Any) -> dict[str, Any]:
    """urgency: who asks for help, then whom no email may reach, then who has no link at all."""
    urgency = 4 * intake.asks_help + 2 * intake.is_unsafe + (intake.link_until is None)
    if urgency:
        return {"urgency": urgency, "stuck_from": intake.last_sign}
    silent = intake.last_sign + SILENT_AFTER
    shut = intake.link_until
    return {"urgency": 0, "stuck_from": shut if intake.first_file else min(silent, shut)}


def _remind_from(intake: Any) -> datetime | None:
    """When the reminders have to look at it next; they write down themselves when to look again."""
    may_be = intake.status in Intake.REMINDED and intake.sent_at and not intake.unsubscribed_at
    if not may_be or _is_closed(intake):
        return None
    signs = [intake.sent_at, intake.active_at, intake.reminded_at]
    return max(sign for sign in signs if sign) + PEACE
