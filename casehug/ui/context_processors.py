"""Context processors: what every page may use."""

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    return {"support_email": settings.SUPPORT_EMAIL}
