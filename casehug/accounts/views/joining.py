"""Joining: the page an invitation leads to."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casehug.accounts import team
from casehug.accounts.forms import NewPersonForm
from casehug.models import Firm, Invitation, User
from casehug.security.permissions import public
from casehug.tenancy.scope import firm_scope


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A new person sets a name and a password; a known one signs in, then joins by a press."""
    invitation = team.opened(token)
    if invitation is None:
        return render(request, "join/closed.html", status=404)
    user = User.objects.filter(email=invitation.email).first()
    if request.user.is_authenticated:
        return _signed_in(request, invitation)
    if user is not None:
        return render(request, "join/known.html", _context(invitation) | {"path": request.path})
    return _new(request, invitation)


def _signed_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.user.email != invitation.email:
        return render(request, "join/other.html", _context(invitation) | {"path": request.path})
    if request.method != "POST":
        return render(request, "join/press.html", _context(invitation))
    return _joined(request, invitation, request.user)


def _new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = NewPersonForm(request.POST or None, initial={"name": invitation.name})
    form.email = invitation.email
    if request.method != "POST" or not form.is_valid():
        context = _context(invitation) | {"form": form}
        return render(request, "join/new.html", context, status=422 if form.errors else 200)
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
    except IntegrityError:  # The same form, sent twice: the first one made the person.
        return redirect(request.path)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)
    return _joined(request, invitation, user)


def _joined(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if team.join(invitation=invitation, user=user) is None:
        return render(request, "join/closed.html", status=404)
    request.session["firm"] = str(invitation.firm_id)
    messages.success(request, _("You now work with {firm}.").format(firm=_firm(invitation).name))
    return redirect("dashboard")


def _context(invitation: Invitation) -> dict[str, object]:
    path = reverse("account_login")
    return {"invitation": invitation, "joining": _firm(invitation), "login": path}


def _firm(invitation: Invitation) -> Firm:
    with firm_scope(invitation.firm_id):
        return Firm.objects.get(pk=invitation.firm_id)
