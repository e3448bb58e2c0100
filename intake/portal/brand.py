"""Brand assets: a firm's colour and logo: nothing secret, the same for everybody, kept by browsers."""

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from casehug.files.storage import private_files
from casehug.models import Firm
from casehug.security.permissions import public
from casehug.tenancy.scope import firm_scope
from intake.branding import contrast

FOR_GOOD = "public, max-age=31536000, immutable"
PICTURES = {"image/png", "image/jpeg", "image/webp"}


@public
@require_safe
def colours(request, colour):
    """The colour is in the address: another colour is another stylesheet."""
    rgb = contrast.parsed(colour)
    if rgb is None:
        raise Http404
    headers = {"Cache-Control": FOR_GOOD, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(contrast.stylesheet(rgb), content_type="text/css", headers=headers)


@public
@require_safe
def logo(request, firm_id, version):
    """`version` names the stored file, so that a new logo has a new address."""
    with firm_scope(firm_id):
        firm = Firm.objects.filter(pk=firm_id).first()
    if firm is None or not firm.logo or firm.logo_type not in PICTURES:
        raise Http404
    if version != logo_version(firm):
        raise Http404
    headers = {
        "Cache-Control": FOR_GOOD,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(
        private_files().open(firm.logo, "rb"), content_type=firm.logo_type, headers=headers
    )


def logo_version(firm: Firm) -> str:
    return firm.logo.rpartition("/")[2]
