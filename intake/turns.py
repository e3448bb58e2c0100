"""Whose turn it is: the dashboard's two lists, and what other pages say of the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.urls import reverse
from django.utils import timezone

from casehug.clockwords import ago
from casehug.together import together
from intake.domain import reaching, undecided
from intake.domain.undecided import WITH_CLIENT
from intake.models import Intake, Item, PortalLink, Upload
from matters.models import Matter

MOST = 6
SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """why: what it is stuck on; empty while it only waits."""

    title: str
    url: str
    words: str
    why: str = ""


def turns() -> dict[str, Any]:
    """The first of those that wait for the firm, and for the client; one query."""
    in_all = Window(Count("pk"))
    found = together(
        firm=_titled(undecided.to_review()).annotate(in_all=in_all)[:MOST],
        client=_with_client().annotate(in_all=in_all)[:MOST],
    )
    firm, client = found["firm"], found["client"]
    return {
        "to_review": [_review_row(intake) for intake in firm],
        "to_review_count": firm[0].in_all if firm else 0,
        "waiting": [_waiting_row(intake) for intake in client],
        "waiting_count": client[0].in_all if client else 0,
        "stuck_count": client[0].stuck_in_all if client else 0,
    }


def without_files() -> list[Waiting]:
    """The first intakes that wait for the firm though no file shows it; one query."""
    found = _titled(undecided.to_review().filter(files=0))
    return [_review_row(intake) for intake in found[:MOST]]


def _titled(intakes: QuerySet[Intake]) -> QuerySet[Intake]:
    return intakes.annotate(title=F("matter__title"))


def _moment(told: datetime | str) -> datetime:
    """What comes together comes as JSON."""
    return datetime.fromisoformat(told) if isinstance(told, str) else told


# --- To review -----------------------------------------------------------------------------------


def _review_row(intake: Any) -> Waiting:
    url = reverse("intake:review-matter", args=[intake.matter_id])
    return Waiting(intake.title, url, _what_to_review(intake))


def _what_to_review(intake: Any) -> str:
    since = ago(_moment(intake.since))
    if intake.files:
        return f"{intake.files} upload{'' if intake.files == 1 else 's'}, the first {since}"
    return f"Sent {since}, {intake.to_come} still to come" if intake.to_come else "Ready to approve"


# --- Waiting for the client ----------------------------------------------------------------------


def with_client() -> QuerySet[Intake]:
    """Intakes that are the client's turn."""
    theirs = Intake.objects.filter(status__in=WITH_CLIENT)
    return theirs.exclude(matter__status=Matter.Status.CLOSED).exclude(
        pk__in=undecided.without_files().values("pk")
    )


def _with_client() -> QuerySet:
    """Those stuck first, then the longest silence."""
    live = PortalLink.objects.live().filter(intake=OuterRef("pk"))
    items = Item.objects.filter(intake=OuterRef("pk"), removed_at=None)
    files = Upload.objects.awaiting_review().filter(item__intake=OuterRef("pk"))
    intakes = _titled(with_client().with_last_sign()).annotate(
        first_name=F("matter__client__first_name"),
        is_live=Exists(live),
        asks_help=Exists(items.filter(excuse=Item.Excuse.NEED_HELP)),
        ways=Subquery(reaching.unsafe().values("answer")[:1]),
        is_unsafe=Exists(reaching.unsafe()),
        is_silent=Q(since__lt=timezone.now() - SILENT_AFTER) & ~Exists(files),
    )
    stuck = Q(is_live=False) | Q(asks_help=True) | Q(is_unsafe=True) | Q(is_silent=True)
    order = F("asks_help").desc(), F("is_unsafe").desc(), "is_live", F("is_silent").desc()
    return intakes.annotate(stuck_in_all=Window(Count("pk", filter=stuck))).order_by(
        *order, "since", "pk"
    )


def _waiting_row(intake: Any) -> Waiting:
    url = reverse("matters:matter", args=[intake.matter_id])
    return Waiting(intake.title, url, _last_sign(intake), _why_stuck(intake))


def _last_sign(intake: Any) -> str:
    since = _moment(intake.since)
    if since == intake.active_at:
        return f"Client last seen {ago(since)}"
    if since == intake.asked_again_at:
        return f"Asked again {ago(since)}"
    begun = "" if intake.active_at else "Not begun, "
    return f"{begun}sent {ago(since)}".capitalize() if begun else f"Sent {ago(since)}"


def _why_stuck(intake: Any) -> str:
    if intake.asks_help:
        return "Asks for help"
    if intake.is_unsafe:
        return reaching.words(reaching.of(intake.ways), intake.first_name or "")
    if not intake.is_live:
        return "No working link"
    return "Silent" if intake.is_silent else ""
