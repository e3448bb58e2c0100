"""Unsubscribe: the page behind the last line of every reminder: one press, and there are no more of
them.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casehug.security.permissions import public
from casehug.tenancy.scope import firm_scope
from intake.emails.unsubscribe import stop_reminders, stopping
from intake.models import Intake
from intake.portal.page import page
from intake.portal.permissions import chosen_language, closed, discreet


@public
# A mail program's own button posts here without having seen the page; the signed address is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    try:
        firm_id, intake_id = stopping(signed)
    except signing.BadSignature:
        return discreet(closed(request))
    if request.method == "POST":
        stop_reminders(firm_id=firm_id, intake_id=intake_id)
    with firm_scope(firm_id):
        intake = Intake.objects.filter(pk=intake_id).select_related("firm").first()
        return discreet(_stop_page(request, intake) if intake else closed(request))


def _stop_page(request, intake: Intake) -> HttpResponse:
    request.firm, request.intake = intake.firm, intake
    request.language = chosen_language(request) or intake.language
    with translation.override(request.language):
        return page(request, "portal/stop.html", is_done=intake.unsubscribed_at is not None)
