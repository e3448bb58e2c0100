"""Settings → Branding: how the portal looks, shown as it is chosen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casehug.files.upload_handler import takes_files
from casehug.models import Firm
from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from intake.branding import contrast
from intake.branding import logo as domain
from intake.branding.forms import BrandingForm


@admin_required
@takes_files
def branding(request: FirmRequest) -> HttpResponse:
    firm = Firm.objects.get(pk=request.firm.pk)
    form = BrandingForm(
        request.POST or None, request.FILES or None, initial={"colour": firm.colour}
    )
    if request.method == "POST" and form.is_valid():
        _save(firm, form, request)
        messages.success(request, _("Saved. Clients see it from now on."))
        return redirect("intake:branding")
    context = {"form": form, "firm": firm, **look(firm, firm.colour)}
    return render(request, "settings/branding.html", context, status=422 if form.errors else 200)


@admin_required
@require_safe
def branding_preview(request: FirmRequest) -> HttpResponse:
    firm = Firm.objects.get(pk=request.firm.pk)
    context = {"firm": firm, **look(firm, request.GET.get("colour", ""))}
    return render(request, "settings/branding.html#preview", context)


def _save(firm: Firm, form: BrandingForm, request: FirmRequest) -> None:
    chosen = form.cleaned_data
    if chosen["colour"] != firm.colour:
        domain.set_colour(firm=firm, colour=chosen["colour"], by=request.member)
    if chosen["logo"]:
        chosen["logo"].seek(0)
        domain.set_logo(firm=firm, file=chosen["logo"], by=request.member)
    elif chosen["no_logo"] and firm.logo:
        domain.remove_logo(firm=firm, by=request.member)


def look(firm: Firm, colour: str) -> dict[str, object]:
    """The two papers a client may see, in a colour; the firm's own where it is none."""
    rgb = contrast.parsed(colour) or contrast.parsed(firm.colour) or contrast.BLACK
    logo = firm.logo and reverse("portal:logo", args=[firm.pk, firm.logo.rpartition("/")[2]])
    papers = [
        {
            "name": _("Light"),
            "alt": _(
                "The portal on a light screen, with the name or logo at the top, a link and a button"
            ),
            "paper": "#ffffff",
            "words": "#1f2430",
            "line": "#e4e1da",
            "shades": contrast.light(rgb),
        },
        {
            "name": _("Dark"),
            "alt": _(
                "The portal on a dark screen, with the name or logo at the top, a link and a button"
            ),
            "paper": "#14171d",
            "words": "#ebe9e4",
            "line": "#363b45",
            "shades": contrast.dark(rgb),
        },
    ]
    return {
        "logo": logo,
        "papers": papers,
        "consequences": domain.consequences("#{:02x}{:02x}{:02x}".format(*rgb)),
    }
