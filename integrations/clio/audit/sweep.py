"""Sweep of the marker audit: what is due, firm by firm, at a bounded cost to each.

At most CALLS groups a firm and run, and never of the calls that a person's sync may need.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Min

from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from integrations.clio.audit.conclusions import conclude
from integrations.clio.audit.counting import Counting
from integrations.clio.push.lease import one_creator
from integrations.clio.session import clio_for
from integrations.errors import SyncError, TryLater
from integrations.models import Connection, Finding, Link, LinkQuerySet, database_now

log = structlog.get_logger()

FIRMS_AT_ONCE, LINKS_AT_ONCE, CALLS = 50, 500, 10
SOON, LATER, MUCH_LATER = timedelta(minutes=5), timedelta(minutes=15), timedelta(days=1)


def audit_due() -> None:
    for firm_id in _firms():
        with firm_scope(firm_id), aside("audit", str(firm_id)):
            audit_firm(firm_id)


def _firms() -> list[UUID]:
    """Those that wait longest first."""
    with queue_scope():
        due = Link.unscoped.to_look_at().values("firm_id")
        waiting = due.annotate(since=Min("audit_due_at")).order_by("since")
        return [row["firm_id"] for row in waiting[:FIRMS_AT_ONCE]]


def audit_firm(firm_id: UUID) -> None:
    now = database_now()
    connection = Connection.objects.select_related("firm").first()
    due = Link.objects.to_look_at()
    if connection is None or not connection.is_connected:
        due.update(audit_due_at=now + MUCH_LATER)
        return
    due.exclude(clio_account=connection.clio_account).update(audit_due_at=now + MUCH_LATER)
    # The push itself asks about what is on its way.
    due.filter(state=Link.State.INFLIGHT).update(audit_due_at=now + LATER)
    try:
        with one_creator(f"{firm_id}:audit", "Another worker looks already."):
            _look(connection, due)
    except SyncError as error:
        log.info("audit_put_off", reason=error.reason)
        wait = SOON if isinstance(error, TryLater) else MUCH_LATER
        Link.objects.to_look_at().update(audit_due_at=now + wait)


def _look(connection: Connection, due: LinkQuerySet) -> None:
    counting = Counting(clio_for(connection, reserve=settings.CLIO_RATE_LIMIT // 2))
    about = ("firm", "client", "matter", "document__matter")
    for group in _groups(due.select_related(*about).order_by("audit_due_at")[:LINKS_AT_ONCE]):
        look_at(counting, group)


def _groups(links: Iterable[Link]) -> list[list[Link]]:
    """A contact, a matter, or the documents of one matter: each takes one question."""
    groups: dict[tuple[str, int], list[Link]] = {}
    for link in links:
        whose = link.document.matter_id if link.document else link.pk
        groups.setdefault((link.kind, whose), []).append(link)
    return list(groups.values())[:CALLS]


def look_at(counting: Counting, group: list[Link]) -> list[Finding]:
    """The findings that are open afterwards."""
    if group[0].kind != Link.Kind.DOCUMENT:
        counted = {link.pk: counting.of(link) for link in group}
    else:
        counted = counting.documents(group)
        if not any(counted.values()) and not counting.has_matter_of(group[0]):
            _leave(group)
            return []
    found = [conclude(counting.clio, link, counted[link.pk]) for link in group]
    return [finding for finding in found if finding]


def _leave(group: list[Link]) -> None:
    now = database_now()
    for link in group:
        Link.objects.filter(pk=link.pk).update(audit_due_at=link.next_look(now))
