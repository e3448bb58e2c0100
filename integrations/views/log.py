"""The sync log: every sync, its trigger, outcome, what it did, how long, and a retry."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from casehug.security.permissions import admin_required
from casehug.ui import keyset_pager
from casehug.web.requests import FirmRequest
from integrations import access, queue
from integrations.models import Link, Sync, SyncEvent, SyncQuerySet
from integrations.views.findings import open_findings
from integrations.views.presenter import SyncPresenter

PAGE = 20

SHOWN = {
    "": (pgettext_lazy("syncs", "All"), Q()),
    "synced": (pgettext_lazy("syncs", "Synced"), Q(state=Sync.State.SYNCED)),
    "waiting": (
        pgettext_lazy("syncs", "Waiting"),
        Q(state__in=[Sync.State.QUEUED, Sync.State.RUNNING]),
    ),
    "needs-you": (pgettext_lazy("syncs", "Needs you"), Q(state=Sync.State.HELD)),
}
SPANS = {"": (_("Any time"), None), "week": (_("This week"), 7), "month": (_("This month"), 31)}


def log_page(request: FirmRequest) -> dict[str, object]:
    """One page of the log, newest first."""
    state, span = request.GET.get("state", ""), request.GET.get("span", "")
    before = request.GET.get("before", "")
    page = keyset_pager.downwards(
        _chosen(state, span), size=PAGE, before=before, moment="requested_at"
    )
    return {
        "log": [SyncPresenter(sync) for sync in page.rows],
        "states": [(key, words) for key, (words, _rows) in SHOWN.items()],
        "spans": [(key, words) for key, (words, _days) in SPANS.items()],
        "state": state,
        "span": span,
        "is_filtered": bool(state or span or before),
        "older": page.older,
        "has_pending": any(sync.is_pending for sync in page.rows),
        "findings": open_findings(),
        "has_held": any(sync.state == Sync.State.HELD for sync in page.rows),
    }


def _chosen(state: str, span: str) -> SyncQuerySet:
    found = Sync.objects.select_related("matter", "requested_by__user")
    found = found.annotate(filed=Subquery(_filed(), output_field=IntegerField()))
    found = found.annotate(in_clio=Subquery(_in_clio()))
    found = found.filter(SHOWN.get(state, SHOWN[""])[1])
    if days := SPANS.get(span, SPANS[""])[1]:
        found = found.filter(requested_at__gte=timezone.now() - timedelta(days=days))
    return found


def _filed() -> QuerySet:
    """How many documents the sync outside filed: of the rows on the page alone."""
    events = SyncEvent.objects.filter(sync=OuterRef("pk"), outcome=SyncEvent.Outcome.UPLOADED)
    return events.order_by().values("sync").annotate(number=Count("pk")).values("number")


def _in_clio() -> QuerySet:
    """Where the matter of the sync outside is in Clio."""
    links = Link.objects.filter(
        matter=OuterRef("matter"), clio_account=OuterRef("clio_account"), clio_id__isnull=False
    )
    return links.values(told=JSONObject(account="clio_account", id="clio_id"))[:1]


@admin_required
@require_safe
def syncs(request: FirmRequest) -> HttpResponse:
    template = "integrations/settings.html#log" if request.htmx else "integrations/log.html"
    return render(request, template, log_page(request))


@admin_required
@require_safe
def sync(request: FirmRequest, sync_id: int) -> HttpResponse:
    found = access.sync(sync_id)
    context = {"told": SyncPresenter(found), "events": found.events.select_related("link")}
    return render(request, "integrations/sync.html", context)


@admin_required
@require_POST
def retry(request: FirmRequest, sync_id: int) -> HttpResponse:
    found = access.sync(sync_id)
    queue.enqueue(matter=found.matter, trigger=Sync.Trigger.RETRY, by=request.member)
    said = gettext("“{title}” is being synced again.").format(title=found.matter.title)
    messages.success(request, said)
    return redirect("integrations:settings")
