"""Settings → Notifications: each member's own switches."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from intake.dashboard import first_steps
from intake.emails import staff_emails

SWITCHES = {
    "submitted": (_("An intake is submitted"), _("The client sent everything that was asked.")),
    "uploaded": (
        _("Documents come in"),
        _("What a client adds within a quarter of an hour is one email."),
    ),
    "sync_failed": (
        _("A sync needs somebody"),
        _("A matter cannot go to Clio without a decision; at most one email an hour."),
    ),
}


@member_required
@require_safe
def notifications(request: FirmRequest) -> HttpResponse:
    return render(request, "settings/notifications.html", _context(request))


@member_required
@require_POST
def notification(request: FirmRequest, name: str) -> HttpResponse:
    """Turns one switch over; what the page showed says which way."""
    if name not in SWITCHES:
        raise Http404
    staff_emails.switch(member=request.member, name=name, on=request.POST.get("on") == "true")
    if request.htmx:
        context = {**_context(request), "saved": name}
        return render(request, "settings/notifications.html#switches", context)
    return redirect("intake:notifications")


def _context(request: FirmRequest) -> dict[str, object]:
    notice = staff_emails.of(request.member)
    rows = [
        {"name": name, "label": label, "hint": hint, "on": getattr(notice, name)}
        for name, (label, hint) in SWITCHES.items()
    ]
    return {
        "rows": rows,
        "email": request.user.email,
        "has_first_steps": first_steps.may_be_shown(request),
        "shows_first_steps": notice.first_steps,
    }
