"""From the link in an e-mail to a remembered device."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from intake.domain import devices
from intake.doors import COOKIE, LINK_COOKIE, client_link_required, link_required
from intake.models import Language, PortalLink
from intake.views.portal.page import page


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request, token):
    """Looking changes nothing but `opened_at`: mail scanners look too. Pressing the button counts."""
    _speak(request, request.POST.get("lang") or request.GET.get("lang"))
    if is_remembered(request):
        return _home(request)
    if request.method == "POST":
        return start(request, token)
    PortalLink.objects.filter(pk=request.link.pk, opened_at=None).update(opened_at=timezone.now())
    return page(request, "portal/welcome.html", token=token)


def start(request, token: str) -> HttpResponse:
    _keep_language(request)
    if secret := devices.remember_first(link=request.link):
        return _let_in(request, token, secret)
    if _address(request):
        _send(request)
    return redirect("portal:code", token=token)


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, token):
    if is_remembered(request):
        return _home(request)
    if request.method != "POST":
        return _code_page(request, token)
    secret = devices.use_code(link=request.link, code=request.POST.get("code", "")[:20])
    if secret:
        return _let_in(request, token, secret)
    wrong = "live" if devices.live_code(request.link) else "over"
    return _code_page(request, token, wrong=wrong, status=422)


@link_required
@require_POST
def new_code(request, token):
    if not _address(request):
        return redirect("portal:code", token=token)
    if not _send(request):
        return _code_page(request, token, wrong="many", status=429)
    query = urlencode({"sent": "again"})
    return redirect(f"{reverse('portal:code', args=[token])}?{query}")


@client_link_required
@require_POST
def forgetting(request):
    """On a shared phone: whoever opens the link here next is asked for a code."""
    devices.forget(device=request.device)
    response = page(request, "portal/forgotten.html")
    response.delete_cookie(COOKIE, path=reverse("portal:home", args=[request.intake.key]))
    return response


def _send(request) -> bool:
    try:
        devices.send_code(link=request.link)
    except devices.NoMoreCodes:
        return False
    return True


def _code_page(request, token: str, status: int = 200, **about: object) -> HttpResponse:
    return page(
        request,
        "portal/code.html",
        status=status,
        token=token,
        email=masked(_address(request)),
        live=devices.live_code(request.link) is not None,
        sent_again=request.GET.get("sent") == "again",
        **about,
    )


def is_remembered(request) -> bool:
    device = devices.device_of(request.COOKIES.get(LINK_COOKIE, ""))
    return device is not None and device.link_id == request.link.pk


def masked(email: str) -> str:
    """m•••@example.com: enough to know which mailbox to look into."""
    name, at, host = email.partition("@")
    return f"{name[:1]}•••{at}{host}" if at else ""


def _address(request) -> str:
    client = request.intake.matter.client
    return client.email.strip() if client else ""


def _home(request) -> HttpResponse:
    return redirect("portal:home", key=request.intake.key)


def _let_in(request, token: str, secret: str) -> HttpResponse:
    """Remembered where the intake is, and where its link leads in."""
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
            expires=request.link.expires_at,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _speak(request, language: str | None) -> None:
    if language in Language.values:
        request.language = language


def _keep_language(request) -> None:
    if request.language != request.intake.language:
        request.intake.language = request.language
        request.intake.save(update_fields=["language"])
