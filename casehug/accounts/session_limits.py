"""Session limits: a person's session ends after so long without a request, and so long after sign-in
whatever they do (OWASP ASVS 5.0, 7.3).

Kept in the session itself, so that nothing that saves it, such as another firm, moves its end.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse

SIGNED_IN, SEEN = "signed_in_at", "seen_at"
IDLE, LONGEST = 8 * 60 * 60, 12 * 60 * 60
# Seconds that pass before a request is noted: not each page writes the session.
NOTED_EVERY = 5 * 60


def begin(request: HttpRequest, **_told: object) -> None:
    """At sign-in."""
    request.session[SIGNED_IN] = request.session[SEEN] = int(time.time())


def session_limits(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            keep_or_end(request)
        return answer(request)

    return middleware


def keep_or_end(request: HttpRequest) -> None:
    now, session = int(time.time()), request.session
    seen = session.get(SEEN, 0)
    if now - session.get(SIGNED_IN, 0) >= LONGEST or now - seen >= IDLE:
        logout(request)
    elif now - seen >= NOTED_EVERY:
        session[SEEN] = now
