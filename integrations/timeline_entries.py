"""Timeline entries: what the syncs add to a matter's timeline."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from casehug import audit
from casehug.tenancy.models import FirmOwned
from casehug.translations.sentences import Sentence
from casehug.ui.formats import day, listed
from integrations.models import Link, Sync, SyncEvent

SENTENCES = {
    "sync.synced": (
        "cloud-arrow-up",
        _("Synced to Clio: {synced} · verified · {trigger} by {actor}"),
    ),
    "sync.synced_by_itself": (
        "cloud-arrow-up",
        _("Synced to Clio: {synced} · verified · {trigger}"),
    ),
    "matter.adopted": ("link", _("{actor} linked the matter to one that was in Clio already")),
    "sync.held": ("exclamation-triangle", _("The sync to Clio waits: {why}")),
    "matter.status_followed": (
        "folder-open",
        _("The status was set to {status} in Clio on {on}"),
    ),
    "sync.withdrawn": (
        "cloud-arrow-up",
        _("Nothing was sent to Clio: the approval was undone first"),
    ),
}

NAMES: dict[str, tuple[type[FirmOwned], dict[str, str]]] = {
    "integrations.sync": (Sync, {"why": "sentence"}),
}

PUT = {"contact": _("contact"), "matter": _("matter")}


def _put_there(counts: dict[str, int] | None) -> str:
    """contact, matter and 4 documents"""
    counts = counts or {}
    said = [gettext(words) for kind, words in PUT.items() if counts.get(kind)]
    if papers := counts.get("document", 0):
        said.append(ngettext("{count} document", "{count} documents", papers).format(count=papers))
    return listed(said) if said else gettext("all was there already")


SAID: dict[str, Callable[[Any], str]] = {
    "synced": _put_there,
    "on": lambda told: day(date.fromisoformat(told)) if told else "",
    "trigger": lambda trigger: str(dict(Sync.Trigger.choices).get(trigger, "")),
    "why": lambda stored: Sentence.read(stored) if stored else gettext("somebody is needed"),
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
