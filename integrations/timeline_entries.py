"""What the syncs add to a matter's timeline."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q

from casehug import audit
from casehug.tenancy.models import FirmOwned
from integrations.models import Link, Sync, SyncEvent

SENTENCES = {
    "sync.synced": ("cloud-arrow-up", "Synced to Clio: {synced} · verified · {trigger} by {actor}"),
    "sync.synced_by_itself": ("cloud-arrow-up", "Synced to Clio: {synced} · verified · {trigger}"),
    "sync.held": ("exclamation-triangle", "The sync to Clio waits: {why}"),
    "sync.withdrawn": ("cloud-arrow-up", "Nothing was sent to Clio: the approval was undone first"),
}

NAMES: dict[str, tuple[type[FirmOwned], dict[str, str]]] = {
    "integrations.sync": (Sync, {"why": "sentence"}),
}

ALL_THERE = "all was there already"


def _put_there(counts: dict[str, int] | None) -> str:
    """contact, matter and 4 documents"""
    counts = counts or {}
    papers = counts.get("document", 0)
    said = [name for name in ("contact", "matter") if counts.get(name)]
    said += [f"{papers} document{'' if papers == 1 else 's'}"] if papers else []
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said) or ALL_THERE


SAID: dict[str, Callable[[Any], str]] = {
    "synced": _put_there,
    "trigger": lambda trigger: dict(Sync.Trigger.choices).get(trigger, ""),
    "why": lambda sentence: sentence or "somebody is needed",
}


def record_end(sync: Sync) -> None:
    """In the transaction that ends it."""
    by = sync.requested_by.user if sync.requested_by else None
    if sync.state == Sync.State.HELD:
        audit.record("sync.held", sync, by=None, matter=sync.matter_id, reason=sync.reason)
    elif sync.state == Sync.State.SYNCED:
        verb = "sync.synced" if by else "sync.synced_by_itself"
        about = {"trigger": sync.trigger, "synced": _counts(sync)}
        audit.record(verb, sync, by=by, matter=sync.matter_id, **about)


def _counts(sync: Sync) -> dict[str, int]:
    """How many of each kind this sync put into Clio, or found there and linked."""
    outcome = SyncEvent.Outcome
    put = [outcome.CREATED, outcome.LINKED, outcome.UPLOADED, outcome.UPDATED]
    kinds = {kind: Count("link", filter=Q(link__kind=kind), distinct=True) for kind in Link.Kind}
    return sync.events.filter(outcome__in=put).aggregate(**kinds)
