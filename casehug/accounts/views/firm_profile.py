"""Settings → Firm Profile: admins change it, staff read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casehug.accounts.firms import change_profile
from casehug.accounts.forms import FirmProfileForm
from casehug.models import Firm
from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest


@member_required
def settings_home(request: FirmRequest) -> HttpResponse:
    return redirect("settings-profile")


@member_required
def firm_profile(request: FirmRequest) -> HttpResponse:
    firm = Firm.objects.get(pk=request.firm.pk)
    if not request.member.is_admin:
        status = 403 if request.method == "POST" else 200
        return render(request, "settings/profile.html", {"firm": firm}, status=status)
    form = FirmProfileForm(request.POST or None, instance=firm)
    if request.method == "POST" and form.is_valid():
        change_profile(firm=firm, by=request.member, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("settings-profile")
    context = {"firm": firm, "form": form}
    return render(request, "settings/profile.html", context, status=422 if form.errors else 200)
