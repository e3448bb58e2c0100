"""Conclusions: what follows from how often a record is in Clio.

Once: all is well. An empty document beside the whole one is removed. Everything else is a finding,
which a person ends: two matters, two contacts, two whole documents, or none.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from casehug import audit
from casehug.models import Member
from casehug.translations.sentences import Sentence
from integrations.clio import mapping
from integrations.clio.client import Clio, Row
from integrations.models import Finding, Link, Sync, SyncEvent, database_now
from matters.models import Matter

REMOVED = _("“{name}” had an empty second record in Clio, which nobody saw. It was removed.")


def conclude(clio: Clio, link: Link, rows: list[Row]) -> Finding | None:
    """The finding that is open afterwards, if any."""
    spare = _empty_besides(link, rows)
    for row in spare:
        _remove(clio, link, row)
    rows = [row for row in rows if row not in spare]
    with transaction.atomic():
        link = Link.objects.select_for_update(of=["self"]).get(pk=link.pk)
        finding = _concluded(link, rows)
        Link.objects.filter(pk=link.pk).update(audit_due_at=link.next_look(database_now()))
    return finding


def _concluded(link: Link, rows: list[Row]) -> Finding | None:
    if link.clio_id is None:
        _let_the_push_find(link, rows)
    if len(rows) == 1 or (not rows and not link.is_done):
        _settle(link)
        if rows and link.is_done and rows[0]["id"] != link.clio_id:
            _go_on_with(link, rows[0])
        return None
    return _report(link, rows)


def _let_the_push_find(link: Link, rows: list[Row]) -> None:
    """It landed though we were told otherwise, or too late: the next sync looks before it sends."""
    if rows and link.state == Link.State.PLANNED:
        link.state, link.attempted_at = Link.State.INFLIGHT, link.sent_at
        link.save(update_fields=["state", "attempted_at"])


def _go_on_with(link: Link, row: Row) -> None:
    """A person removed the one we knew and left the other."""
    audit.record("link.followed", link, by=None, old_clio_id=link.clio_id, clio_id=row["id"])
    link.clio_id, link.label = row["id"], _name(link, row)
    link.version_uuid, link.verified_at = mapping.version(row).get("uuid") or "", None
    link.save(update_fields=["clio_id", "label", "version_uuid", "verified_at"])


def _settle(link: Link) -> None:
    for finding in Finding.objects.open().filter(link=link):
        end(finding, Finding.State.SETTLED, by=None)


def end(finding: Finding, state: Finding.State, *, by: Member | None) -> None:
    finding.state, finding.ended_at, finding.ended_by = state, timezone.now(), by
    finding.save(update_fields=["state", "ended_at", "ended_by"])
    audit.record(f"finding.{state}", finding, by=by.user if by else None, matter=finding.matter_id)


def _report(link: Link, rows: list[Row]) -> Finding | None:
    records = [{"id": row["id"], "name": _name(link, row)} for row in rows]
    if (known := Finding.objects.open().filter(link=link).first()) is not None:
        known.records = records
        known.save(update_fields=["records"])
        return known
    if _is_kept(link, {row["id"] for row in rows}) or (matter := _matter_of(link)) is None:
        return None
    finding = Finding.objects.create(
        clio_account=link.clio_account, link=link, matter=matter, records=records
    )
    audit.record("finding.found", finding, by=None, matter=matter.pk, count=len(records))
    _say(matter, link, finding.sentence)
    return finding


def _is_kept(link: Link, ids: set[int]) -> bool:
    """Somebody said that these are right as they are."""
    kept = Finding.objects.filter(link=link, state=Finding.State.KEPT)
    return any(ids <= one.ids if ids else not one.ids for one in kept)


def _matter_of(link: Link) -> Matter | None:
    """Where the firm looks at it: of a client, the latest matter."""
    if link.client_id:
        return Matter.objects.filter(client=link.client_id).order_by("-pk").first()
    return link.document.matter if link.document else link.matter


def _say(matter: Matter, link: Link, sentence: str) -> None:
    """In the sync log, under the matter's latest sync."""
    if sync := Sync.objects.newest().filter(matter=matter).first():
        outcome = SyncEvent.Outcome.FOUND
        SyncEvent.objects.create(sync=sync, link=link, outcome=outcome, sentence=sentence)


def _name(link: Link, row: Row) -> str:
    name = row.get("display_number") if link.kind == Link.Kind.MATTER else row.get("name")
    return (name or str(row["id"]))[:255]


# --- An empty document beside the whole one ------------------------------------------------------


def _empty_besides(link: Link, rows: list[Row]) -> list[Row]:
    """Those of our making into which no file ever came, where the one we know is whole."""
    if link.kind != Link.Kind.DOCUMENT or not link.is_done:
        return []
    whole = {row["id"] for row in rows if mapping.version(row).get("fully_uploaded") is True}
    mark = link.marker(link.firm)
    if link.clio_id not in whole:
        return []
    return [row for row in rows if row["id"] not in whole and mapping.marker_of(row) == mark]


def _remove(clio: Clio, link: Link, row: Row) -> None:
    """Into Clio's trash, after one more look: no version of it may ever have been whole."""
    versions = clio.first(f"documents/{row['id']}/versions", fields="id,fully_uploaded")
    if any(version.get("fully_uploaded") is not False for version in versions):
        return
    clio.delete(f"documents/{row['id']}")
    with transaction.atomic():
        audit.record("document.spare_removed", link, by=None, clio_id=row["id"])
        if matter := _matter_of(link):
            _say(matter, link, Sentence(REMOVED, name=link.label))
