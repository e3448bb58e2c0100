"""What waits for whom, how long intakes take, and the first steps of a new firm."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from casehug import slots
from casehug.clockwords import ago
from casehug.models import Firm, Invitation, Member
from casehug.requests import FirmRequest
from casehug.tenancy import current_firm_id
from intake.chart import Chart, months_of
from intake.domain import waiting
from intake.models import Intake, Item, PortalLink, Upload
from matters.models import Matter

MOST = 6
SILENT_AFTER = timedelta(days=14)
NEW_FOR = timedelta(days=30)
CHART_KEPT = 600
WITH_CLIENT = (Intake.Status.SENT, Intake.Status.IN_PROGRESS, Intake.Status.RETURNED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """why: what it is stuck on; empty while it only waits."""

    title: str
    url: str
    words: str
    why: str = ""


def intake_work(request: FirmRequest) -> dict[str, Any]:
    """Two queries; the chart is drawn anew every ten minutes."""
    to_review, with_client = list(_to_review()[:MOST]), list(_with_client()[:MOST])
    return {
        "to_review": [_review_row(row) for row in to_review],
        "uploads": to_review[0]["uploads_in_all"] if to_review else 0,
        "review_url": reverse("intake:review"),
        "waiting": [_waiting_row(intake) for intake in with_client],
        "waiting_count": with_client[0].in_all if with_client else 0,
        "stuck_count": with_client[0].stuck_in_all if with_client else 0,
        "chart": _chart(),
        "figures": slots.gathered("dashboard.figures", request),
    }


def review_figure(request: FirmRequest) -> dict[str, str] | None:
    """For the top bar of every page."""
    if not (count := waiting.to_review()):
        return None
    return {
        "url": reverse("intake:review"),
        "figure": f"{waiting.MOST}+" if count > waiting.MOST else str(count),
        "told": "upload to review" if count == 1 else "uploads to review",
    }


class CountInAll(Func):
    """Over all groups, beside each: what Django's own aggregates cannot be nested for."""

    template = "SUM(COUNT(*)) OVER ()"
    contains_aggregate = True
    output_field = IntegerField()


# --- To review -----------------------------------------------------------------------------------


def _to_review() -> QuerySet:
    """Matters with uploads nobody looked at, the longest wait first."""
    return (
        Upload.objects.awaiting_review()
        .values(matter=F("item__intake__matter_id"), title=F("item__intake__matter__title"))
        .annotate(count=Count("pk"), since=Min("uploaded_at"))
        .annotate(uploads_in_all=CountInAll())
        .order_by("since", "matter")
    )


def _review_row(row: dict[str, Any]) -> Waiting:
    count = row["count"]
    return Waiting(
        row["title"],
        reverse("intake:review-matter", args=[row["matter"]]),
        f"{count} upload{'' if count == 1 else 's'}, the first {ago(row['since'])}",
    )


# --- Waiting for the client ----------------------------------------------------------------------


def _with_client() -> QuerySet:
    """Intakes that are the client's turn, those stuck first, then the longest silence."""
    live = PortalLink.objects.live().filter(intake=OuterRef("pk"))
    help_asked = Item.objects.filter(
        intake=OuterRef("pk"), excuse=Item.Excuse.NEED_HELP, removed_at=None
    )
    since = Coalesce(Greatest("sent_at", "active_at"), "created_at")
    intakes = (
        Intake.objects.filter(status__in=WITH_CLIENT)
        .exclude(matter__status=Matter.Status.CLOSED)
        .annotate(since=since, is_live=Exists(live), asks_help=Exists(help_asked))
    )
    stuck = Q(is_live=False) | Q(asks_help=True) | Q(since__lt=timezone.now() - SILENT_AFTER)
    return (
        intakes.annotate(in_all=Window(Count("pk")), stuck_in_all=Window(Count("pk", filter=stuck)))
        .select_related("matter")
        .order_by(F("asks_help").desc(), "is_live", "since", "pk")
    )


def _waiting_row(intake: Any) -> Waiting:
    last = "Client last seen" if intake.active_at else "Not begun, sent"
    words = f"{last} {ago(intake.since)}"
    return Waiting(intake.matter.title, intake.matter.get_absolute_url(), words, _why_stuck(intake))


def _why_stuck(intake: Any) -> str:
    if intake.asks_help:
        return "Asks for help"
    if not intake.is_live:
        return "No working link"
    return "Silent" if intake.since < timezone.now() - SILENT_AFTER else ""


# --- How long it takes ---------------------------------------------------------------------------


def _chart() -> Chart | None:
    """Of the last six months; None until something was approved."""
    key = f"intake-durations:{current_firm_id()}"
    spans = cache.get(key)
    if spans is None:
        spans = _spans(timezone.now())
        cache.set(key, spans, CHART_KEPT)
    return Chart(months_of(spans, timezone.now())) if spans else None


def _spans(now: datetime) -> list[tuple[datetime, datetime]]:
    done = Intake.objects.filter(
        sent_at__isnull=False, approved_at__gt=now - timedelta(days=190), approved_at__lte=now
    )
    rows = done.order_by("approved_at").values_list("sent_at", "approved_at")[:2000]
    return [(sent, approved) for sent, approved in rows if sent and approved]


# --- First steps ---------------------------------------------------------------------------------


def first_steps(request: FirmRequest) -> dict[str, Any] | None:
    """For the admins of a firm of this month, until every step is taken; one query.

    Other rooms add theirs; `done` is an expression that says whether it was taken.
    """
    if not request.member.is_admin or request.firm.founded_at < timezone.now() - NEW_FOR:
        return None
    steps = slots.gathered("dashboard.first_step", request) + _own_steps()
    taken = (ExpressionWrapper(step["done"], BooleanField()) for step in steps)
    found = Firm.objects.filter(pk=request.firm.pk).values_list(*taken)
    steps = [step | {"done": done} for step, done in zip(steps, found.get(), strict=True)]
    return {"steps": steps} if not all(step["done"] for step in steps) else None


def _own_steps() -> list[dict[str, Any]]:
    colleagues = Member.objects.working().exclude(user__is_active=False)[1:2]
    default = Firm._meta.get_field("colour").default
    return [
        {
            "name": "Invite your team",
            "words": "They get a link by e-mail, and choose their own password.",
            "done": Exists(colleagues) | Exists(Invitation.objects.all()),
            "url": reverse("settings-team"),
        },
        {
            "name": "Show your colours",
            "words": "Your logo and your colour, on every page a client sees.",
            "done": ~Q(logo="") | ~Q(colour=default),
            "url": reverse("intake:branding"),
        },
        {
            "name": "Create the first matter",
            "words": "Its intake and its private link come with it.",
            "done": Exists(Matter.objects.all()),
            "url": reverse("matters:new"),
        },
    ]
