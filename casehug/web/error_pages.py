"""Error pages: what is said when no view could answer. None of these pages asks the database
anything.
"""

import sys
from collections.abc import Callable

import redis.exceptions
import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from casehug.security.encryption import CannotDecrypt
from casehug.web.request_buffering import REFUSED

log = structlog.get_logger()

NOT_INPUT = {
    "Invalid IPv6 URL",
    "A string literal cannot contain NUL (0x00) characters.",
    "embedded null byte",
}
OUTAGES = (
    OperationalError,
    InterfaceError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
    # The key ring of this machine lacks a key: it is mended where CaseHug runs, and nothing is lost.
    CannotDecrypt,
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(413 if isinstance(exception, RequestDataTooBig) else 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Also asked when a middleware failed: PostgreSQL and Redis are first reached for in those."""
    error = sys.exc_info()[1]
    if isinstance(error, UnreadablePostError):  # A file that did not come in time.
        return page(408)
    if is_bad_input(error):
        return page(400)
    if not isinstance(error, OUTAGES):
        return page(500)
    log.error("outage", error=type(error).__name__)
    return page(503)


def is_bad_input(error: BaseException | None) -> bool:
    """What no column holds, such as NUL, and addresses that are none: whoever sent it made it up, for
    no browser's form does."""
    if isinstance(error, DataError):
        return True
    return isinstance(error, ValueError) and str(error) in NOT_INPUT


def page(status: int) -> HttpResponse:
    return render(None, f"{status}.html", status=status)


def refused_bodies(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What was sent too slowly, or too much of it at once, is answered before anybody reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if status := request.META.get(REFUSED):
            return page(status)
        return answer(request)

    return middleware
