"""Adoption: a matter that stands in Clio already becomes one of ours, so that the first sync adds to
it and makes nothing twice.

What differs at that moment stays in Clio as it is, and is never sent over it.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db import connection as database
from django.utils.translation import gettext as _

from casehug import audit
from casehug.models import Member
from integrations.clio import mapping
from integrations.clio.client import Row
from integrations.clio.push.contact import agrees, creator_key
from integrations.clio.session import clio_for
from integrations.domain.links import tell_the_others
from integrations.errors import NotFound
from integrations.models import CaseTypeMapping, Connection, Link
from matters.models import CaseType, Client, Matter

FOUND_FIELDS = (
    "id,display_number,description,status,client_reference,client{id,name,type},"
    "practice_area{id,name}"
)
PERSON_FIELDS = "id,name,type,first_name,last_name,primary_email_address,primary_phone_number"
MOST_FOUND = 25
ORDER = "created_at(desc)"
MARKER = re.compile(r"CH-(?P<firm>.+)-M(?P<matter>\d{1,18})(?:\.\d+)?")


class NotAdopted(Exception):
    """Why a matter of Clio cannot become this one, as a sentence; `matter`: the one it is already."""

    def __init__(self, sentence: str, matter: Matter | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.matter = sentence, matter


@dataclass(slots=True)
class InClio:
    """A matter in Clio. `ours`: what it is already with us, if anything; `person`: its contact in
    full, of one that was picked."""

    row: Row
    ours: Matter | None = None
    person: Row | None = None

    @property
    def clio_id(self) -> int:
        return self.row["id"]

    @property
    def number(self) -> str:
        return self.row.get("display_number") or str(self.clio_id)

    @property
    def description(self) -> str:
        return self.row.get("description") or ""

    @property
    def status(self) -> str:
        status = (self.row.get("status") or "").lower()
        return status if status in Matter.Status.values else Matter.Status.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == Matter.Status.CLOSED

    @property
    def contact_id(self) -> int | None:
        return (self.row.get("client") or {}).get("id")

    @property
    def contact_name(self) -> str:
        return (self.person or self.row.get("client") or {}).get("name") or ""

    @property
    def is_hidden(self) -> bool:
        """Clio keeps the contact from the person who connected."""
        return bool((self.row.get("client") or {}).get("redacted")) or (
            bool(self.contact_id) and self.person is None
        )

    @property
    def is_company(self) -> bool:
        return (self.person or self.row.get("client") or {}).get("type") == "Company"

    @property
    def email(self) -> str:
        return (self.person or {}).get("primary_email_address") or ""

    @property
    def area(self) -> Row:
        return self.row.get("practice_area") or {}

    @property
    def names(self) -> dict[str, str]:
        """Of a new client made from the contact."""
        person = self.person or {}
        first, last = person.get("first_name") or "", person.get("last_name") or ""
        if self.is_company or not (first or last):
            first, last = "", self.contact_name
        return {
            "first_name": first,
            "last_name": last,
            "email": self.email,
            "phone": person.get("primary_phone_number") or "",
        }


def search(*, connection: Connection, query: str) -> tuple[list[InClio], bool]:
    """Matters whose number, description or client fits, the newest first, and whether there are more.
    One call. Raises SyncError."""
    rows = clio_for(connection).first(
        "matters", query=query, limit=MOST_FOUND + 1, order=ORDER, fields=FOUND_FIELDS
    )
    shown = [InClio(row) for row in rows[:MOST_FOUND]]
    ours = _known(connection, [one.row for one in shown])
    for one in shown:
        one.ours = ours.get(one.clio_id)
    return shown, len(rows) > MOST_FOUND


def look(*, connection: Connection, clio_id: int) -> InClio:
    """One of them with its contact; two calls. Raises SyncError, NotFound among them."""
    clio = clio_for(connection)
    row = clio.get(f"matters/{clio_id}", fields=FOUND_FIELDS)
    found = InClio(row, _known(connection, [row]).get(clio_id))
    if found.contact_id and not (row["client"] or {}).get("redacted"):
        try:
            found.person = clio.get(f"contacts/{found.contact_id}", fields=PERSON_FIELDS)
        except NotFound:  # Kept from us, or deleted just now.
            found.person = None
    return found


def _known(connection: Connection, rows: list[Row]) -> dict[int, Matter]:
    """Those that are one of ours: linked, or made by us a moment ago and marked so."""
    ids = [row["id"] for row in rows]
    links = Link.objects.filter(
        clio_account=connection.clio_account, kind=Link.Kind.MATTER, clio_id__in=ids
    )
    known = {
        link.clio_id or 0: link.matter for link in links.select_related("matter") if link.matter
    }
    marked = {row["id"]: pk for row in rows if (pk := _marked(connection, row))}
    mine = Matter.objects.in_bulk(list(marked.values()))
    return {clio_id: mine[pk] for clio_id, pk in marked.items() if pk in mine} | known


def _marked(connection: Connection, row: Row) -> int | None:
    found = MARKER.fullmatch(row.get("client_reference") or "")
    is_ours = found and found["firm"] == str(connection.firm.key)
    return int(found["matter"]) if found and is_ours else None


def clients_for(found: InClio, connection: Connection) -> list[Client]:
    """Who of ours the contact is: linked to it, else of its email with a first name that agrees."""
    if not found.contact_id:
        return []
    links = Link.objects.filter(
        clio_account=connection.clio_account, kind=Link.Kind.CONTACT, clio_id=found.contact_id
    )
    linked = [one.client for one in links.select_related("client").order_by("pk") if one.client]
    if linked or not found.email:
        return linked
    alike = Client.objects.with_email(found.email).order_by("pk")
    return [client for client in alike if agrees(client, found.contact_name)]


def case_types_for(found: InClio, connection: Connection) -> list[CaseType]:
    """Those that stand for its practice area."""
    if not found.area:
        return []
    mapped = CaseTypeMapping.objects.filter(
        clio_account=connection.clio_account, practice_area__clio_id=found.area["id"]
    )
    return list(CaseType.objects.filter(pk__in=mapped.values("case_type")))


@transaction.atomic
def adopt(*, matter: Matter, found: InClio, connection: Connection, by: Member) -> Link:
    """The new matter and its client stand for what was found. Raises NotAdopted."""
    if found.ours:
        raise NotAdopted(_already(found), found.ours)
    if matter.client is None or not found.contact_id:
        raise NotAdopted(_("Choose who this matter’s client is."))
    _adopt_contact(matter.client, found, connection, by)
    link = _linked(matter, found, connection)
    about = {"clio_id": found.clio_id, "clio_account": connection.clio_account}
    audit.record("matter.adopted", link, by=by.user, matter=matter.pk, **about)
    return link


def _already(found: InClio) -> str:
    return _("{number} in Clio is a matter here already.").format(number=found.number)


def _linked(matter: Matter, found: InClio, connection: Connection) -> Link:
    """Two people may take it at the same moment: the second is shown the first one's."""
    try:
        with transaction.atomic():
            return Link.objects.create(
                clio_account=connection.clio_account,
                kind=Link.Kind.MATTER,
                matter=matter,
                state=Link.State.DONE,
                how=Link.How.CHOSEN,
                clio_id=found.clio_id,
                label=found.number[:255],
                pushed=_baseline(matter, found, connection),
            )
    except IntegrityError as error:
        found.ours = _known(connection, [found.row]).get(found.clio_id)
        if found.ours is None:
            raise
        raise NotAdopted(_already(found), found.ours) from error


def _baseline(matter: Matter, found: InClio, connection: Connection) -> dict[str, Any]:
    """As if we had sent what is here; where Clio has something else, that is kept."""
    area = CaseTypeMapping.objects.filter(
        clio_account=connection.clio_account, case_type=matter.case_type
    ).values_list("practice_area__clio_id", flat=True)
    state = mapping.matter_state(matter, area.first(), found.contact_id)
    shown = mapping.shown_in_clio(found.row)
    kept = {name: shown[name] for name in mapping.matter_differences(state, found.row)}
    return state | ({mapping.KEPT: kept} if kept else {})


def _adopt_contact(client: Client, found: InClio, connection: Connection, by: Member) -> None:
    about = {"clio_account": connection.clio_account, "client": client}
    _alone_with(creator_key(client, connection))
    Link.objects.get_or_create(**about, defaults={"kind": Link.Kind.CONTACT})
    link = Link.objects.select_for_update().get(**about)
    if link.is_unknown:
        raise NotAdopted(_busy(client))
    if link.clio_id and link.clio_id != found.contact_id:
        said = _(
            "{client} is another contact in Clio: {label}. Choose whoever {name} is, or a new client."
        )
        raise NotAdopted(said.format(client=client, label=link.label, name=found.contact_name))
    if link.is_done:
        return
    link.state, link.how, link.clio_id = Link.State.DONE, Link.How.CHOSEN, found.contact_id
    link.label, link.candidates, link.seen = found.contact_name[:255], [], {}
    link.reason = link.sentence = ""
    link.save()
    audit.record("contact.chosen", link, by=by.user, clio_id=found.contact_id)
    tell_the_others(link, by)


def _alone_with(key: str) -> None:
    """The lock of whoever may be making this contact in Clio just now, until the transaction ends."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if cursor.fetchone() != (True,):
            raise NotAdopted(_busy(None))


def _busy(client: Client | None) -> str:
    if client is None:
        return _("This client is being synced just now. Try again in a moment.")
    said = _("{client} is on the way to Clio just now. Try again in a few minutes.")
    return said.format(client=client)
