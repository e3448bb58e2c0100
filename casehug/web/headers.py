"""Security headers that every answer carries: pages, static files, and what no view answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

DENIED = ("camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb")
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Behind these doors a page shows a firm's matters: nobody finds it in the browser after sign-out.
NOT_KEPT = {"signed_in", "member", "admin"}


def security_headers(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        view = getattr(getattr(request, "resolver_match", None), "func", None)
        if getattr(view, "door", "") in NOT_KEPT or _is_of_accounts(view):
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _is_of_accounts(view: object) -> bool:
    return getattr(view, "__module__", "").startswith("allauth.")
