"""The metrics endpoint: /metrics: for this machine, and for whoever knows the token. To others it
does not exist.
"""

import ipaddress
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from casehug.monitoring.metrics import text
from casehug.security.permissions import public


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not knows_token(request) and not is_here(request):
        raise Http404
    return HttpResponse(text(), content_type=CONTENT_TYPE_LATEST)


def knows_token(request: HttpRequest) -> bool:
    shown = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and secrets.compare_digest(shown, wanted)


def is_here(request: HttpRequest) -> bool:
    """What a proxy on this machine passes on only looks as if it came from here."""
    if settings.BEHIND_PROXY or "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
