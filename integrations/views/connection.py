"""The connection: to Clio's authorization page and back, disconnecting, and the two switches."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casehug.security.permissions import admin_required
from casehug.web.public_urls import public_address
from casehug.web.requests import FirmRequest
from integrations import access
from integrations.domain import accounts, connections, mappings
from integrations.errors import SyncError
from integrations.models import Connection, Link
from integrations.regions import REGIONS
from integrations.views.presenter import SyncPresenter, in_vain
from matters.models import Document

MOST_SHOWN = 50
SWITCHES = {"approval": "auto_sync_on_approval", "matter-created": "auto_sync_on_matter_created"}

DECLINED = gettext_lazy(
    "You declined in Clio, so nothing was connected. Click “Connect to Clio” when you are ready."
)
AUTHORIZATION, DECLINE, CALLS = (
    "support:clio-authorization",
    "support:clio-declined",
    "support:clio",
)
SETTINGS = "integrations:settings"


class Declined(connections.NotConnected):
    """The person's own decision: nothing went wrong."""


@admin_required
@require_POST
def connect(request: FirmRequest) -> HttpResponse:
    region = REGIONS.get(request.POST.get("region", "us"))
    if region is None:
        raise Http404
    path = reverse("integrations:callback", args=[region.code])
    try:
        address = connections.begin(
            region=region,
            redirect_uri=public_address(request, path),
            session_key=request.session.session_key or "",
            by=request.member,
        )
    except connections.NotConnected as error:
        messages.error(request, str(error), extra_tags=AUTHORIZATION)
        return redirect("integrations:settings")
    return redirect(address)


@admin_required
@require_safe
def callback(request: FirmRequest, region: str) -> HttpResponse:
    try:
        connection = _connected(request, region)
    except Declined as decision:
        messages.info(request, _as_it_is(decision), extra_tags=DECLINE)
        return redirect("integrations:settings")
    except connections.NotConnected as error:
        messages.error(request, _as_it_is(error), extra_tags=AUTHORIZATION)
        return redirect("integrations:settings")
    if not connection.is_connected:
        return redirect("integrations:confirm")
    messages.success(request, _connected_as(connection))
    _fetch_areas(request, connection)
    return redirect("integrations:settings")


def _connected_as(connection: Connection) -> str:
    if connection.person_name:
        return _("Connected to Clio as {name}.").format(name=connection.person_name)
    return _("Connected to Clio.")


def _fetch_areas(request: FirmRequest, connection: Connection) -> None:
    try:
        mappings.refresh(connection=connection, by=request.member)
    except SyncError as error:
        said = _("Connected. {why} Refresh the practice areas below in a minute.")
        messages.warning(request, said.format(why=error.sentence))


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: FirmRequest) -> HttpResponse:
    """Another Clio account than before: what would go there, before anything does."""
    connection = access.connection()
    if connection.state != Connection.State.UNCONFIRMED:
        return redirect("integrations:settings")
    if request.method != "POST":
        return render(request, "integrations/confirm.html", _what_would_go(connection))
    decided = {name: request.POST.get(name) == "true" for name in ("send", "same")}
    connections.confirm(connection=connection, by=request.member, **decided)
    connection.refresh_from_db()
    messages.success(request, _connected_as(connection))
    _fetch_areas(request, connection)
    return redirect("integrations:settings")


def _what_would_go(connection: Connection) -> dict[str, object]:
    waiting = accounts.waiting_for_another(connection)
    documents = Document.objects.filter(matter__in=[sync.matter_id for sync in waiting])
    elsewhere = Link.objects.exclude(clio_account=connection.clio_account).exists()
    return {
        "connection": connection,
        "is_shared": accounts.is_shared(connection),
        "may_be_same": bool(accounts.may_be(connection)),
        "is_other": bool(waiting) or elsewhere,
        "waiting": [SyncPresenter(sync) for sync in waiting[:MOST_SHOWN]],
        "count": len(waiting),
        "documents": documents.count(),
        "more": max(len(waiting) - MOST_SHOWN, 0),
    }


def _as_it_is(news: connections.NotConnected) -> str:
    """Where Clio is connected there is no button to click, and nothing is lost."""
    if not Connection.objects.filter(state=Connection.State.CONNECTED).exists():
        return str(news)
    if isinstance(news, Declined):
        return _("You declined in Clio, so nothing changed. Clio stays connected as before.")
    if str(news) == str(connections.START_AGAIN):
        return _("This connection attempt is no longer valid. Clio stays connected as before.")
    return str(news)


def _connected(request: FirmRequest, region: str) -> Connection:
    attempt = connections.used_attempt(
        state=request.GET.get("state", ""),
        region=region,
        session_key=request.session.session_key or "",
        by=request.member,
    )
    if request.GET.get("error") == "access_denied":
        raise Declined(DECLINED)
    if not (code := request.GET.get("code")):
        raise connections.NotConnected(connections.START_AGAIN)
    return connections.complete(attempt=attempt, code=code, by=request.member)


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect(request: FirmRequest) -> HttpResponse:
    connection = access.connection()
    if request.method != "POST":
        return render(request, "integrations/disconnect.html", {"connection": connection})
    told = connections.disconnect(connection=connection, by=request.member)
    messages.success(request, _("Disconnected. What is in Clio and in CaseHug stays as it is."))
    if not told:
        messages.warning(
            request,
            _("Clio could not be told just now. Remove CaseHug in Clio’s settings as well."),
        )
    return redirect("integrations:settings")


@admin_required
@require_POST
def test(request: FirmRequest) -> HttpResponse:
    try:
        messages.success(request, connections.check(connection=access.connection()))
    except connections.NotConnected as error:
        messages.error(request, str(error))
    except SyncError as error:
        messages.error(request, in_vain(error), extra_tags=CALLS)
    matter = request.POST.get("next", "")
    return redirect("matters:matter", matter) if matter.isdecimal() else redirect(SETTINGS)


@admin_required
@require_POST
def switch(request: FirmRequest, name: str) -> HttpResponse:
    if name not in SWITCHES:
        raise Http404
    connection = access.connection()
    on = request.POST.get("on") == "true"
    connections.switch(connection=connection, name=SWITCHES[name], on=on, by=request.member)
    connection.refresh_from_db()
    if request.htmx:
        context = {"connection": connection, "saved": name}
        return render(request, "integrations/settings.html#switches", context)
    messages.success(request, _("Saved."))
    return redirect("integrations:settings")
