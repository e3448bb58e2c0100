"""Counting: which records in Clio carry the mark of a link, by the ways the push finds them.

Deleted ones do not count; unfinished documents do. Nothing is written here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from integrations.clio import mapping
from integrations.clio.client import Clio, Row, moment
from integrations.clio.push import names
from integrations.clio.push.contact import with_email
from integrations.clio.push.context import SKEW
from integrations.errors import NotFound
from integrations.models import Link
from matters.models import Client

NOUNS = {
    Link.Kind.CONTACT: "contacts",
    Link.Kind.MATTER: "matters",
    Link.Kind.DOCUMENT: "documents",
}
FIELDS = {
    Link.Kind.CONTACT: mapping.CONTACT_FIELDS,
    Link.Kind.MATTER: mapping.MATTER_FIELDS,
    Link.Kind.DOCUMENT: mapping.MARKED_FIELDS,
}


@dataclass(slots=True)
class Counting:
    """One firm's Clio. Each question raises SyncError where Clio cannot be asked."""

    clio: Clio

    def of(self, link: Link) -> list[Row]:
        if link.kind == Link.Kind.CONTACT:
            return self.contacts(link)
        if link.kind == Link.Kind.MATTER:
            return self.matters(link)
        return self.documents([link])[link.pk]

    def contacts(self, link: Link) -> list[Row]:
        """A contact carries no mark: ours is the one linked, and whatever came into Clio since, as
        we wrote it."""
        assert link.client is not None
        rows = self._alike(link, link.client)
        ours = [row for row in rows if row["id"] == link.clio_id or _is_made(row, link)]
        ours = _not_taken(ours, link)
        if link.clio_id is None or any(row["id"] == link.clio_id for row in ours):
            return ours
        if linked := self._one(link):
            return [linked, *ours]
        return ours or _survivor(rows, link.client)

    def _alike(self, link: Link, client: Client) -> list[Row]:
        if client.folded_email:
            return with_email(self.clio, client.email)
        since = _since(link)
        rows = self.clio.list("contacts", created_since=since, fields=mapping.CONTACT_FIELDS)
        return [row for row in rows if mapping.is_same_person(row, client)]

    def matters(self, link: Link) -> list[Row]:
        """`client_reference` is no filter in Clio: the client's new matters, compared."""
        rows: list[Row] = []
        if contact := _contact_of(link):
            rows = self.clio.list(
                "matters",
                client_id=contact,
                created_since=_since(link),
                fields=mapping.MATTER_FIELDS,
            )
        ours = [row for row in rows if row.get("client_reference") == link.marker(link.firm)]
        if link.clio_id is None or any(row["id"] == link.clio_id for row in ours):
            return ours
        linked = self._one(link)  # Moved to another client, perhaps.
        return [linked, *ours] if linked else ours

    def documents(self, links: Iterable[Link]) -> dict[int, list[Row]]:
        """By link, of documents of one matter: one list for all of them."""
        links = list(links)
        matter = _matter_of(links[0])
        if matter is None:
            return {link.pk: [] for link in links}
        rows = self.clio.list(
            "documents",
            matter_id=matter,
            external_property_name=mapping.MARKER,
            show_uncompleted="true",
            include_deleted="true",
            fields=mapping.MARKED_FIELDS,
        )
        live = [row for row in rows if not row.get("deleted_at")]
        return {link.pk: self._of_document(link, live) for link in links}

    def _of_document(self, link: Link, live: list[Row]) -> list[Row]:
        mark = link.marker(link.firm)
        ours = [row for row in live if mark == mapping.marker_of(row) or row["id"] == link.clio_id]
        if ours or link.clio_id is None:
            return ours
        linked = self._one(link)  # Filed elsewhere by a person, perhaps.
        return [linked] if linked else []

    def _one(self, link: Link) -> Row | None:
        kind = Link.Kind(link.kind)
        try:
            row = self.clio.get(f"{NOUNS[kind]}/{link.clio_id}", fields=FIELDS[kind])
        except NotFound:
            return None
        return None if row.get("deleted_at") else row

    def has_matter_of(self, link: Link) -> bool:
        """Documents of a deleted matter are gone with it, which the matter's own look tells."""
        try:
            self.clio.get(f"matters/{_matter_of(link)}", fields="id")
        except NotFound:
            return False
        return True


def _since(link: Link) -> str:
    assert link.sent_at is not None
    return (link.sent_at - SKEW).isoformat(timespec="seconds")


def _is_made(row: Row, link: Link) -> bool:
    """As we wrote it, and not there before we did."""
    assert link.client is not None
    assert link.sent_at is not None
    if (row.get("name") or "").strip() not in {link.label, link.client.name}:
        return False
    return bool(row.get("created_at")) and moment(row["created_at"]) >= link.sent_at - SKEW


def _survivor(rows: list[Row], client: Client) -> list[Row]:
    """Merged in Clio into one that was there."""
    if len(rows) != 1:
        return []
    name = rows[0].get("name") or ""
    return rows if names.may_be_one(client.first_name, client.last_name, name) else []


def _not_taken(rows: list[Row], link: Link) -> list[Row]:
    """A namesake's contact is theirs."""
    others = Link.objects.filter(
        clio_account=link.clio_account,
        kind=Link.Kind.CONTACT,
        state=Link.State.DONE,
        clio_id__in=[row["id"] for row in rows if row["id"] != link.clio_id],
    )
    taken = set(others.exclude(pk=link.pk).values_list("clio_id", flat=True))
    return [row for row in rows if row["id"] not in taken]


def _contact_of(link: Link) -> int | None:
    if told := link.pushed.get("client"):
        return told
    assert link.matter is not None
    contacts = Link.objects.filter(clio_account=link.clio_account, client=link.matter.client_id)
    return contacts.values_list("clio_id", flat=True).first()


def _matter_of(link: Link) -> int | None:
    assert link.document is not None
    matters = Link.objects.filter(clio_account=link.clio_account, matter=link.document.matter_id)
    return matters.values_list("clio_id", flat=True).first()
