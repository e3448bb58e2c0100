"""Settings → Team: who works here, who is asked to, and in which role."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from casehug.accounts import second_step, second_step_reset
from casehug.accounts import team as domain
from casehug.accounts.forms import InvitationForm
from casehug.models import Invitation, Member
from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest

TOO_MANY = gettext_lazy(
    "Your firm has sent many invitations today, so this one did not leave. Send it again tomorrow."
)
LAST_ADMIN = gettext_lazy("A firm needs an admin. Make somebody else an admin first.")
NOW = {
    Member.Role.ADMIN: gettext_lazy("{name} is now admin."),
    Member.Role.STAFF: gettext_lazy("{name} is now staff."),
}


@admin_required
def team(request: FirmRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain.invite(**form.cleaned_data, by=request.member)
        except domain.AlreadyMember:
            form.add_error("email", _("This person works here already."))
        except domain.TooMany:
            form.add_error("email", TOO_MANY)
        else:
            address = form.cleaned_data["email"]
            said = _("An invitation is on its way to {address}.").format(address=address)
            messages.success(request, said)
            return redirect("settings-team")
    context = {
        "form": form,
        "roles": Member.Role.choices,
        "members": second_step.noted(_working()).order_by("user__name", "pk"),
        "invitations": Invitation.objects.filter(accepted_at=None)
        .select_related("invited_by__user")
        .order_by("-invited_at", "-pk"),
        "resets": second_step_reset.waiting().order_by("pk"),
        "days_of_grace": second_step.DAYS_OF_GRACE,
    }
    return render(request, "settings/team.html", context, status=422 if form.errors else 200)


def _working() -> QuerySet[Member]:
    return Member.objects.working().select_related("user")


@admin_required
@require_POST
def member_role(request: FirmRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(_working(), pk=member_id)
    role = request.POST.get("role")
    steps_down = member.pk == request.member.pk and role == Member.Role.STAFF
    if steps_down and "sure" not in request.POST:
        return render(request, "settings/stepping_down.html", {"one": member})
    if role in Member.Role.values and role != member.role:
        try:
            domain.change_role(member=member, role=role, by=request.member)
        except domain.LastAdmin:
            messages.error(request, LAST_ADMIN)
        else:
            messages.success(request, NOW[role].format(name=member))
    if member.pk == request.member.pk and role != Member.Role.ADMIN and not member.is_admin:
        return redirect("settings-profile")
    return redirect("settings-team")


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def member_removal(request: FirmRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(_working(), pk=member_id)
    if request.method != "POST":
        return render(request, "settings/member_removal.html", {"one": member})
    try:
        domain.remove(member=member, by=request.member)
    except domain.LastAdmin:
        messages.error(request, LAST_ADMIN)
        return redirect("settings-team")
    messages.success(request, _("{name} no longer works here.").format(name=member))
    return redirect("dashboard" if member.user_id == request.user.pk else "settings-team")


@admin_required
@require_POST
def invitation_again(request: FirmRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, accepted_at=None)
    try:
        domain.resend(invitation=invitation, by=request.member)
    except domain.TooMany:
        messages.error(request, TOO_MANY)
        return redirect("settings-team")
    except domain.AlreadyMember:
        said = _("{address} works here already.")
    else:
        said = _("A new invitation is on its way to {address}.")
    messages.success(request, said.format(address=invitation.email))
    return redirect("settings-team")


@admin_required
@require_POST
def invitation_withdrawal(request: FirmRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, accepted_at=None)
    domain.withdraw(invitation=invitation, by=request.member)
    messages.success(
        request, _("The invitation to {address} no longer works.").format(address=invitation.email)
    )
    return redirect("settings-team")
