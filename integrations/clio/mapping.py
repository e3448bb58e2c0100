"""Field mapping: our words and Clio's words. Pure: rows in, payloads out; no database, no network."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Protocol

Row = dict[str, Any]

# What each call asks to be told; checked against Clio's schema by the contract tests.
WHO_FIELDS = "id,name,email,account{id,name}"
PRACTICE_AREA_FIELDS = "id,name"
CONTACT_FIELDS = "id,etag,name,type,created_at,primary_phone_number,email_addresses{address}"
CHANGED_CONTACT_FIELDS = (
    "id,etag,name,first_name,last_name,"
    "email_addresses{id,address,primary},phone_numbers{id,number,primary}"
)
MATTER_FIELDS = (
    "id,etag,display_number,description,status,client_reference,created_at,"
    "client{id,name,primary_email_address},practice_area{id,name}"
)
DOCUMENT_FIELDS = (
    "id,etag,name,deleted_at,"
    "latest_document_version{id,uuid,size,fully_uploaded,put_url,put_headers}"
)

# With an address for each part of a large file.
PARTED_FIELDS = DOCUMENT_FIELDS.replace("put_headers", "put_headers,multiparts")
MARKED_FIELDS = DOCUMENT_FIELDS + ",external_properties{name,value}"

# What is asked of records that people may have changed.
POLLED_MATTER_FIELDS = (
    "id,display_number,description,status,client_reference,open_date,pending_date,close_date,"
    "client{id,name},practice_area{id,name}"
)
POLLED_CONTACT_FIELDS = (
    "id,name,type,first_name,last_name,primary_email_address,primary_phone_number,"
    "email_addresses{address},phone_numbers{number}"
)
POLLED_DOCUMENT_FIELDS = "id,name,deleted_at"

MARKER = "casehug"
# Beside what we sent of a matter: what somebody wrote into Clio before it was ours, and stays there.
KEPT = "kept"


class ClientWords(Protocol):
    first_name: str
    last_name: str
    email: str
    phone: str


class MatterWords(Protocol):
    title: str
    status: str


def folded(email: str) -> str:
    """How email addresses are compared: Clio's search is a wildcard and proves nothing."""
    return email.strip().casefold()


def contact(client: ClientWords) -> Row:
    row: Row = {"type": "Person", "last_name": client.last_name}
    if client.first_name:
        row["first_name"] = client.first_name
    if client.email.strip():
        address = {
            "name": "Other",
            "address": client.email.strip(),
            "default_email": True,
        }
        row["email_addresses"] = [address]
    if client.phone.strip():
        number = {
            "name": "Mobile",
            "number": client.phone.strip(),
            "default_number": True,
        }
        row["phone_numbers"] = [number]
    return row


def has_email(clio_contact: Row, email: str) -> bool:
    addresses = clio_contact.get("email_addresses") or []
    return any(folded(one.get("address") or "") == folded(email) for one in addresses)


def is_same_person(clio_contact: Row, client: ClientWords) -> bool:
    """For a contact we may have created and which carries no email: exact name and phone."""
    name = f"{client.first_name} {client.last_name}".strip()
    phone = digits(clio_contact.get("primary_phone_number") or "")
    return (clio_contact.get("name") or "").strip() == name and phone == digits(client.phone)


def digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def matter_state(
    matter: MatterWords, practice_area: int | None, contact_id: int | None = None
) -> Row:
    """What we keep in step in Clio: compared with what we last sent, so a person's edits stay."""
    return {
        "description": matter.title,
        "status": matter.status,
        "practice_area": practice_area,
        "client": contact_id,
    }


def matter(state: Mapping[str, Any]) -> Row:
    """`practice_area` None takes the area off again."""
    row = dict(state)
    for name in ("practice_area", "client"):
        if name in row:
            row[name] = {"id": row[name]}
    return row


def shown_in_clio(in_clio: Row) -> Row:
    """What Clio has of that which we keep in step, but for the client, who has rules of their own."""
    return {
        "description": in_clio.get("description"),
        "status": (in_clio.get("status") or "").lower(),
        "practice_area": (in_clio.get("practice_area") or {}).get("id"),
    }


def matter_differences(state: Mapping[str, Any], in_clio: Row) -> list[str]:
    """The names of what Clio shows otherwise than we last sent it, and than it was when a matter of
    Clio's became one of ours."""
    shown, kept = shown_in_clio(in_clio), state.get(KEPT, {})
    return [
        name
        for name in shown
        if name in state
        and shown[name] != state[name]
        and shown[name] != kept.get(name, state[name])
    ]


def changed_on_both_sides(
    base: Mapping[str, Any], ours: Mapping[str, Any], in_clio: Row
) -> list[str]:
    """The names of what a person has to decide on. A practice area that is gone is nobody's choice."""
    shown = shown_in_clio(in_clio)
    theirs = [name for name in matter_differences(base, in_clio) if shown[name] != ours[name]]
    both = [name for name in theirs if ours[name] != base[name]]
    return [name for name in both if name != "practice_area" or shown[name] is not None]


def document(name: str, content_type: str, matter_id: int, marker: str) -> Row:
    return {
        "name": name,
        "filename": name,
        "content_type": content_type,
        "parent": {"id": matter_id, "type": "Matter"},
        "external_properties": [{"name": MARKER, "value": marker}],
    }


def marker_of(clio_document: Row) -> str:
    """What we wrote into a document to know it again."""
    properties = clio_document.get("external_properties") or []
    return next((one.get("value") or "" for one in properties if one.get("name") == MARKER), "")


def multipart(number: int, size: int, md5: str) -> Row:
    return {"part_number": number, "content_length": str(size), "content_md5": md5}


def new_version(name: str, document_id: int) -> Row:
    return {"name": name, "filename": name, "parent": {"id": document_id, "type": "Document"}}


def version(clio_document: Row) -> Row:
    return clio_document.get("latest_document_version") or {}


def is_complete(clio_document: Row, size: int) -> bool:
    """Believe the reading, not our memory of having sent it."""
    latest = version(clio_document)
    return latest.get("fully_uploaded") is True and latest.get("size") == size


def put_headers(latest: Row) -> dict[str, str]:
    return {header["name"]: str(header["value"]) for header in latest.get("put_headers") or []}


# --- Practice areas ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    id: int
    name: str


# Words of one practice, as firms name them; a firm's own name for it need share only one.
KIN = (
    {"family", "divorce", "matrimonial", "domestic", "custody", "child", "children"},
    {"immigration", "visa", "naturalization", "citizenship", "asylum"},
    {"estate", "estates", "wills", "will", "trusts", "trust", "probate", "planning"},
    {"injury", "injuries", "accident", "accidents", "tort", "torts"},
)
NOISE = {
    "law",
    "and",
    "the",
    "of",
    "practice",
    "general",
    "standard",
    "personal",
    "legal",
}
NEAR = 0.5


def closest(case_type: str, practice: str, areas: Iterable[Area]) -> Area | None:
    """The area whose name is nearest to the case type's or its practice's, if any is near."""
    scored = [(_nearness(case_type, practice, area.name), area) for area in areas]
    score, best = max(scored, key=lambda pair: (pair[0], -pair[1].id), default=(0.0, None))
    return best if score >= NEAR else None


def _nearness(case_type: str, practice: str, area: str) -> float:
    if area.casefold() == case_type.casefold():
        return 3.0
    alike = SequenceMatcher(None, practice.casefold(), area.casefold()).ratio()
    theirs = _words(area)
    if (named := _words(case_type)) and named <= theirs:
        return 2.5
    if area.casefold() == practice.casefold():
        return 2.0
    if theirs & _words(practice):
        return 1.0 + alike / 2
    ours = _words(practice) | _words(case_type)
    if theirs & ours:
        return 0.8 + alike / 10
    kin = set().union(*(family for family in KIN if family & ours))
    return 0.6 + alike / 10 if theirs & kin else alike / 2


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", name.casefold())) - NOISE
