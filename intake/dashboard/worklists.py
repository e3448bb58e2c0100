"""Worklists: what waits for the firm and for the client, and what other pages say of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, npgettext
from django.utils.translation import gettext_lazy as _

from casehug.tenancy.scope import current_firm_id
from casehug.ui.formats import ago
from casehug.web.batched_queries import batched, up_to
from casehug.web.requests import FirmRequest
from intake.models import Intake, Item, PortalLink
from intake.models.intake import IntakeQuerySet
from intake.progress import contact_safety, outstanding
from intake.progress.next_move import SILENT_AFTER
from intake.progress.outstanding import WITH_CLIENT
from matters.models import Matter
from matters.presenter import Badge, figure

MOST = 6
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """why: what it is stuck on; nothing while it only waits."""

    title: str
    url: str
    words: str
    why: Sequence[str] = ()


def turns() -> dict[str, Any]:
    """The first of those that wait for the firm, for the client, and of those that stand still; each
    the oldest first; one query."""
    for_firm, for_client = Intake.objects.for_the_firm(), Intake.objects.going_on()
    stuck_ones = Intake.objects.stuck()
    found = batched(
        firm=_to_review(for_firm).annotate(in_all=up_to(MOST_COUNTED, for_firm)),
        client=_with_client(for_client).annotate(in_all=up_to(MOST_COUNTED, for_client)),
        stuck=_with_client(stuck_ones).annotate(in_all=up_to(MOST_COUNTED, stuck_ones)),
    )
    firm, client, stuck = found["firm"], found["client"], found["stuck"]
    in_all = client[0].in_all if client else 0
    return {
        "to_review": [_review_row(intake) for intake in firm],
        "to_review_more": _more(firm, "review"),
        "waiting": [_waiting_row(intake) for intake in client],
        "waiting_more": _more(client, "client"),
        "waiting_count": in_all and figure(in_all, MOST_COUNTED),
        "waiting_noun": npgettext("figure", "matter", "matters", in_all),
        "stuck": [_waiting_row(intake) for intake in stuck],
        "stuck_more": _more(stuck, "client"),
    }


def _more(shown: list[Any], stage: str) -> dict[str, Any] | None:
    """Where the rest is, if there is any."""
    if not shown or shown[0].in_all <= MOST:
        return None
    url = f"{reverse('matters:list')}?{urlencode({'intake': stage})}"
    count = figure(shown[0].in_all, MOST_COUNTED)
    return {"url": url, "words": gettext("See all {count}").format(count=count)}


def without_files() -> list[Waiting]:
    """The first intakes that wait for the firm though no file shows it; one query."""
    return [_review_row(intake) for intake in _to_review(outstanding.without_files())]


def _first(intakes: QuerySet, *order: str) -> IntakeQuerySet:
    """Chosen before anything is looked up beside them, or PostgreSQL would look it up for all."""
    chosen = intakes.order_by(*order).values("pk")[:MOST]
    rows = Intake.objects.filter(pk__in=chosen).order_by(*order)
    return rows.annotate(title=F("matter__title"))


def _moment(told: datetime | str) -> datetime:
    """What comes together comes as JSON."""
    return datetime.fromisoformat(told) if isinstance(told, str) else told


# --- On the list of matters ----------------------------------------------------------------------

STAGES = [
    ("review", _("To review")),
    ("client", _("Waiting for the client")),
    ("approved", _("Intake approved")),
]


KINDS = {"review": "attention", "client": "waiting", "approved": "good"}


def stage_badge(request: FirmRequest) -> dict[str, Any]:
    """How far a matter's intake is, in the words of the filter."""
    intakes = Intake.objects.filter(matter=OuterRef("pk"))
    stage = Case(
        When(awaiting_firm_since__lte=timezone.now(), then=Value("review")),
        default="status",
        output_field=CharField(),
    )
    told = Subquery(intakes.values(stage=stage)[:1])
    return {"badge": Badge("intake_stage", told, _stage)}


def _stage(found: str | None) -> tuple[str, str] | None:
    stage = "client" if found in WITH_CLIENT else found
    words = dict(STAGES).get(stage or "")
    return (KINDS[stage], str(words)) if stage and words else None


def stage_filter(request: FirmRequest) -> dict[str, Any]:
    return {
        "name": "intake",
        "label": _("Every intake"),
        "choices": STAGES,
        "narrow": _at_stage,
        "along": ("intake__matter_created_at", "intake__matter_id"),
    }


def _at_stage(matters: QuerySet[Matter], stage: str) -> QuerySet[Matter]:
    now = timezone.now()
    found: dict[str, dict[str, object]] = {
        "review": {"intake__awaiting_firm_since__lte": now},
        "client": {"intake__awaiting_client_until__gt": now},
        "approved": {"intake__status": Intake.Status.APPROVED},
    }
    # The firm is said once more because a join asks for it only in a policy, which no index begins with.
    return matters.filter(intake__firm=current_firm_id(), **found[stage])


# --- To review -----------------------------------------------------------------------------------


def _to_review(intakes: QuerySet) -> QuerySet:
    """The longest wait first."""
    return outstanding.told(_first(intakes, "awaiting_firm_since", "pk"))


def _review_row(intake: Any) -> Waiting:
    url = reverse("intake:review-matter", args=[intake.matter_id])
    return Waiting(intake.title, url, _what_to_review(intake))


def _what_to_review(intake: Any) -> str:
    since = ago(_moment(intake.since))
    if intake.files:
        words = ngettext(
            "{count} upload, the first {since}", "{count} uploads, the first {since}", intake.files
        )
        return words.format(count=intake.files, since=since)
    if not intake.to_come:
        return gettext("Ready to approve")
    words = ngettext(
        "Sent {since}, {count} still to come", "Sent {since}, {count} still to come", intake.to_come
    )
    return words.format(since=since, count=intake.to_come)


# --- Waiting for the client ----------------------------------------------------------------------


def _with_client(intakes: QuerySet) -> QuerySet:
    """The first of these, the longest silence first; each with `since`, its last sign.

    Where there are more than are shown, those that need a person are among them.
    """
    live = PortalLink.objects.live().filter(intake=OuterRef("pk"))
    items = Item.objects.filter(intake=OuterRef("pk"), removed_at=None)
    first = _first(intakes, "-urgency", "stuck_from", "pk")
    return (
        first.with_last_sign()
        .order_by("since", "pk")
        .annotate(
            first_name=F("matter__client__first_name"),
            is_live=Exists(live),
            asks_help=Exists(items.filter(excuse=Item.Excuse.NEED_HELP)),
            ways=Subquery(contact_safety.unsafe().values("answer")[:1]),
            is_unsafe=Exists(contact_safety.unsafe()),
            is_silent=Q(since__lt=timezone.now() - SILENT_AFTER, has_files=False),
        )
    )


def _waiting_row(intake: Any) -> Waiting:
    url = reverse("matters:matter", args=[intake.matter_id])
    return Waiting(intake.title, url, _last_sign(intake), _why_stuck(intake))


def _last_sign(intake: Any) -> str:
    since = _moment(intake.since)
    if since == intake.active_at:
        words = gettext("Client last seen {since}")
    elif since == intake.asked_again_at:
        words = gettext("Asked again {since}")
    elif intake.active_at:
        words = gettext("Sent {since}")
    else:
        words = gettext("Not begun, sent {since}")
    return words.format(since=ago(since))


def _why_stuck(intake: Any) -> list[str]:
    reasons = [gettext("Asks for help")] if intake.asks_help else []
    if intake.is_unsafe:
        reasons.append(
            contact_safety.words(contact_safety.of(intake.ways), intake.first_name or "")
        )
    if not intake.is_live:
        reasons.append(gettext("No working link"))
    return reasons or ([gettext("Silent")] if intake.is_silent else [])
