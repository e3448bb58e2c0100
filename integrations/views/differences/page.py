"""Differences with Clio: what people changed there of linked records, by kind, with its repair."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casehug.security.permissions import admin_required
from casehug.ui import keyset_pager
from casehug.web.requests import FirmRequest
from integrations import access
from integrations.domain import differences as verbs
from integrations.models import Connection, Difference, Poll
from integrations.views.differences.told import told, with_names

PAGE = 50
Kind, Decision = Difference.Kind, Difference.Decision
ABOUT = ("link__matter__client", "link__client", "link__document__matter__client")


@admin_required
@require_safe
def differences(request: FirmRequest) -> HttpResponse:
    connection = Connection.objects.current().first()
    context: dict[str, object] = {"connection": connection}
    if connection and connection.is_connected:
        context |= _listed(request, connection)
    return render(request, "integrations/differences.html", context)


def _listed(request: FirmRequest, connection: Connection) -> dict[str, object]:
    mine = Difference.objects.open().of_account(connection.clio_account)
    counts = dict(mine.order_by().values_list("kind").annotate(Count("pk")))
    kinds = [(kind, kind.label, counts[kind]) for kind in Kind if kind in counts]
    kind = request.GET.get("kind", "")
    if kind not in counts:
        kind = kinds[0][0] if kinds else ""
    rows = with_names(mine.filter(kind=kind).select_related(*ABOUT))
    before = request.GET.get("before", "")
    page = keyset_pager.downwards(rows, size=PAGE, before=before, moment="found_at")
    polls = Poll.objects.filter(clio_account=connection.clio_account)
    return {
        "kinds": kinds,
        "kind": kind,
        "kind_label": Kind(kind).label if kind else "",
        "rows": told(page.rows, connection),
        "older": page.older,
        "count": counts.get(kind, 0),
        "ways": _ways(kind),
        "looked_at": polls.values_list("looked_at", flat=True).first(),
    }


def _ways(kind: str) -> list[Difference.Decision]:
    return Difference(kind=kind).decisions if kind else []


@admin_required
@require_POST
def difference(request: FirmRequest, difference_id: int) -> HttpResponse:
    found = access.difference(difference_id)
    if problem := decided(found, request):
        messages.error(request, problem)
    else:
        messages.success(request, _said(request.POST["decision"]))
    return redirect(_page_of(found.kind))


@admin_required
@require_POST
def of_a_kind(request: FirmRequest) -> HttpResponse:
    kind, decision = request.POST.get("kind", ""), request.POST.get("decision", "")
    if kind not in Kind.values or decision not in _ways(kind):
        raise Http404
    account = access.connection().clio_account
    done, left = verbs.decide_all(
        kind=kind, decision=decision, clio_account=account, by=request.member
    )
    said = ngettext("{count} decided: {what}.", "{count} decided: {what}.", done)
    messages.success(request, said.format(count=done, what=Decision(decision).label))
    if left:
        said = ngettext(
            "{count} is left. Press again, or decide it on its own.",
            "{count} are left. Press again, or decide them one by one.",
            left,
        )
        messages.warning(request, said.format(count=left))
    return redirect(_page_of(kind))


def _page_of(kind: str) -> str:
    return f"{reverse('integrations:differences')}?kind={kind}"


def decided(found: Difference, request: FirmRequest) -> str:
    """Why nothing was decided, if so."""
    decision = request.POST.get("decision", "")
    try:
        if verbs.decide(difference=found, decision=decision, by=request.member):
            return ""
    except ValidationError as error:
        why = " ".join(error.messages)
        return _("Clio’s value cannot be kept here. {why}").format(why=why)
    return _("This was decided already, or is no longer so.")


def _said(decision: str) -> str:
    if decision in {Decision.KEEP, Decision.AGAIN}:
        return _("It goes to Clio with a sync, which has begun.")
    return _("Done.")
