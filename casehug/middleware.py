"""What happens around every request."""

from collections.abc import Callable
from urllib.parse import urlsplit

import redis.exceptions
import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casehug.models import Member
from casehug.tenancy import firm_scope, person_scope

log = structlog.get_logger()

Answer = Callable[[HttpRequest], HttpResponse]


def firm_of_the_request(answer: Answer) -> Answer:
    """Puts the person's firm in scope; the choice among several is kept in the session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.member, request.firm, request.other_firms = None, None, []
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return answer(request)
        with person_scope(request.user.pk):
            mine = list(
                Member.unscoped.filter(user=request.user).select_related("firm").order_by("pk")
            )
            if not mine:
                return answer(request)
            chosen = next(
                (m for m in mine if str(m.firm_id) == request.session.get("firm")),
                mine[0],
            )
            chosen.user = request.user
            request.member, request.firm = chosen, chosen.firm
            request.other_firms = [m.firm for m in mine if m is not chosen]
            with firm_scope(chosen.firm_id):
                return answer(request)

    return middleware


def signed_out_fragments(answer: Answer) -> Answer:
    """A fragment asked for after the session ended reloads the page at the sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        login = reverse("account_login")
        if request.htmx and response.status_code == 302 and response.url.startswith(login):
            page = urlsplit(request.htmx.current_url or "/").path
            response = HttpResponse(status=204, headers={"HX-Redirect": f"{login}?next={page}"})
        return response

    return middleware


OUTAGES = (
    OperationalError,
    InterfaceError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
)


class plain_outages:  # noqa: N801 - reads as its siblings in MIDDLEWARE
    """When PostgreSQL or Redis cannot be reached, a page that says so instead of a traceback."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.answer(request)
        except OUTAGES as error:
            return self.outage(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return self.outage(request, error) if isinstance(error, OUTAGES) else None

    def outage(self, request: HttpRequest, error: Exception) -> HttpResponse:
        log.error(
            "outage",
            error=type(error).__name__,
            view=request.resolver_match and request.resolver_match.view_name,
        )
        return render(None, "503.html", status=503)
