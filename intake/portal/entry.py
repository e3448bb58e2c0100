"""Entry: from the link in an email to a remembered device."""

import contextlib
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casehug.ui import formats
from intake.links import devices
from intake.links.devices import NoMoreCodes, NoMoreToday, TooSoon
from intake.models import PortalLink
from intake.portal.page import page
from intake.portal.permissions import (
    COOKIE,
    LINK_COOKIE,
    chosen_language,
    client_link_required,
    link_required,
    mended,
    nobody_required,
)

# Pasted whole from the email: "Su código es 407635".
LONGEST_LINE = 60


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request, token):
    """Looking changes nothing: mail scanners look too. Pressing the button counts."""
    if is_remembered(request):
        return _home(request)
    if request.method == "POST":
        return start(request, token)
    if devices.asks_newcomers(request.link):
        return redirect(_code_address(request, token))
    way_back = devices.way_back(request.link)
    return page(request, "portal/welcome.html", token=token, way_back=way_back)


def start(request, token: str) -> HttpResponse:
    PortalLink.objects.filter(pk=request.link.pk, opened_at=None).update(opened_at=timezone.now())
    if secret := devices.remember_first(link=request.link, shared=_is_shared(request)):
        return _let_in(request, token, secret)
    if devices.address_of(request.link):
        with contextlib.suppress(TooSoon, NoMoreCodes):  # The page says which code may be tried.
            _send(request)
    return redirect(_code_address(request, token))


@nobody_required
def lost(request, rest=""):
    """Any other address of the portal: a client is never led to the pages of the firm."""
    return mended(request, rest)


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, token):
    """Tells nothing but the firm's name to whoever only looks."""
    if is_remembered(request):
        return _home(request)
    if request.method != "POST":
        return _code_page(request, token, sent_again=request.GET.get("sent") == "again")
    typed, shared = request.POST.get("code", "")[:LONGEST_LINE], _is_shared(request)
    if secret := devices.use_code(link=request.link, code=typed, shared=shared):
        return _let_in(request, token, secret)
    return _code_page(request, token, wrong=True, status=422)


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_code(request, token):
    if request.method != "POST" or not devices.address_of(request.link):
        return redirect(_code_address(request, token))
    try:
        _send(request)
    except TooSoon as early:
        return _code_page(request, token, until=_minute_after(early.until, request), status=429)
    except NoMoreToday:
        return _code_page(request, token, many=True, today=True, status=429)
    except NoMoreCodes:
        return _code_page(request, token, many=True, status=429)
    return redirect(_code_address(request, token, sent="again"))


@client_link_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgetting(request):
    """On a shared phone: whoever opens the link here next is asked for a code. Asked once before."""
    about = {
        "way_back": devices.way_back(request.link),
        "email": masked(devices.address_of(request.link)),
    }
    if request.method != "POST":
        return page(request, "portal/forgetting.html", **about)
    devices.forget(device=request.device)
    response = page(request, "portal/forgotten.html", **about)
    response.delete_cookie(COOKIE, path=reverse("portal:home", args=[request.intake.key]))
    return response


def _send(request) -> None:
    """In the language of the page the code is asked on. Raises TooSoon or NoMoreCodes."""
    request.intake.language = request.language
    devices.send_code(link=request.link)


def _code_page(request, token: str, status: int = 200, **about: object) -> HttpResponse:
    return page(
        request,
        "portal/code.html",
        status=status,
        token=token,
        email=masked(devices.address_of(request.link)),
        live=devices.live_code(request.link) is not None,
        **about,
    )


def _code_address(request, token: str, **query: str) -> str:
    if chosen := chosen_language(request):
        query["lang"] = chosen
    there = reverse("portal:code", args=[token])
    return f"{there}?{urlencode(query)}" if query else there


def _minute_after(moment: datetime, request) -> str:
    """3:31 PM, where the firm is: the first whole minute by which `moment` is over."""
    with timezone.override(request.firm.time_zone):
        return formats.clock(moment + timedelta(seconds=59))


def is_remembered(request) -> bool:
    device = devices.device_of(request.COOKIES.get(LINK_COOKIE, ""))
    return device is not None and device.link_id == request.link.pk and not device.has_lapsed


def masked(email: str) -> str:
    """m•••@example.com: enough to know which mailbox to look into."""
    name, at, host = email.partition("@")
    return f"{name[:1]}•••{at}{host}" if at else ""


def _home(request) -> HttpResponse:
    return redirect("portal:home", key=request.intake.key)


def _let_in(request, token: str, secret: str) -> HttpResponse:
    """Remembered where the intake is, and where its link leads in."""
    _keep_language(request)
    response = _home(request)
    places = {
        COOKIE: reverse("portal:home", args=[request.intake.key]),
        LINK_COOKIE: reverse("portal:welcome", args=[token]),
    }
    for name, path in places.items():
        response.set_cookie(
            name,
            secret,
            path=path,
            expires=None if _is_shared(request) else request.link.expires_at,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _is_shared(request) -> bool:
    return request.POST.get("shared") == "yes"


def _keep_language(request) -> None:
    """Only whoever got in decides what emails and pages speak from now on."""
    if request.language != request.intake.language:
        request.intake.language = request.language
        request.intake.save(update_fields=["language"])
