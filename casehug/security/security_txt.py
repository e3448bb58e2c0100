"""security.txt (RFC 9116): whom to write to about a weakness. Valid for a year from each reading."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casehug.security.permissions import public

PATH = ".well-known/security.txt"
VALID = timedelta(days=364)


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    until = (datetime.now(UTC) + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.SUPPORT_EMAIL}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, es",
        f"Canonical: {settings.PUBLIC_URL}/{PATH}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
