"""Three-way comparison: what we hold, what Clio holds, and what both last agreed on.

Changed on one side alone, it is that side's news; changed on both, a person decides. Pure: no
database, no network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from integrations.clio import mapping
from integrations.clio.answers import Row
from integrations.models import Difference, Link

Kind = Difference.Kind

SET_ON = {"open": "open_date", "pending": "pending_date", "closed": "close_date"}
# The last digits of a number are the same with and without its country's.
NATIONAL = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """One attribute. `ours_is_base`: nothing changed here since both agreed."""

    kind: Kind
    theirs: Any
    name: str
    agrees: bool
    unchanged: bool
    ours_is_base: bool = False
    day: date | None = None

    @property
    def differs(self) -> bool:
        return not (self.agrees or self.unchanged)

    @property
    def is_news(self) -> bool:
        """A status changed in Clio alone, which is taken in without asking."""
        return self.differs and self.kind == Kind.STATUS and self.ours_is_base


@dataclass(frozen=True, slots=True)
class Known:
    """Of the account: our clients' contacts, and the practice area each case type stands for."""

    contacts: Mapping[int, int | None]
    areas: Mapping[int, int | None]


def compared(link: Link, row: Row, known: Known) -> list[Compared]:
    """Needs the matter or client of the link, and its firm. What was decided on, or waits to be sent
    as ours, is unchanged."""
    if link.kind == Link.Kind.MATTER:
        found = [*_of_matter(link, row, known)]
    elif link.kind == Link.Kind.CONTACT:
        found = [*_of_contact(link, row)]
    else:
        found = []
    settled = set(link.pushed.get("resend") or [])
    return [one for one in found if one.kind not in settled]


def accepted(link: Link) -> dict[str, Any]:
    """What a person let stand in Clio, by kind; of a matter that was Clio's first, also what it had."""
    told = {**link.pushed.get(mapping.KEPT, {}), **(link.pushed.get("accepted") or {})}
    if "accepted_client" in link.pushed:
        told.setdefault(str(Kind.CLIENT), link.pushed["accepted_client"])
    return told


def _compared(
    link: Link, kind: Kind, theirs: Any, ours: Any, *, name: str = "", day: date | None = None
) -> Compared:
    base = link.pushed.get(kind, theirs)
    let = accepted(link)
    return Compared(
        kind,
        theirs,
        name or _text(theirs),
        agrees=theirs == ours,
        unchanged=theirs == base or (kind in let and let[kind] == theirs),
        ours_is_base=ours == base,
        day=day,
    )


def _of_matter(link: Link, row: Row, known: Known) -> list[Compared]:
    matter = link.matter
    assert matter is not None
    found = [_compared(link, Kind.DESCRIPTION, _text(row.get("description")), matter.title)]
    found += _reference(link, row)
    found += _status(link, row)
    found += _area(link, row, known.areas.get(matter.case_type_id))
    contact = known.contacts.get(matter.client_id) if matter.client_id else None
    return found + _client(link, row, contact)


def _reference(link: Link, row: Row) -> list[Compared]:
    """Of a matter that was Clio's first it is the firm's own."""
    reference = _text(row.get("client_reference"))
    let = accepted(link).get(Kind.REFERENCE)
    if link.how == Link.How.CHOSEN or (let is not None and let == reference):
        return []
    agrees = reference == link.marker(link.firm)
    return [Compared(Kind.REFERENCE, reference, reference, agrees=agrees, unchanged=False)]


def _status(link: Link, row: Row) -> list[Compared]:
    """Nothing is said of a status that we do not know."""
    assert link.matter is not None
    status = _text(row.get("status")).lower()
    if status not in SET_ON:
        return []
    day = _day(row.get(SET_ON[status]))
    return [_compared(link, Kind.STATUS, status, str(link.matter.status), day=day)]


def _area(link: Link, row: Row, ours: int | None) -> list[Compared]:
    area = _association(row, "practice_area")
    if area is None:
        return []
    return [_compared(link, Kind.AREA, area.get("id"), ours, name=_text(area.get("name")))]


def _client(link: Link, row: Row, contact: int | None) -> list[Compared]:
    client = _association(row, "client")
    if not client or not isinstance(client.get("id"), int):
        return []
    return [_compared(link, Kind.CLIENT, client["id"], contact, name=_text(client.get("name")))]


def _association(row: Row, name: str) -> Row | None:
    """{} where there is none; None where Clio does not show it to us."""
    found = row.get(name, "unknown") or {}
    return found if isinstance(found, dict) and not found.get("redacted") else None


def _of_contact(link: Link, row: Row) -> list[Compared]:
    client = link.client
    assert client is not None
    emails = _each(row, "email_addresses", "address")
    phones = {tail(number) for number in _each(row, "phone_numbers", "number")}
    shown = " ".join(_text(row.get("name")).split())
    parts = [_text(row.get("first_name")), _text(row.get("last_name"))]
    name, ours = (parts if any(parts) else ["", shown]), [client.first_name, client.last_name]
    email, phone = _text(row.get("primary_email_address")), _text(row.get("primary_phone_number"))
    email_agrees = mapping.folded(client.email) in map(mapping.folded, emails)
    phone_agrees = tail(client.phone) in phones
    return [
        _seen(
            link, Kind.NAME, name, ours, agrees=_folded(shown) == _folded(client.name), name=shown
        ),
        _seen(link, Kind.EMAIL, email, client.email.strip(), agrees=email_agrees),
        _seen(link, Kind.PHONE, phone, client.phone.strip(), agrees=phone_agrees),
    ]


def _seen(
    link: Link, kind: Kind, theirs: Any, ours: Any, *, agrees: bool, name: str = ""
) -> Compared:
    """A contact that was found and linked is as it is from the first look on; one that we made held
    what we hold."""
    is_ours = link.how == Link.How.CREATED
    base = link.pushed.get(kind, ours if is_ours else theirs)
    let = accepted(link)
    unchanged = theirs == base or (kind in let and let[kind] == theirs)
    same = agrees or theirs == ours
    return Compared(kind, theirs, name or _text(theirs), agrees=same, unchanged=unchanged)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def tail(phone: str) -> str:
    return mapping.digits(phone)[-NATIONAL:]


def _each(row: Row, name: str, key: str) -> list[str]:
    rows = row.get(name)
    return [_text(one.get(key)) for one in rows or [] if isinstance(one, dict)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
