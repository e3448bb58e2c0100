"""Middleware: the person's firm, language and clock around every request."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from casehug import languages
from casehug.accounts.adapters import memberships
from casehug.models import Member
from casehug.tenancy.scope import person_scope
from casehug.web import error_pages

Answer = Callable[[HttpRequest], HttpResponse]


def firm_of_the_request(answer: Answer) -> Answer:
    """Puts the person's firm in scope, and its clock and the person's language on every page; which
    firm among several is kept in the session.

    PostgreSQL is told twice: whose request it is, and that it is over. Only when the session knows
    no firm, or one the person no longer belongs to, is it told again.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.member, request.firm, request.other_firms = None, None, []
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return answer(request)
        if (person := request.session.get(SESSION_KEY)) is None:
            return answer(request)
        remembered = firm_in(request.session)
        with person_scope(int(person), remembered):
            members = memberships(request.user)
            speak_as_chosen(request)
            member = next((m for m in members if m.firm_id == remembered), None)
            if member is not None:
                return at_the_firm(answer, work_as(member, members, request))
        if not members:
            return answer(request)
        with person_scope(members[0].user_id, members[0].firm_id):
            return at_the_firm(answer, work_as(members[0], members, request))

    return middleware


def at_the_firm(answer: Answer, request: HttpRequest) -> HttpResponse:
    with timezone.override(request.firm.time_zone):
        return answer(request)


def speak_as_chosen(request: HttpRequest) -> None:
    """Goes before the browser's first guess, also on pages that outer middlewares answer with; the
    next request begins with a guess again."""
    chosen = getattr(request.user, "language", "")  # Nobody: the session is of a person now gone.
    if chosen in languages.codes():
        speak(request, chosen)


def speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def firm_in(session: SessionBase) -> UUID | None:
    try:
        return UUID(str(session["firm"]))
    except (KeyError, ValueError):
        return None


def work_as(member: Member, members: list[Member], request: HttpRequest) -> HttpRequest:
    member.user = request.user  # type: ignore[assignment] # signed in
    request.member, request.firm = member, member.firm
    request.other_firms = [m.firm for m in members if m is not member]
    return request


def signed_out_fragments(answer: Answer) -> Answer:
    """A fragment asked for after the session ended reloads the page at the sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        login = reverse("account_login")
        if request.htmx and response.status_code == 302 and response.url.startswith(login):
            page = path_of(request.htmx.current_url or "/")
            response = HttpResponse(status=204, headers={"HX-Redirect": f"{login}?next={page}"})
        return response

    return middleware


FIRM_SIDE = {"signed_in", "member", "admin"}


def method_not_allowed(answer: Answer) -> Answer:
    """Somebody looks at an address that only takes what a button sends: they are told so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.htmx:
            return response
        if getattr(request.resolver_match.func, "door", "") not in FIRM_SIDE:
            return response
        page = error_pages.page(405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return "/"
