"""The private link of a matter's intake: sent, copied, renewed, revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casehug.security.permissions import member_required
from casehug.web.public_urls import public_address
from casehug.web.requests import FirmRequest
from intake import access
from intake.links import devices, private_links
from intake.matter_page.views import answer
from intake.models import Intake

NO_ADDRESS = gettext_lazy("There is no email to send it to. Add the client’s, or copy the link.")

TOO_MANY = gettext_lazy(
    "Your firm has emailed many links within the hour, so this one did not leave."
    " Wait an hour, or copy the link."
)


@member_required
@require_POST
def sending(request: FirmRequest, matter_id: int) -> HttpResponse:
    intake = access.intake_of(matter_id)
    try:
        private_links.send_link(intake=intake, by=request.member)
    except private_links.NoAddress:
        return _not_sent(request, intake, NO_ADDRESS)
    except private_links.TooMany:
        return _not_sent(request, intake, TOO_MANY)
    said = _("The link is being emailed to {address}. “Emails” below says when it has left.")
    said = said.format(address=intake.matter.client.email)
    return answer(request, intake.matter, said=said)


def _not_sent(request: FirmRequest, intake: Intake, why: Promise) -> HttpResponse:
    if request.htmx:
        return answer(request, intake.matter, trouble=why)
    messages.error(request, why)
    return redirect(intake.matter)


@member_required
@require_POST
def copy(request: FirmRequest, matter_id: int) -> HttpResponse:
    """Shows the link; a page of its own where scripts are off."""
    intake = access.intake_of(matter_id)
    return _shown(request, intake, private_links.copy_link(intake=intake, by=request.member))


@member_required
def code(request: FirmRequest, matter_id: int) -> HttpResponse:
    """Shows six digits once, for a client whose other device no email can let in."""
    intake = access.intake_of(matter_id)
    link = intake.links.live().first()
    if request.method != "POST" or link is None:
        return redirect(intake.matter)
    about: dict[str, object] = {"matter": intake.matter}
    try:
        digits = devices.read_out_code(link=link, by=request.member)
    except devices.NoMoreToday:
        about["is_over"] = True
    else:
        about["digits"] = f"{digits[:3]} {digits[3:]}"
    page = render(request, "intake/matter/code.html", about)
    page["Cache-Control"] = "no-store"
    return page


@member_required
def renewal(request: FirmRequest, matter_id: int) -> HttpResponse:
    intake = access.intake_of(matter_id)
    if request.method == "POST":
        token = private_links.renew_link(intake=intake, by=request.member)
        return _shown(request, intake, token, renewed=True)
    return render(request, "intake/matter/renewal.html", {"matter": intake.matter})


@member_required
def revocation(request: FirmRequest, matter_id: int) -> HttpResponse:
    intake = access.intake_of(matter_id)
    if request.method == "POST":
        if link := intake.links.live().first():
            private_links.revoke_link(link=link, by=request.member)
        return answer(request, intake.matter, said=_("The link no longer works."))
    return render(request, "intake/matter/revocation.html", {"matter": intake.matter})


def _shown(
    request: FirmRequest, intake: Intake, token: str, *, renewed: bool = False
) -> HttpResponse:
    address = public_address(request, f"/p/{token}/")
    if request.htmx:
        return answer(request, intake.matter, address=address)
    context = {"matter": intake.matter, "address": address, "renewed": renewed}
    page = render(request, "intake/matter/link.html", context)
    page["Cache-Control"] = "no-store"
    return page
