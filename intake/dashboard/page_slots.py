"""The dashboard's slots: what waits for whom, how long intakes take, and the first steps of a new
firm.
"""

from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.cache import cache
from django.db.models import BooleanField, Exists, ExpressionWrapper, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casehug.models import Firm, Invitation, Member
from casehug.tenancy.scope import current_firm_id
from casehug.ui import page_slots
from casehug.web.requests import FirmRequest
from intake.dashboard.chart import MOST as MOST_A_MONTH
from intake.dashboard.chart import Chart, months_of, starts_of
from intake.dashboard.worklists import turns
from intake.models import Intake
from intake.progress import review_count
from matters.models import Matter

CHART_KEPT = 600


def intake_work(request: FirmRequest) -> dict[str, Any]:
    """One query, and one for the top bar's figure; the chart is drawn anew every ten minutes."""
    figure = review_figure(request)
    return {
        **turns(),
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
    }


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


# --- First steps ---------------------------------------------------------------------------------


def first_steps(request: FirmRequest) -> dict[str, Any] | None:
    """For the admins of a firm of this month, until every step is taken; one query.

    Other rooms add theirs; `done` is an expression that says whether it was taken.
    """
    if not request.member.is_admin or not request.firm.is_new:
        return None
    steps = page_slots.gathered("dashboard.first_step", request) + _own_steps()
    taken = (ExpressionWrapper(step["done"], BooleanField()) for step in steps)
    found = Firm.objects.filter(pk=request.firm.pk).values_list(*taken)
    steps = [step | {"done": done} for step, done in zip(steps, found.get(), strict=True)]
    return {"steps": steps} if not all(step["done"] for step in steps) else None


def _own_steps() -> list[dict[str, Any]]:
    colleagues = Member.objects.working().exclude(user__is_active=False)[1:2]
    open_ = {"accepted_at": None, "expires_at__gt": timezone.now(), "sent_at__isnull": False}
    invited = Invitation.objects.filter(**open_)
    default = Firm._meta.get_field("colour").default
    return [
        {
            "name": _("Invite your team"),
            "words": _("They get a link by email, and choose their own password."),
            "done": Exists(colleagues) | Exists(invited),
            "url": reverse("settings-team"),
        },
        {
            "name": _("Show your colors"),
            "words": _("Your logo and your color, on every page a client sees."),
            "done": ~Q(logo="") | ~Q(colour=default),
            "url": reverse("intake:branding"),
        },
        {
            "name": _("Create the first matter"),
            "words": _("Its intake and its private link come with it."),
            "done": Exists(Matter.objects.all()),
            "url": reverse("matters:new"),
        },
    ]
