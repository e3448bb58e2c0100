"""Settings → Team → two-step sign-in: the firm's rule, and the reset two admins agree on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from casehug.accounts import second_step, second_step_reset
from casehug.models import Member, SecondStepReset
from casehug.security.permissions import admin_required
from casehug.ui import formats
from casehug.web.requests import FirmRequest

YOURS_FIRST = gettext_lazy("Set up your own second step first, so that you are not locked out.")
ANOTHER = gettext_lazy("Another admin than you has to agree.")
ONLY_YOU = gettext_lazy(
    "Nobody else at your firm could agree. Make somebody else an admin first, or write to us."
)
ELSEWHERE = gettext_lazy(
    "This person works at another firm too, so CaseHug cannot reset it from here. Write to us."
)


@admin_required
@require_POST
def rule(request: FirmRequest) -> HttpResponse:
    days = {str(one): one for one in second_step.DAYS_OF_GRACE}.get(request.POST.get("days", ""))
    if days is None:
        second_step.leave_open(firm=request.firm, by=request.member)
        messages.success(request, _("Each person decides about a second step."))
        return redirect("settings-team")
    try:
        day = second_step.require(firm=request.firm, days=days, by=request.member)
    except second_step.YoursFirst:
        messages.error(request, YOURS_FIRST)
    else:
        said = _("From {day}, everyone signs in with a second step.").format(day=formats.day(day))
        messages.success(request, said)
    return redirect("settings-team")


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def reset_question(request: FirmRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(second_step.noted(Member.objects.working()), pk=member_id)
    if request.method != "POST":
        return render(request, "settings/second_step_reset.html", {"one": member})
    try:
        second_step_reset.ask(member=member, by=request.member)
    except second_step_reset.NoOtherAdmin:
        messages.error(request, ONLY_YOU)
    except second_step_reset.NotForThem:
        messages.error(request, ELSEWHERE)
    except second_step_reset.NeedsAnother:
        messages.error(request, ANOTHER)
    else:
        said = _("Another admin now sees this here, and has 24 hours to agree.")
        messages.success(request, said)
    return redirect("settings-team")


@admin_required
@require_POST
def reset_answer(request: FirmRequest, reset_id: int, answer: str) -> HttpResponse:
    asked = get_object_or_404(SecondStepReset.objects.select_related("member__user"), pk=reset_id)
    if answer not in ANSWERS:
        raise Http404
    ANSWERS[answer](request, asked)
    return redirect("settings-team")


def agreed(request: FirmRequest, asked: SecondStepReset) -> None:
    try:
        done = second_step_reset.agree(asked=asked, by=request.member)
    except second_step_reset.NotForThem:
        messages.error(request, ELSEWHERE)
    except second_step_reset.NeedsAnother:
        messages.error(request, ANOTHER)
    else:
        name = asked.member.user.name
        if done:
            said = _("{name} is signed out everywhere and signs in with the password alone once.")
            messages.success(request, said.format(name=name))
        else:
            messages.error(request, _("This was answered already, or its 24 hours are over."))


def refused(request: FirmRequest, asked: SecondStepReset) -> None:
    second_step_reset.refuse(asked=asked, by=request.member)
    messages.success(request, _("Nothing was reset."))


ANSWERS = {"agree": agreed, "refuse": refused}
