"""Sync older matters: which, what that takes, and the start."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from casehug.security.permissions import admin_required
from casehug.ui import keyset_pager
from casehug.ui.formats import grouped
from casehug.web.requests import FirmRequest
from integrations.clio import oauth
from integrations.domain.bulk import runs
from integrations.domain.bulk.choosing import Selection, chosen, left_out
from integrations.domain.bulk.forecast import a_minute, counted_by_reason, lasts, totals
from integrations.errors import Reason
from integrations.models import BulkSync, Connection
from integrations.views.bulk.form import BulkFilter
from integrations.views.exits import exit_of
from integrations.views.presenter import NEEDS, about
from matters.models import Matter

PAGE = 20
LEFT_OUT = "left-out"


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_syncs(request: FirmRequest) -> HttpResponse:
    connection = Connection.objects.current().select_related("firm").first()
    if connection is None:
        messages.warning(request, _("Connect Clio first. Then older matters can be synced."))
        return redirect("integrations:settings")
    if request.method == "POST":
        return _start(request, connection)
    return _shown(request, connection, BulkFilter(request.GET))


def _shown(
    request: FirmRequest, connection: Connection, form: BulkFilter, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "connection": connection,
        "open": BulkSync.objects.open().first(),
        "may_start": connection.is_connected and oauth.is_configured(),
    }
    if form.is_valid():
        context |= _counted(request, connection, form.selection)
    elif request.method == "GET":
        status = 422
    return render(request, "integrations/bulk/choose.html", context, status=status)


def _counted(request: FirmRequest, connection: Connection, selection: Selection) -> dict[str, Any]:
    found = totals(selection, connection)
    stopped = counted_by_reason(selection, connection)
    shows_left_out = request.GET.get("show") == LEFT_OUT
    matters = (left_out if shows_left_out else chosen)(selection, connection)
    page = keyset_pager.downwards(
        matters.select_related("client", "case_type"),
        size=PAGE,
        before=request.GET.get("before", ""),
        moment="created_at",
    )
    return {
        "totals": found,
        "calls_a_minute": a_minute(connection),
        "lasts": about(lasts(found.calls, connection)),
        "left_out": sum(stopped.values()),
        "reasons": [
            (NEEDS.get(reason, _("Needs you")), count) for reason, count in stopped.items()
        ],
        "shows_left_out": shows_left_out,
        "rows": [(matter, *_way(matter)) for matter in page.rows],
        "older": page.older,
        "filters": _kept(request),
    }


def _way(matter: Matter) -> tuple[Any, str, str]:
    """(what is wrong, what to do about it, where); nothing of a matter that goes with the run."""
    reason = getattr(matter, "stopped", "")
    if not reason:
        return "", "", ""
    way = exit_of(reason)
    wrong = NEEDS.get(reason, _("Needs you"))
    if reason == Reason.UNMAPPED:
        return wrong, str(way.words if way else ""), reverse("integrations:settings") + "#mappings"
    if way is None or not way.place:
        return wrong, _("Open the matter"), matter.get_absolute_url()
    place = way.url(matter.pk)
    return wrong, str(way.words), place


def _kept(request: FirmRequest) -> str:
    """The filter, for the addresses of other pages of the list."""
    kept = request.GET.copy()
    for name in ("before", "show"):
        kept.pop(name, None)
    return kept.urlencode()


def _start(request: FirmRequest, connection: Connection) -> HttpResponse:
    form = BulkFilter(request.POST)
    if not form.is_valid():
        return _shown(request, connection, form, status=422)
    if not (connection.is_connected and oauth.is_configured()):
        messages.error(request, _("Clio is not connected, so nothing was started."))
        return redirect("integrations:bulk-syncs")
    try:
        bulk, is_new = runs.start(
            selection=form.selection, connection=connection, by=request.member
        )
    except runs.NothingToSync:
        messages.info(request, _("Nothing is left to sync among these matters."))
        return redirect("integrations:bulk-syncs")
    if not is_new:
        messages.info(request, _("A sync of older matters is under way already. This is it."))
    else:
        said = ngettext(
            "Started with {count} matter.", "Started with {count} matters.", bulk.matters
        )
        messages.success(request, said.format(count=grouped(bulk.matters)))
    return redirect("integrations:bulk-sync", bulk.pk)
