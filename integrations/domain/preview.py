"""Preview: what a sync of a matter would do now, asked of Clio in two calls at most.

Nothing is sent. What was found is kept beside the contact's link, so that the sync that follows
need not ask again.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from integrations.clio import mapping
from integrations.clio.client import Clio, Row
from integrations.clio.matter_dates import matter_dates
from integrations.clio.push import contact as contacts
from integrations.clio.push.costs import calls_ahead
from integrations.clio.push.run import practice_area_for
from integrations.clio.session import budget_of, clio_for
from integrations.errors import Held, NotFound, Reason, SyncError
from integrations.models import Connection, Link, PracticeArea, database_now
from matters.domain import pending
from matters.models import Client, Document, Matter

SECONDS_PER_CALL = 0.5


@dataclass(slots=True)
class ContactAhead:
    """kind: linked, link, create, choose, or unknown while Clio does not answer."""

    kind: str
    why: str
    rows: list[Row] = field(default_factory=list)
    link: Link | None = None

    @property
    def chosen(self) -> int:
        return self.rows[0]["id"] if self.kind in {"linked", "link"} and self.rows else 0

    def url(self, connection: Connection) -> str:
        return connection.clio.web(Link.Kind.CONTACT, self.chosen) if self.chosen else ""

    @property
    def may_choose(self) -> bool:
        """None where there is nothing to decide: somebody decided, or nobody was found."""
        return self.kind in {"link", "choose"} and bool(self.link and self.link.clio_id is None)


@dataclass(slots=True)
class Paper:
    document: Document
    link: Link | None

    @property
    def is_there(self) -> bool:
        return bool(self.link and self.link.clio_id)

    @property
    def may_be_left_out(self) -> bool:
        return self.link is None or self.link.may_be_left_out

    @property
    def is_left_out(self) -> bool:
        return bool(self.link and self.link.is_left_out)

    @property
    def is_parked(self) -> bool:
        return bool(self.link and self.link.state == Link.State.PARKED)


@dataclass(slots=True)
class Preview:
    """`coming`: what is still being made, and goes along; `problem`: why Clio could not be asked; `missing`: the reason a sync would be held at once."""

    contact: ContactAhead | None
    matter: Link | None
    in_clio: Row
    area: str
    dates: dict[str, date]
    papers: list[Paper]
    coming: list[str]
    calls: int
    lasts: timedelta
    problem: str = ""
    missing: str = ""
    missing_words: str = ""


def look_ahead(*, matter: Matter, connection: Connection) -> Preview:
    links = _links(matter, connection.clio_account)
    area, missing, words = _area(matter, connection)
    contact, in_clio, problem = _asked(matter, connection, links)
    if matter.client is None:
        missing, words = (
            Reason.NEEDS_CLIENT,
            _("This matter has no client yet. Add one to sync it."),
        )
    coming = pending.coming(matter)
    calls = calls_ahead(matter, connection.clio_account, coming=len(coming))
    return Preview(
        contact=contact,
        matter=links.get("matter"),
        in_clio=in_clio,
        area=area,
        dates={
            name: date.fromisoformat(day)
            for name, day in matter_dates(matter, connection.firm).items()
        },
        papers=[
            Paper(one, links.get(one.pk)) for one in matter.documents.order_by("added_at", "id")
        ],
        coming=coming,
        calls=calls,
        lasts=_lasts(connection, calls),
        problem=problem,
        missing=missing,
        missing_words=words,
    )


def _links(matter: Matter, clio_account: str) -> dict[Any, Link]:
    mine = Link.objects.of_matter(matter).select_related("left_out_by__user")
    return {link.document_id or link.kind: link for link in mine.in_account(clio_account)}


def _area(matter: Matter, connection: Connection) -> tuple[str, str, str]:
    """(its name, the reason why there is none, that in words)"""
    try:
        clio_id = practice_area_for(matter, connection)
    except Held as error:
        return "", error.reason, error.sentence
    if clio_id is None:
        return _("No practice area"), "", ""
    areas = PracticeArea.objects.filter(clio_account=connection.clio_account, clio_id=clio_id)
    return areas.values_list("name", flat=True).first() or str(clio_id), "", ""


def _asked(
    matter: Matter, connection: Connection, links: dict
) -> tuple[ContactAhead | None, Row, str]:
    if matter.client is None or not connection.is_connected:
        return None, {}, ""
    link = links.get("contact") or _planned(matter.client, connection)
    try:
        clio = clio_for(connection)
        contact = _contact(clio, link, matter.client)
        return contact, _matter(clio, links.get("matter")), ""
    except SyncError as error:
        why = _("We look for the client in Clio as soon as it answers.")
        return ContactAhead("unknown", why, link=link), {}, error.sentence


def _planned(client: Client, connection: Connection) -> Link:
    about = {"clio_account": connection.clio_account, "client": client}
    return Link.objects.get_or_create(**about, defaults={"kind": Link.Kind.CONTACT})[0]


def _matter(clio: Clio, link: Link | None) -> Row:
    """As it is in Clio now; nothing where it is not there yet, or no longer."""
    if link is None or link.clio_id is None:
        return {}
    try:
        return clio.get(f"matters/{link.clio_id}", fields=mapping.MATTER_FIELDS)
    except NotFound:
        return {}


def _contact(clio: Clio, link: Link, client: Client) -> ContactAhead:
    if link.clio_id:
        return _linked(clio, link)
    if link.is_unknown:
        why = _(
            "We asked Clio to make this contact and got no answer; we look before we ask again."
        )
        return ContactAhead("unknown", why, link=link)
    if contacts.makes_new(link):
        return ContactAhead("create", _("A new contact, as somebody chose here."), link=link)
    if twin := contacts.known(link, client):
        why = _("Another client here with this email is this contact already.")
        return ContactAhead("linked", why, [twin], link)
    rows = contacts.with_email(clio, client.email) if client.folded_email else []
    _remember(link, client, rows)
    return _decided(link, client, rows)


def _linked(clio: Clio, link: Link) -> ContactAhead:
    try:
        row = clio.get(f"contacts/{link.clio_id}", fields=mapping.CONTACT_FIELDS)
    except NotFound:
        return ContactAhead(
            "unknown", _("The contact linked before is not in Clio any more."), link=link
        )
    return ContactAhead("linked", _("Linked already."), [row], link)


def _decided(link: Link, client: Client, rows: list[Row]) -> ContactAhead:
    if not client.folded_email:
        why = _("{client} has no email to be found by, so a new contact is made.")
        return ContactAhead("create", why.format(client=client), link=link)
    if not rows:
        why = _("No contact in Clio has the email {email}, so a new one is made.")
        return ContactAhead("create", why.format(email=client.email), link=link)
    if len(rows) > 1:
        return ContactAhead(
            "choose", _("Several contacts in Clio have this email. Choose one."), rows, link
        )
    if contacts.agrees(client, rows[0].get("name") or ""):
        return ContactAhead("link", _("The same email, and the first name agrees."), rows, link)
    why = _("The same email, but another first name. Say whether it is the same person.")
    return ContactAhead("choose", why, rows, link)


def _remember(link: Link, client: Client, rows: list[Row]) -> None:
    link.seen = {"at": database_now().isoformat(), "email": client.folded_email, "rows": rows}
    Link.objects.filter(pk=link.pk, clio_id=None).update(seen=link.seen)


def _lasts(connection: Connection, calls: int) -> timedelta:
    """With what Clio lets us call this minute, and a minute more for each budget beyond."""
    limit, left = budget_of(connection).state()
    minutes = -(-max(calls - left, 0) // max(limit, 1))
    return timedelta(minutes=minutes, seconds=calls * SECONDS_PER_CALL)
