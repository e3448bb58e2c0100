"""Open differences: found, seen again and no longer so. One open row per linked record and kind."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone

from casehug import audit
from casehug.models import Member
from integrations.models import Difference, Link


def report(link: Link, kind: str, theirs: Any, name: str = "", day: date | None = None) -> None:
    """In the caller's transaction, which holds the link."""
    known = Difference.objects.open().filter(link=link, kind=kind).first()
    if known is None:
        found = Difference.objects.create(
            clio_account=link.clio_account,
            link=link,
            kind=kind,
            theirs=theirs,
            theirs_name=name[:255],
            theirs_day=day,
        )
        audit.record("difference.found", found, by=None, matter=link.matter_id, kind=kind)
    elif not known.says(theirs, name):
        known.theirs, known.theirs_name, known.theirs_day = theirs, name[:255], day
        known.save(update_fields=["theirs", "theirs_name", "theirs_day"])


def settle(link: Link, kinds: Collection[str]) -> None:
    """It is no longer so."""
    for one in Difference.objects.open().filter(link=link, kind__in=kinds):
        end(one, Difference.State.SETTLED, by=None)


def end(difference: Difference, state: Difference.State, *, by: Member | None) -> None:
    """Needs the link loaded."""
    difference.state, difference.ended_at, difference.ended_by = state, timezone.now(), by
    difference.save(update_fields=["state", "ended_at", "ended_by"])
    audit.record(
        f"difference.{state}",
        difference,
        by=by.user if by else None,
        matter=difference.link.matter_id,
        kind=difference.kind,
    )
