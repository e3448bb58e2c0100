"""Clio on other rooms' pages: the matter's live panel and button, badges, the dashboard's work."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from casehug.together import first, together
from casehug.web.requests import FirmRequest
from integrations.errors import Reason
from integrations.models import Connection, Link, PracticeArea, Sync
from integrations.views.presenter import SyncPresenter
from matters.models import Document, Matter

HOW = {
    Link.How.CREATED: "Created in Clio",
    Link.How.BY_EMAIL: "Found by email and linked",
    Link.How.CHOSEN: "Linked by choice",
}


LEADING = 2
"""The contact and the matter, which come before the documents."""
FEW = 4


@dataclass(slots=True)
class Step:
    """kind: planned, running, waiting, good, attention or stop, as the step list draws them."""

    kind: str
    name: str
    words: str
    url: str = ""
    again: int = 0


def clio_panel(request: FirmRequest, *, matter: Matter) -> dict[str, Any]:
    """One query beside the documents', whatever the matter holds."""
    found = _found(request, matter)
    connection, sync = first(found["connections"]), first(found["syncs"])
    why = sync.reason if sync and sync.state == Sync.State.HELD else ""
    asks_for_mapping = why == Reason.UNMAPPED and request.member.is_admin
    linked = _of_account(connection, found["links"])
    links = {link.document_id or link.kind: link for link in linked}
    documents = list(matter.documents.all())
    is_live = bool(sync and sync.is_pending)
    steps = _steps(matter, documents, links, sync, connection)
    return {
        "matter": matter,
        "connection": connection,
        "sync": sync,
        "told": SyncPresenter(sync) if sync else None,
        "is_live": is_live,
        "ready": "" if is_live or why else _ready(documents, links, steps),
        **_laid_out(steps, is_live=is_live),
        "new_contact": bool(matter.client and not matter.client.email and not links.get("contact")),
        "choice": _choice(links) if why == Reason.SEVERAL_CONTACTS else None,
        "asks_for_mapping": connection and asks_for_mapping,
        "areas": _of_account(connection, found["areas"]),
    }


def _found(request: FirmRequest, matter: Matter) -> dict[str, list[Any]]:
    """Asked once for all that one page says of Clio."""
    known = vars(request).setdefault("clio_of_matter", {})
    if matter.pk not in known:
        known[matter.pk] = together(
            connections=Connection.objects.current(),
            syncs=Sync.objects.newest().filter(matter=matter),
            links=Link.objects.of_matter(matter),
            areas=_areas(matter),
        )
    return known[matter.pk]


def _areas(matter: Matter) -> QuerySet[PracticeArea]:
    """What can be chosen, where a sync of the matter was held for want of a mapping."""
    unmapped = Sync.objects.filter(matter=matter, state=Sync.State.HELD, reason=Reason.UNMAPPED)
    return PracticeArea.objects.filter(Exists(unmapped), gone_at=None)


def _of_account(connection: Connection | None, rows: list[Any]) -> list[Any]:
    """Those that belong to the Clio account in use, not to one of before."""
    return [row for row in rows if connection and row.clio_account == connection.clio_account]


def _ready(documents: list[Document], links: dict[Any, Link], steps: list[Step]) -> str:
    """What a press of the button would send; nothing where all is in Clio."""
    missing = sum(step.kind == "planned" for step in steps[LEADING:])
    papers = f"{missing} document{'' if missing == 1 else 's'}"
    if "matter" in links:
        verb = "is" if missing == 1 else "are"
        return f"{papers} {verb} not in Clio yet." if missing else ""
    all_of_it = f"the contact, the matter and {papers}" if missing else "the contact and the matter"
    approved = any(document.kind == Document.Kind.SUMMARY for document in documents)
    first = "The intake is approved. Ready for Clio:" if approved else "A sync sends"
    return f"{first} {all_of_it}."


def _laid_out(steps: list[Step], *, is_live: bool) -> dict[str, Any]:
    """Many documents take one line when nothing is moving; what needs somebody stays in sight."""
    papers = steps[LEADING:]
    if is_live or len(papers) <= FEW:
        return {"steps": steps, "papers": []}
    urgent = [step for step in papers if step.kind in {"attention", "stop"}]
    calm = [step for step in papers if step not in urgent]
    done = [step for step in calm if step.kind == "good"]
    is_verified = done and all(step.words.endswith("verified") for step in done)
    told = f"{len(done)} of {len(papers)} documents in Clio{', verified' if is_verified else ''}"
    return {
        "steps": steps[:LEADING] + urgent,
        "papers": calm,
        "papers_kind": "good" if done == calm else "planned",
        "papers_told": told,
    }


def _steps(
    matter: Matter,
    documents: list[Document],
    links: dict[Any, Link],
    sync: Sync | None,
    connection: Connection | None,
) -> list[Step]:
    wanted: list[tuple[Any, str]] = [
        ("contact", f"Contact {matter.client or ''}".strip()),
        ("matter", "Matter"),
    ]
    wanted += [(document.pk, document.name) for document in documents]
    steps, before_done = [], True
    for key, name in wanted:
        link = links.get(key)
        steps.append(_step(key, name, link, sync, connection, next_up=before_done))
        if key in {"contact", "matter"}:
            before_done = before_done and bool(link and link.is_done)
    return steps


def _step(
    key: Any,
    name: str,
    link: Link | None,
    sync: Sync | None,
    connection: Connection | None,
    *,
    next_up: bool,
) -> Step:
    url = (
        connection.clio.web(link.kind, link.clio_id) if connection and link and link.clio_id else ""
    )
    if link and link.state == Link.State.PARKED:
        again = link.pk if link.reason in {Reason.DELETED, Reason.LOST, Reason.REFUSED} else 0
        return Step("attention", name, link.sentence, url, again)
    if link and link.is_done:
        return Step("good", _named(key, name, link), _how(key, link), url)
    if sync and sync.state == Sync.State.RUNNING and next_up:
        return Step("running", name, "On its way" if link and link.attempted_at else "Starting")
    if sync and sync.state == Sync.State.QUEUED and link and link.attempted_at:
        return Step("waiting", name, "On its way; we check with Clio before going on")
    return Step("planned", name, "Not in Clio yet")


def _named(key: Any, name: str, link: Link) -> str:
    return f"{name} {link.label}" if key == "matter" else name


def _how(key: Any, link: Link) -> str:
    words = HOW[Link.How(link.how)] if key in {"contact", "matter"} else "Filed in Clio"
    return f"{words}, verified" if link.verified_at else words


def _choice(links: dict[Any, Link]) -> Link | None:
    link = links.get("contact")
    return link if link and link.candidates else None


def sync_button(request: FirmRequest, *, matter: Matter) -> dict[str, Any]:
    """The most visible thing of the page where it can send something; where Clio is not connected
    its answer says so."""
    return {"matter": matter, "is_first": bool(_found(request, matter)["connections"])}
