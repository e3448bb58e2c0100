"""Permissions: every view says who may enter; a test walks the URLs and fails on one that does not."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Anybody, signed in or not."""
    view = login_not_required(view)
    view.door = "public"
    return view


def signed_in(view: View) -> View:
    """Any person who signed in, even one who belongs to no firm."""
    view.door = "signed_in"
    return view


def member_required(view: View) -> View:
    """A member of the firm in scope."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.member is None:
            return render(request, "no_firm.html", status=403)
        if _lacks_second_step(request):
            return second_step_first(request)
        return view(request, *args, **kwargs)

    guarded.door, guarded.knows = "member", _is_member
    return guarded


def _is_member(request: HttpRequest, **_kwargs: object) -> bool:
    return request.member is not None


def _lacks_second_step(request: HttpRequest) -> bool:
    """The firm asks for a second factor by now, and this person has none."""
    return request.firm.asks_second_step and not request.member.has_second_step


def second_step_first(request: HttpRequest) -> HttpResponseBase:
    """Where to set one up; a fragment's page is left for it."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("mfa_index")})
    return render(request, "second_step_first.html", status=403)


def admin_required(view: View) -> View:
    """A firm admin. To staff the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.member is None or not request.member.is_admin:
            raise Http404
        if _lacks_second_step(request):
            return second_step_first(request)
        return view(request, *args, **kwargs)

    guarded.door, guarded.knows = "admin", _is_member
    return guarded
