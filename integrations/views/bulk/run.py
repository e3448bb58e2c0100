"""A bulk sync on its way: how far it is, what needs somebody, and the buttons that stop it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from integrations import access
from integrations.domain.bulk import progress, runs
from integrations.domain.bulk.choosing import Selection
from integrations.domain.bulk.forecast import lasts
from integrations.errors import Reason
from integrations.models import BulkMatter, BulkSync, Connection, Sync
from integrations.views.bulk.form import in_words
from integrations.views.presenter import SyncPresenter, about

PAGE, MOST_NAMED = 20, 5
NEEDS_YOU, TO_COME, ENDED = "needs-you", "to-come", "ended"
LISTS = {
    NEEDS_YOU: (pgettext_lazy("bulk sync", "Needs you"), progress.held_now),
    TO_COME: (pgettext_lazy("bulk sync", "To come"), progress.to_come),
    ENDED: (pgettext_lazy("bulk sync", "Finished"), progress.ended),
}
BADGES = {
    BulkSync.State.RUNNING: "waiting",
    BulkSync.State.PAUSED: "attention",
    BulkSync.State.DONE: "good",
    BulkSync.State.CANCELLED: "waiting",
}
OF_MEMBER = {
    BulkMatter.State.WAITING: "waiting",
    BulkMatter.State.QUEUED: "waiting",
    BulkMatter.State.SYNCED: "good",
    BulkMatter.State.HELD: "attention",
    BulkMatter.State.LEFT: "waiting",
}
WHY_PAUSED: dict[str, object] = {
    Reason.OTHER_ACCOUNT: gettext_lazy(
        "Another Clio account is connected now than the one this was started for, so nothing more is"
        " sent. Connect that one again and resume, or cancel this and start anew."
    ),
    Reason.FORBIDDEN: gettext_lazy(
        "Clio does not let the connected person do what comes next. Press “Test connection” in"
        " Settings → Integrations, then resume."
    ),
}
WHY_ELSE = gettext_lazy(
    "Clio refused what comes next for all matters alike. The sync log says why; resume when it is"
    " mended."
)


@dataclass(slots=True)
class Line:
    """One matter of the run, and its newest sync where that says more."""

    member: BulkMatter
    told: SyncPresenter | None

    @property
    def badge(self) -> tuple[str, str]:
        if self.told and self.told.sync.is_pending | (self.member.state == BulkMatter.State.HELD):
            return self.told.badge
        return OF_MEMBER[BulkMatter.State(self.member.state)], self.member.get_state_display()

    @property
    def sentence(self) -> str:
        is_over = self.member.state in {BulkMatter.State.SYNCED, BulkMatter.State.LEFT}
        return self.told.sentence if self.told and not is_over else ""


def newest_runs() -> list[tuple[BulkSync, str]]:
    """For Settings → Integrations: the one under way, and some before it."""
    rows = BulkSync.objects.newest_first()[:MOST_NAMED]
    return [(bulk, BADGES[BulkSync.State(bulk.state)]) for bulk in rows]


@admin_required
@require_safe
def bulk_sync(request: FirmRequest, bulk_id: int) -> HttpResponse:
    bulk = access.bulk_sync(bulk_id)
    connection = Connection.objects.current().first()
    part = "#run" if request.htmx else ""
    context = {**_about(bulk, connection), **_listed(request, bulk)}
    return render(request, f"integrations/bulk/run.html{part}", context)


def _about(bulk: BulkSync, connection: Connection | None) -> dict[str, Any]:
    made = progress.progress_of(bulk)
    left = lasts(made.calls, connection) if connection else timedelta(0)
    return {
        "bulk": bulk,
        "badge": (BADGES[BulkSync.State(bulk.state)], bulk.get_state_display()),
        "progress": made,
        "lasts": about(left),
        "chosen": in_words(Selection.read(bulk.chosen)),
        "why_paused": WHY_PAUSED.get(bulk.reason, WHY_ELSE) if _paused_by_itself(bulk) else "",
        "is_ours": bool(connection and connection.clio_account == bulk.clio_account),
        "waits_for_clio": bulk.is_running and not (connection and connection.is_connected),
    }


def _paused_by_itself(bulk: BulkSync) -> bool:
    return bulk.is_paused and bulk.changed_by_id is None


def _listed(request: FirmRequest, bulk: BulkSync) -> dict[str, Any]:
    """The oldest first, as they are sent; pages follow each other by the last row's id."""
    show = request.GET.get("show", "")
    show = show if show in LISTS else NEEDS_YOU
    rows: QuerySet[BulkMatter] = LISTS[show][1](bulk)
    if (after := request.GET.get("after", "")).isdecimal() and len(after) <= access.LONGEST_ID:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.select_related("matter").order_by("pk")[: PAGE + 1])
    return {
        "show": show,
        "lists": [(key, words) for key, (words, _rows) in LISTS.items()],
        "lines": _lines(found[:PAGE]),
        "after": after if after.isdecimal() else "",
        "next": found[PAGE - 1].pk if len(found) > PAGE else "",
    }


def _lines(members: list[BulkMatter]) -> list[Line]:
    newest = Sync.objects.newest().filter(matter__in=[one.matter_id for one in members])
    told = {s.matter_id: SyncPresenter(s) for s in newest.select_related("matter")}
    return [Line(one, told.get(one.matter_id)) for one in members]


@admin_required
@require_POST
def pause(request: FirmRequest, bulk_id: int) -> HttpResponse:
    bulk = access.bulk_sync(bulk_id)
    if not runs.pause(bulk=bulk, by=request.member):
        messages.info(request, _("It was not running any more."))
    return redirect("integrations:bulk-sync", bulk.pk)


@admin_required
@require_POST
def resume(request: FirmRequest, bulk_id: int) -> HttpResponse:
    bulk = access.bulk_sync(bulk_id)
    if not runs.resume(bulk=bulk, by=request.member):
        _say_why_not(request, bulk)
    return redirect("integrations:bulk-sync", bulk.pk)


def _say_why_not(request: FirmRequest, bulk: BulkSync) -> None:
    if bulk.is_paused:
        messages.error(request, str(WHY_PAUSED[Reason.OTHER_ACCOUNT]))
    else:
        messages.info(request, _("It was not paused any more."))


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: FirmRequest, bulk_id: int) -> HttpResponse:
    """Asked once, with what has been sent and what has not."""
    bulk = access.bulk_sync(bulk_id)
    if request.method == "POST" and not runs.cancel(bulk=bulk, by=request.member):
        messages.info(request, _("It was over already."))
    if request.method == "POST" or not bulk.is_open:
        return redirect("integrations:bulk-sync", bulk.pk)
    context = {"bulk": bulk, "progress": progress.progress_of(bulk)}
    return render(request, "integrations/bulk/cancel.html", context)
