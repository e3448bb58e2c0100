"""First steps: what the admins of a new firm do first, each told in the words of the thing it names.

Each member may put the list away; Settings → Notifications brings it back.
"""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casehug.models import Firm, Invitation, Member
from casehug.security.permissions import member_required
from casehug.ui import page_slots
from casehug.web.requests import FirmRequest
from intake.emails import staff_emails
from intake.models import Notice
from matters.models import Matter
from matters.views import next_move


def first(request: FirmRequest) -> dict[str, Any] | None:
    """Above all lists, while nothing else waits."""
    return {"steps": steps(request), "is_first": True} if _is_first(request) else None


def later(request: FirmRequest) -> dict[str, Any] | None:
    """Below them otherwise."""
    found = steps(request)
    return {"steps": found, "is_first": False} if found and not _is_first(request) else None


def _is_first(request: FirmRequest) -> bool:
    return next_move.of_the_day(request) == next_move.FIRST_STEP


def steps(request: FirmRequest) -> list[dict[str, Any]]:
    """For the admins of a firm of this month, until every step is taken; one query a page.

    Other rooms add theirs: `done` is an expression that says whether it was taken, `begun` one that
    says whether it waits for somebody else.
    """
    known = vars(request)
    if "first_steps" not in known:
        known["first_steps"] = _steps(request) if may_be_shown(request) else []
    return known["first_steps"]


def may_be_shown(request: FirmRequest) -> bool:
    return bool(request.member.is_admin and request.firm.is_new)


def _steps(request: FirmRequest) -> list[dict[str, Any]]:
    asked = page_slots.gathered("dashboard.first_step", request) + _own_steps()
    put_away = Exists(Notice.objects.filter(member=request.member, first_steps=False))
    wanted = [put_away, *(one["done"] for one in asked), *(one.get("begun", Q()) for one in asked)]
    is_away, *found = _answers(request.firm, wanted)
    done, begun = found[: len(asked)], found[len(asked) :]
    if is_away or all(done):
        return []
    following = done.index(False)
    return [
        step | {"done": done[place], "begun": begun[place], "is_next": place == following}
        for place, step in enumerate(asked)
    ]


def _answers(firm: Firm, asked: list[Any]) -> list[bool]:
    said = (ExpressionWrapper(one or Q(pk__in=[]), BooleanField()) for one in asked)
    return list(Firm.objects.filter(pk=firm.pk).values_list(*said).get())


def _own_steps() -> list[dict[str, Any]]:
    colleagues = Member.objects.working().exclude(user__is_active=False)[1:2]
    open_ = {"accepted_at": None, "expires_at__gt": timezone.now(), "sent_at__isnull": False}
    default = Firm._meta.get_field("colour").default
    return [
        {
            "name": _("Add your phone and email"),
            "words": _("Clients read them wherever they may need you."),
            "does": _("Add"),
            "done": ~Q(phone="") & ~Q(email=""),
            "said": _("Added"),
            "url": reverse("settings-profile"),
        },
        {
            "name": _("Invite your team"),
            "words": _("They get a link by email, and choose their own password."),
            "does": _("Invite"),
            "done": Exists(colleagues),
            "said": _("Joined"),
            "begun": Exists(Invitation.objects.filter(**open_)),
            "said_begun": _("Invited, nobody joined yet"),
            "url": reverse("settings-team"),
        },
        {
            "name": _("Show your colors"),
            "words": _("Your logo and your color, on every page a client sees."),
            "does": _("Choose"),
            "done": ~Q(logo="") | ~Q(colour=default),
            "said": _("Chosen"),
            "url": reverse("intake:branding"),
        },
        {
            "name": _("Create the first matter"),
            "words": _("Its intake and its private link come with it."),
            "does": _("Create"),
            "done": Exists(Matter.objects.all()),
            "said": _("Created"),
            "url": reverse("matters:new"),
        },
    ]


@member_required
@require_POST
def shown(request: FirmRequest) -> HttpResponse:
    """Put away, or brought back; for whoever asks alone."""
    on = request.POST.get("on") == "true"
    staff_emails.switch(member=request.member, name="first_steps", on=on)
    return redirect("dashboard")
