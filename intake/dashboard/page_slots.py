"""The dashboard's slots: what waits for whom, and how long intakes take."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casehug.tenancy.scope import current_firm_id
from casehug.ui import page_slots
from casehug.web.requests import FirmRequest
from intake.dashboard import first_steps
from intake.dashboard.chart import MOST as MOST_A_MONTH
from intake.dashboard.chart import Chart, months_of, starts_of
from intake.dashboard.worklists import turns
from intake.models import Intake
from intake.progress import review_count
from matters.views import next_move

CHART_KEPT = 600


def moves(request: FirmRequest) -> dict[str, Any]:
    """What the dashboard's one blue button may be, as far as the intake knows."""
    return {
        "moves": [next_move.REVIEW] * bool(review_figure(request))
        + [next_move.FIRST_STEP] * bool(first_steps.steps(request))
    }


def alarm(request: FirmRequest) -> dict[str, Any]:
    return _turns(request)


def _turns(request: FirmRequest) -> dict[str, Any]:
    """Asked once for one page."""
    known = vars(request)
    if "intakes_turns" not in known:
        known["intakes_turns"] = turns()
    return known["intakes_turns"]


def intake_work(request: FirmRequest) -> dict[str, Any]:
    """One query, and one for the top bar's figure; the chart is drawn anew every ten minutes."""
    figure = review_figure(request)
    return {
        **_turns(request),
        "next_move": next_move.of_the_day(request),
        "review_button": figure and figure["button"],
        "figure": figure and figure["figure"],
        "figure_words": figure and figure["noun"],
        "review_url": reverse("intake:review"),
        "chart": _chart(),
        "figures": page_slots.gathered("dashboard.figures", request),
    }


def review_figure(request: FirmRequest) -> dict[str, str] | None:
    """For the top bar of every page."""
    files, intakes = review_count.to_review()
    if not (count := files + intakes):
        return None
    noun, told = _waiting(files, intakes)
    return {
        "url": reverse("intake:review"),
        "figure": f"{review_count.MOST}+" if count > review_count.MOST else str(count),
        "noun": noun,
        "told": told,
        "button": _button(count, files, intakes),
    }


def _button(count: int, files: int, intakes: int) -> str:
    """What is there to do, in one press."""
    if count > review_count.MOST or (files and intakes):
        return _("Review all")
    if files:
        return ngettext("Review {count} upload", "Review {count} uploads", count).format(
            count=count
        )
    return ngettext("Review {count} intake", "Review {count} intakes", count).format(count=count)


def _waiting(files: int, intakes: int) -> tuple[str, str]:
    """What waits, beside its figure: by itself, and where only the figure says more."""
    if files and intakes:
        return _("uploads and intakes"), _("uploads and intakes to review")
    if files:
        noun = ngettext("upload", "uploads", files)
        return noun, ngettext("upload to review", "uploads to review", files)
    noun = ngettext("intake", "intakes", intakes)
    return noun, ngettext("intake to review", "intakes to review", intakes)


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
    """The latest of each month, and one more than are shown of it; one query."""
    sent = Intake.objects.filter(sent_at__isnull=False)
    first, *others = (
        sent.filter(approved_at__gte=start, approved_at__lt=end)
        .order_by("-approved_at")
        .values_list("sent_at", "approved_at")[: MOST_A_MONTH + 1]
        for start, end in pairwise(starts_of(now))
    )
    rows = first.union(*others, all=True)
    return [(sent, approved) for sent, approved in rows if sent and approved]
