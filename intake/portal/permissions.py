"""Portal permissions: who may enter the portal: whoever holds the link, and devices that were
remembered for it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_noop
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from casehug import languages
from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from casehug.web.error_pages import OUTAGES
from intake.links import devices
from intake.models import PortalLink

log = structlog.get_logger()
View = Callable[..., HttpResponse]
_SECURE = "__Secure-" if settings.SESSION_COOKIE_SECURE else ""
# The same secret twice: sent to the intake's pages, and to the address of its link.
COOKIE, LINK_COOKIE = f"{_SECURE}casehug-device", f"{_SECURE}casehug-device-link"
DISCREET = {
    "Cache-Control": "no-store",
    # Not `no-referrer`: a form would then send `Origin: null`, which the CSRF check must refuse.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def link_required(view: View) -> View:
    """Whoever holds a live link: the welcome, and the code another device is asked for."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        found = devices.link_of(token)
        if found is None:
            return mended(request, token)
        with firm_scope(found.firm_id):
            link = _link(found.pk)
            if not link.is_live:
                return closed(request, link.firm)
            _bring_in(request, link)
            request.language = _language_before_entry(request, link)
            with _here(request):
                return view(request, token)

    return _discreet(guarded, "link")


def client_link_required(view: View) -> View:
    """A remembered device of this very intake, while its link lives."""

    @wraps(view)
    def guarded(request, key: str, **kwargs: object) -> HttpResponse:
        device = devices.device_of(request.COOKIES.get(COOKIE, ""))
        if device is None:
            return elsewhere(request, key)
        with firm_scope(device.firm_id):
            link = _link(device.link_id)
            if link.intake.key != key:
                return elsewhere(request, key)
            if not link.is_live:
                return closed(request, link.firm)
            if device.has_lapsed:
                return lapsed(request, link)
            devices.seen(device=device, link=link)
            _bring_in(request, link)
            request.device = device
            try:
                with _here(request):
                    return view(request, **kwargs)
            except Http404:
                return gone(request)

    guarded.knows = _knows
    return _discreet(guarded, "client")


def _knows(request: HttpRequest, key: str, **_about: object) -> bool:
    """Before a view is asked: may this browser send files here?"""
    device = devices.device_of(request.COOKIES.get(COOKIE, ""))
    if device is None or device.has_lapsed:
        return False
    with firm_scope(device.firm_id):
        link = _link(device.link_id)
        return link.is_live and link.intake.key == key


# Of pages in every language, for nobody knows which the client reads.
CLOSED = gettext_noop("This link does not open here")
ELSEWHERE = gettext_noop("Your list is not open on this phone or computer")
OUTAGE = gettext_noop("We cannot reach your list right now")


def closed(request: HttpRequest, firm: Firm | None = None) -> HttpResponse:
    """Expired, revoked, replaced, foreign or never there: one page, and the firm's phone if known."""
    about: dict[str, object] = {"firm": firm, "heading": CLOSED, "messages": []}
    response = render(request, "portal/closed.html", about, status=404)
    response["Portal-Closed"] = "yes"  # For a page that is open still.
    return response


def elsewhere(request: HttpRequest, key: str) -> HttpResponse:
    """The address of a list without the browser it was opened in: whose list it is, and how it is
    opened here too."""
    about: dict[str, object] = {"heading": ELSEWHERE, "messages": []}
    if (intake := devices.intake_named(key)) is None:
        response = render(request, "portal/elsewhere.html", about, status=404)
    else:
        with firm_scope(intake.firm_id):
            link = intake.links.order_by("-created_at").first()
            way_back = devices.way_back(link) if link and link.is_live else devices.WayBack.CALL
            about |= {"firm": intake.firm, "way_back": way_back.value}
            response = render(request, "portal/elsewhere.html", about, status=404)
    response["Portal-Closed"] = "yes"
    return response


# A token is letters, digits, - and _; what mail programs and people put around it is none of these.
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,}")


def mended(request: HttpRequest, said: str) -> HttpResponse:
    """A link with a bracket, comma, full stop or slash after it opens all the same."""
    found = TOKEN.search(said)
    if found and devices.link_of(found[0]):
        return redirect("portal:welcome", token=found[0])
    return closed(request)


def lapsed(request, link: PortalLink) -> HttpResponse:
    """A browser that others use too, left alone for a while: it must show again whose it is."""
    about = {"firm": link.firm, "way_back": devices.way_back(link)}
    response = _not_found(request, "portal/lapsed.html", link.intake.language, about)
    response["Portal-Closed"] = "yes"
    return response


def gone(request) -> HttpResponse:
    about = {"firm": request.firm, "intake": request.intake}
    return _not_found(request, "portal/gone.html", request.language, about)


def _not_found(request, template: str, language: str, about: dict[str, object]) -> HttpResponse:
    about = {"language": language, "messages": []} | about
    with translation.override(language):
        response = render(request, template, about, status=404)
    response["Content-Language"] = language
    return response


def outage(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database is away. What a plain form held is on the page again, to be sent once more."""
    log.error("outage", error=type(error).__name__)
    again = []
    if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
        fields = [(name, values) for name, values in request.POST.lists() if name != "password"]
        again = [(name, value) for name, values in fields for value in values]
    about = {
        "heading": OUTAGE,
        "again": again,
        "is_form": request.method == "POST",
        "messages": [],
    }
    return render(request, "portal/outage.html", about, status=503)


def _link(pk: int) -> PortalLink:
    about = ("firm", "intake__matter__client", "intake__matter__case_type")
    return PortalLink.objects.select_related(*about).get(pk=pk)


def _bring_in(request, link: PortalLink) -> None:
    """As the client, even in the browser of somebody who works here."""
    request.user, request.member, request.other_firms = AnonymousUser(), None, []
    request.firm, request.link, request.intake = link.firm, link, link.intake
    request.language = link.intake.language


@contextmanager
def _here(request) -> Iterator[None]:
    """By the firm's clock and in the client's language."""
    with timezone.override(request.firm.time_zone), translation.override(request.language):
        yield


def _language_before_entry(request, link: PortalLink) -> str:
    """The one chosen on this page; else, until somebody has chosen, the browser's."""
    if chosen := chosen_language(request):
        return chosen
    kept, browsers = link.intake.language, languages.current()
    if browsers == kept or browsers not in languages.codes():
        return kept
    return browsers if devices.leaves_language_open(link.intake) else kept


def chosen_language(request: HttpRequest) -> str:
    """By a button or a link of this page; empty where none was pressed."""
    chosen = request.POST.get("lang") or request.GET.get("lang") or ""
    return chosen if chosen in languages.codes() else ""


def discreet(response: HttpResponse) -> HttpResponse:
    """Kept by no browser and found by no search engine; tells other sites nothing."""
    for name, value in DISCREET.items():
        response[name] = value
    return response


def pressed(view: View) -> View:
    """Inside `client_link_required`: for presses. Whoever opens the address is led to what it is of."""

    @wraps(view)
    def guarded(request, **about: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return _place_of(request, **about)
        return require_POST(view)(request, **about)

    return guarded


def _place_of(request, item_id: int | None = None, upload_id: int | None = None) -> HttpResponse:
    """Raises Http404 for a row that is not of this intake."""
    items = request.intake.items.all()
    if upload_id is not None:
        item_id = get_object_or_404(items, uploads=upload_id).pk
    if item_id is None:
        return redirect("portal:home", key=request.intake.key)
    item = get_object_or_404(items, pk=item_id)
    return redirect("portal:item", key=request.intake.key, item_id=item.pk)


def nobody_required(view: View) -> View:
    """Whoever it is: what the view shows tells nothing of any intake."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs)

    return _discreet(guarded, "link")


def _discreet(guarded: View, door: str) -> View:
    @wraps(guarded)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = guarded(request, *args, **kwargs)
        except OUTAGES as error:
            response = outage(request, error)
        return discreet(response)

    answered = login_not_required(gzip_page(answered))
    answered.door = door
    return answered
