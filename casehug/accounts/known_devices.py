"""Known devices: a browser that somebody signed in with before is not locked out with strangers.

The cookie opens nothing by itself: it only has its holder's mistakes counted by themselves.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from casehug.models import User
from casehug.security.tokens import hashed

SALT = "casehug.known_device"
LASTS = timedelta(days=180)


def remember(response: HttpResponse, user: User) -> None:
    known = signing.dumps([secrets.token_hex(8), hashed(user.email.lower())], salt=SALT)
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE_NAME,
        known,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, login: str) -> str:
    """The name of the device that this person signed in with before, or nothing."""
    shown = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, "")
    try:
        device, whose = signing.loads(shown, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return device if whose == hashed(login.lower()) else ""
