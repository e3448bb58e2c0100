"""Settings → Intake: how this firm asks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casehug.models import Firm
from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from intake import filing
from intake.models import Preferences
from intake.settings.forms import PLACEHOLDERS, PreferencesForm, shipped_invitations
from intake.settings.preferences import change_preferences


@admin_required
def preferences(request: FirmRequest) -> HttpResponse:
    firm = Firm.objects.get(pk=request.firm.pk)
    kept = Preferences.objects.first() or Preferences()
    form = PreferencesForm(request.POST or None, instance=kept, time_zone=firm.time_zone)
    if request.method == "POST" and form.is_valid():
        change_preferences(firm=firm, by=request.member, **form.values())
        messages.success(request, _("Saved. What was sent already stays as it is."))
        return redirect("intake:preferences")
    pattern = request.POST.get("file_names") or kept.file_names
    context = {
        "form": form,
        "placeholders": [f"{{{name}}}" for name in PLACEHOLDERS],
        "shipped": shipped_invitations(),
        **_example(pattern, firm),
    }
    return render(request, "settings/preferences.html", context, status=422 if form.errors else 200)


@admin_required
@require_safe
def file_name_preview(request: FirmRequest) -> HttpResponse:
    context = _example(request.GET.get("file_names", ""), request.firm)
    return render(request, "settings/preferences.html#example", context)


def _example(pattern: str, firm: Firm) -> dict[str, str]:
    try:
        checked = filing.check_pattern(pattern)
    except filing.InvalidPattern as error:
        return {"unclear": str(error)}
    return {"example": filing.example(checked, firm.time_zone, timezone.now())}
