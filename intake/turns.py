"""Whose turn it is: the dashboard's two lists, and what other pages say of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.urls import reverse
from django.utils import timezone

from casehug.clockwords import ago
from casehug.requests import FirmRequest
from casehug.together import together
from intake.domain import reaching, undecided
from intake.domain.undecided import WITH_CLIENT
from intake.models import Intake, Item, PortalLink, Upload
from intake.models.asking import IntakeQuerySet
from matters.models import Matter
from matters.rows import Badge

MOST = 6
SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """why: what it is stuck on; nothing while it only waits."""

    title: str
    url: str
    words: str
    why: Sequence[str] = ()


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
        "to_review_more": _more(firm, "review"),
        "waiting": [_waiting_row(intake) for intake in client],
        "waiting_more": _more(client, "client"),
        "waiting_count": client[0].in_all if client else 0,
        "stuck_count": client[0].stuck_in_all if client else 0,
    }


def _more(shown: list[Any], stage: str) -> dict[str, Any] | None:
    """Where the rest is, if there is any."""
    if not shown or shown[0].in_all <= MOST:
        return None
    url = f"{reverse('matters:list')}?{urlencode({'intake': stage})}"
    return {"url": url, "words": f"See all {shown[0].in_all}"}


def without_files() -> list[Waiting]:
    """The first intakes that wait for the firm though no file shows it; one query."""
    found = _titled(undecided.to_review().filter(files=0))
    return [_review_row(intake) for intake in found[:MOST]]


def _titled(intakes: QuerySet) -> QuerySet:
    return intakes.annotate(title=F("matter__title"))


def _moment(told: datetime | str) -> datetime:
    """What comes together comes as JSON."""
    return datetime.fromisoformat(told) if isinstance(told, str) else told


# --- On the list of matters ----------------------------------------------------------------------

STAGES = [
    ("review", "To review"),
    ("client", "Waiting for the client"),
    ("approved", "Intake approved"),
]


KINDS = {"review": "attention", "client": "waiting", "approved": "good"}


def stage_badge(request: FirmRequest) -> dict[str, Any]:
    """How far a matter's intake is, in the words of the filter."""
    files = Upload.objects.awaiting_review().filter(item__intake__matter=OuterRef("pk"))
    others = undecided.without_files().filter(matter=OuterRef("pk"))
    status = Intake.objects.filter(matter=OuterRef("pk")).values("status")[:1]
    stage = Case(
        When(Exists(files) | Exists(others), then=Value("review")),
        default=Subquery(status),
        output_field=CharField(),
    )
    return {"badge": Badge("intake_stage", stage, _stage)}


def _stage(found: str | None) -> tuple[str, str] | None:
    stage = "client" if found in WITH_CLIENT else found
    words = dict(STAGES).get(stage or "")
    return (KINDS[stage], words) if stage and words else None


def stage_filter(request: FirmRequest) -> dict[str, Any]:
    return {"name": "intake", "label": "Every intake", "choices": STAGES, "narrow": _at_stage}


def _at_stage(matters: QuerySet[Matter], stage: str) -> QuerySet[Matter]:
    if stage == "approved":
        return matters.filter(intake__status=Intake.Status.APPROVED)
    found = with_client() if stage == "client" else undecided.to_review()
    return matters.filter(pk__in=found.order_by().values("matter_id"))


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


def with_client() -> IntakeQuerySet:
    """Intakes that are the client's turn, each with `since`, its last sign."""
    theirs = Intake.objects.with_last_sign().filter(status__in=WITH_CLIENT)
    return theirs.exclude(matter__status=Matter.Status.CLOSED).exclude(
        pk__in=undecided.without_files().values("pk")
    )


def _with_client() -> QuerySet:
    """Those stuck first, then the longest silence."""
    live = PortalLink.objects.live().filter(intake=OuterRef("pk"))
    items = Item.objects.filter(intake=OuterRef("pk"), removed_at=None)
    files = Upload.objects.awaiting_review().filter(item__intake=OuterRef("pk"))
    intakes = _titled(with_client()).annotate(
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
    return f"Sent {ago(since)}" if intake.active_at else f"Not begun, sent {ago(since)}"


def _why_stuck(intake: Any) -> list[str]:
    reasons = ["Asks for help"] if intake.asks_help else []
    if intake.is_unsafe:
        reasons.append(reaching.words(reaching.of(intake.ways), intake.first_name or ""))
    if not intake.is_live:
        reasons.append("No working link")
    return reasons or (["Silent"] if intake.is_silent else [])
