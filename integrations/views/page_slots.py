"""Clio on other rooms’ pages: badges in lists, the dashboard’s work, figures and first steps."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from casehug.web.batched_queries import batched, first, up_to
from casehug.web.requests import FirmRequest
from integrations import queue, synced_count
from integrations.errors import Reason
from integrations.models import CaseTypeMapping, Connection, Difference, Link, Sync
from integrations.views.findings import newest, told
from integrations.views.presenter import SyncPresenter, badge_of, who_reconnects
from matters.models import Document, Matter
from matters.presenter import Badge, figure
from matters.views import next_move

# How long the dashboard says that the connection works again.
SAID_FOR = timedelta(hours=4)
MOST_COUNTED = 999


def after_approval(request: FirmRequest) -> dict[str, str] | None:
    """What approving an intake leads to here."""
    is_on = Connection.objects.current().filter(auto_sync_on_approval=True).exists()
    return {"words": gettext("Clio gets them by itself.")} if is_on else None


def newest_sync(request: FirmRequest) -> dict[str, Any]:
    """How far a matter's newest sync is, and whether all of the matter is in it."""
    newest = Sync.objects.newest().filter(matter=OuterRef("pk"))
    settled = Q(state=Link.State.DONE) | Q(left_out_at__isnull=False)
    filed = Link.objects.filter(settled, document=OuterRef("pk"))
    unsent = Document.objects.filter(~Exists(filed), matter=OuterRef("matter"))
    about = JSONObject(
        state="state",
        reason="reason",
        of="clio_account",
        now=queue.key_in_use(),
        has_unsent=Exists(unsent),
        differs=Exists(Difference.objects.about_the_matter_of_a_sync()),
    )
    return {"badge": Badge("newest_sync", Subquery(newest.values(told=about)), _told)}


def _told(told: dict[str, str] | None) -> tuple[str, str] | None:
    if told is None:
        return None
    elsewhere = bool(told["of"] and told["now"] and told["of"] != told["now"])
    return badge_of(
        told["state"],
        told["reason"],
        elsewhere=elsewhere,
        differs=told["differs"],
        has_unsent=told["has_unsent"],
    )


def dashboard_moves(request: FirmRequest) -> dict[str, Any] | None:
    """A connection that broke comes before all else, for those who can mend it."""
    connection = _of_the_dashboard(request)["connection"]
    is_broken = connection is not None and not connection.is_connected
    return {"moves": [next_move.RECONNECT]} if is_broken and request.member.is_admin else None


def dashboard_work(request: FirmRequest) -> dict[str, Any]:
    """Connecting in the first place."""
    return _of_the_dashboard(request)


def dashboard_alarm(request: FirmRequest) -> dict[str, Any]:
    """What stands still until somebody does something: a lapsed connection, and held syncs."""
    return _of_the_dashboard(request) | {"next_move": next_move.of_the_day(request)}


def _of_the_dashboard(request: FirmRequest) -> dict[str, Any]:
    """Asked once for one page."""
    known = vars(request)
    if "clio_of_dashboard" not in known:
        known["clio_of_dashboard"] = _asked_of_the_dashboard(request)
    return known["clio_of_dashboard"]


def _asked_of_the_dashboard(request: FirmRequest) -> dict[str, Any]:
    # The file's own list of those without a client offers the form.
    held = Sync.objects.held().exclude(reason=Reason.NEEDS_CLIENT).oldest_first()
    held = held.annotate(title=F("matter__title"))[:6]
    found = batched(
        connections=Connection.objects.current(), held=held, found=newest(), gone=_gone_areas()
    )
    connection = first(found["connections"])
    has_lapsed = connection is not None and not connection.is_connected
    return {
        "connection": connection,
        "reconnects": who_reconnects() if has_lapsed else "",
        "held": [SyncPresenter(sync) for sync in found["held"]],
        "has_mended": _has_mended(connection),
        "findings": told(connection, found["found"]),
        "gone_areas": [
            row
            for row in found["gone"]
            if connection and row.clio_account == connection.clio_account
        ],
        "is_admin": request.member.is_admin,
        # A new firm has it among its first steps.
        "offers_connecting": request.member.is_admin and not request.firm.is_new,
    }


def _gone_areas() -> QuerySet[CaseTypeMapping]:
    """Mappings whose practice area was deleted in Clio, and how many matters that are not closed
    would need it."""
    mine = Matter.objects.filter(case_type=OuterRef("case_type"))
    gone = CaseTypeMapping.objects.filter(practice_area__gone_at__isnull=False)
    return gone.annotate(
        area=F("practice_area__name"),
        named=F("case_type__name"),
        affected=up_to(MOST_COUNTED, mine.exclude(status=Matter.Status.CLOSED)),
    ).order_by("named")[:6]


def _has_mended(connection: Connection | None) -> bool:
    if connection is None or not connection.is_connected or connection.mended_at is None:
        return False
    return timezone.now() - connection.mended_at < SAID_FOR


def first_step(request: FirmRequest) -> dict[str, Any]:
    """For a new firm's list of what to do first."""
    return {
        "name": gettext("Connect Clio"),
        "words": gettext("So that contact, matter and documents are put there by themselves."),
        "does": gettext("Connect"),
        "done": Exists(Connection.objects.filter(state=Connection.State.CONNECTED)),
        "said": gettext("Connected"),
        "url": reverse("integrations:settings"),
    }


def figures(request: FirmRequest) -> dict[str, Any] | None:
    """How many matters reached Clio this month; nothing until one did."""
    count = synced_count.synced()
    if not count:
        return None
    words = ngettext("{count} matter, verified", "{count} matters, verified", count)
    said = words.format(count=figure(count, synced_count.MOST))
    return {"name": gettext("Synced in 30 days"), "words": said}
