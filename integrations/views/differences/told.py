"""Presenter of differences: what is here and what is in Clio, side by side, in the words of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from integrations.models import CaseTypeMapping, Connection, Difference, Link
from matters.models import Client, Matter

Kind, Decision = Difference.Kind, Difference.Decision


@dataclass(frozen=True, slots=True)
class Told:
    """ways: (decision, words) of each button; url: the record in Clio."""

    difference: Difference
    label: str
    what: str
    here: str
    there: str
    ways: list[tuple[str, str]]
    url: str
    place: str = ""


def of_links(links: QuerySet[Link]) -> QuerySet[Difference]:
    return with_names(Difference.objects.open().filter(link__in=links)).order_by("pk")


def with_names(rows: QuerySet[Difference]) -> QuerySet[Difference]:
    """What a page says of each beside its own columns."""
    areas = CaseTypeMapping.objects.filter(
        clio_account=OuterRef("clio_account"), case_type=OuterRef("link__matter__case_type")
    )
    return rows.annotate(
        link_kind=F("link__kind"),
        link_label=F("link__label"),
        link_clio_id=F("link__clio_id"),
        area=Subquery(areas.values("practice_area__name")[:1]),
    )


def told_of_matter(row: Any, matter: Matter, connection: Connection) -> Told:
    return _told(row, matter, matter.client, connection)


def told(rows: Iterable[Any], connection: Connection) -> list[Told]:
    """Needs the link with its matter, client and document."""
    found = []
    for row in rows:
        link = row.link
        matter = link.document.matter if link.document else link.matter
        client = link.client or (matter.client if matter else None)
        found.append(_told(row, matter, client, connection))
    return found


def _told(row: Any, matter: Matter | None, client: Client | None, connection: Connection) -> Told:
    is_contact = row.link_kind == Link.Kind.CONTACT
    name = str(client) if is_contact else matter.title if matter else ""
    return Told(
        difference=row,
        label=name or row.link_label,
        what=str(row.get_kind_display()),
        here=_here(row, matter, client),
        there=_there(row),
        ways=[(one, _way(row, one, client)) for one in row.decisions],
        url=_in_clio(row, connection),
        place=_place(client if is_contact else matter),
    )


def _in_clio(row: Any, connection: Connection) -> str:
    is_there = row.link_clio_id and row.kind != Kind.DELETED
    return connection.clio.web(row.link_kind, row.link_clio_id) if is_there else ""


def _place(row: Client | Matter | None) -> str:
    if isinstance(row, Matter):
        return reverse("matters:matter", args=[row.pk]) + "#clio-panel"
    return row.get_absolute_url() if row else ""


def _deleted(row: Any) -> str:
    """What was there: contact, matter or document."""
    if row.link_kind == Link.Kind.DOCUMENT:
        return gettext("Document {name}").format(name=row.link_label)
    if row.link_kind == Link.Kind.MATTER:
        return gettext("Matter {number}").format(number=row.link_label)
    return gettext("Contact {name}").format(name=row.link_label)


def _here(row: Any, matter: Matter | None, client: Client | None) -> str:
    if row.kind == Kind.DELETED:
        return _deleted(row)
    if row.kind == Kind.AREA:
        return row.area or gettext("no practice area")
    if row.kind == Kind.REFERENCE:
        return gettext("the mark by which CaseHug knows the matter")
    held = {
        Kind.CLIENT: client and client.name,
        Kind.STATUS: matter and matter.get_status_display(),
        Kind.DESCRIPTION: matter and matter.title,
        Kind.NAME: client and client.name,
        Kind.EMAIL: client and client.email,
        Kind.PHONE: client and client.phone,
    }
    return str(held.get(row.kind) or gettext("nothing"))


def _there(row: Any) -> str:
    if row.kind == Kind.STATUS:
        return str(dict(Matter.Status.choices).get(row.theirs, row.theirs))
    if row.kind == Kind.AREA and row.theirs is None:
        return gettext("no practice area")
    if row.kind == Kind.DELETED:
        return gettext("deleted")
    return row.theirs_name or gettext("nothing")


def _way(row: Any, decision: str, client: Client | None) -> str:
    if decision == Decision.AGAIN and row.link_kind == Link.Kind.CONTACT:
        return gettext("Link or send again")
    if row.kind == Kind.CLIENT and decision == Decision.TAKE:
        return gettext("Leave it with {name}").format(name=row.theirs_name or row.theirs)
    if row.kind == Kind.CLIENT and decision == Decision.KEEP:
        return gettext("Move it back to {name}").format(name=client or "")
    return str(Decision(decision).label)
