"""The Clio panel and button of a matter's page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from casehug.web.batched_queries import batched, first
from casehug.web.requests import FirmRequest
from integrations.clio import oauth
from integrations.errors import Reason
from integrations.models import Connection, Difference, Finding, Link, PracticeArea, Sync
from integrations.views.differences.told import Told, of_links, told_of_matter
from integrations.views.exits import exit_of
from integrations.views.findings import told
from integrations.views.presenter import SyncPresenter, who_reconnects
from matters.models import Document, Matter
from matters.views import next_move

# Before and after it was read back.
HOW = {
    Link.How.CREATED: (_("Created in Clio"), _("Created in Clio, verified")),
    Link.How.BY_EMAIL: (
        _("Found by email and linked"),
        _("Found by email and linked, verified"),
    ),
    Link.How.CHOSEN: (_("Linked by choice"), _("Linked by choice, verified")),
}
FILED = (_("Filed in Clio"), _("Filed in Clio, verified"))

LEADING = 2
"""The contact and the matter, which come before the documents."""


@dataclass(slots=True)
class Step:
    """kind: planned, running, waiting, good, attention or stop, as the step list draws them."""

    kind: str
    name: str
    words: str
    url: str = ""
    again: int = 0
    is_verified: bool = False
    again_words: str = ""


def clio_panel(request: FirmRequest, *, matter: Matter) -> dict[str, Any]:
    """One query beside the documents', whatever the matter holds."""
    found = _found(request, matter)
    connection = first(found["connections"])
    sync = _said_of(connection, first(found["syncs"]))
    why = sync.reason if sync and sync.state == Sync.State.HELD else ""
    asks_for_mapping = why == Reason.UNMAPPED and request.member.is_admin
    linked = _of_account(connection, found["links"])
    links = {link.document_id or link.kind: link for link in linked}
    documents = list(matter.documents.all())
    is_live = bool(sync and sync.is_pending)
    steps = _steps(matter, documents, links, sync, connection)
    has_unsent = any(step.kind == "planned" for step in steps[LEADING:])
    return {
        "matter": matter,
        "connection": connection,
        "sync": sync,
        "told": SyncPresenter(sync, has_unsent=has_unsent) if sync else None,
        "is_live": is_live,
        "reconnects": who_reconnects() if connection and not connection.is_connected else "",
        "is_configured": oauth.is_configured(),
        "ready": "" if is_live or why else _ready(documents, links, steps),
        **_laid_out(steps, is_live=is_live),
        "has_more_to_send": any(step.kind == "planned" for step in steps),
        "new_contact": bool(matter.client and not matter.client.email and not links.get("contact")),
        "choice": _choice(links) if why in {Reason.SEVERAL_CONTACTS, Reason.MOVED} else None,
        "way": exit_of(why),
        "way_url": way.url(matter.pk) if (way := exit_of(why)) else "",
        "asks_for_mapping": connection and asks_for_mapping,
        "areas": _of_account(connection, found["areas"]),
        "findings": told(connection, found["found"]),
        "differences": _differences(matter, connection, found["differences"]),
        "differs": sync is not None
        and sync.state == Sync.State.SYNCED
        and any(link.reason == Reason.DELETED for link in linked),
        "may_compare": bool(
            connection and connection.is_connected and not is_live and "matter" in links
        ),
    }


def _differences(matter: Matter, connection: Connection | None, rows: list[Any]) -> list[Told]:
    """A matter or document that was deleted has its own line, with the way to send it again."""
    if connection is None:
        return []
    deleted = Difference.Kind.DELETED
    mine = [
        row
        for row in _of_account(connection, rows)
        if row.kind != deleted or row.link_kind == Link.Kind.CONTACT
    ]
    return [told_of_matter(row, matter, connection) for row in mine]


def _said_of(connection: Connection | None, sync: Sync | None) -> Sync | None:
    """What was synced into another Clio account is not synced into the one in use."""
    is_elsewhere = connection and sync and sync.state == Sync.State.SYNCED
    if is_elsewhere and not sync.is_done_in(connection.clio_account):
        return None
    return sync


def _found(request: FirmRequest, matter: Matter) -> dict[str, list[Any]]:
    """Asked once for all that one page says of Clio."""
    known = vars(request).setdefault("clio_of_matter", {})
    if matter.pk not in known:
        known[matter.pk] = batched(
            connections=Connection.objects.current(),
            syncs=Sync.objects.newest().filter(matter=matter),
            links=Link.objects.of_matter(matter).annotate(
                left_out_name=F("left_out_by__user__name")
            ),
            areas=_areas(matter),
            found=_findings(matter),
            differences=of_links(Link.objects.of_matter(matter)),
        )
    return known[matter.pk]


def _areas(matter: Matter) -> QuerySet[PracticeArea]:
    """What can be chosen, where a sync of the matter was held for want of a mapping."""
    unmapped = Sync.objects.filter(matter=matter, state=Sync.State.HELD, reason=Reason.UNMAPPED)
    return PracticeArea.objects.filter(Exists(unmapped), gone_at=None)


def _findings(matter: Matter) -> QuerySet[Finding]:
    mine = Finding.objects.open().filter(link__in=Link.objects.of_matter(matter))
    return mine.annotate(kind=F("link__kind"), label=F("link__label")).order_by("pk")


def _of_account(connection: Connection | None, rows: list[Any]) -> list[Any]:
    """Those that belong to the Clio account in use, not to one of before."""
    return [row for row in rows if connection and row.clio_account == connection.clio_account]


def _ready(documents: list[Document], links: dict[Any, Link], steps: list[Step]) -> str:
    """What a press of the button would send; nothing where all is in Clio."""
    missing = sum(step.kind == "planned" for step in steps[LEADING:])
    if "matter" in links:
        return _not_there_yet(missing) if missing else ""
    if any(document.kind == Document.Kind.SUMMARY for document in documents):
        return _ready_approved(missing)
    if not missing:
        return gettext("A sync sends the contact and the matter.")
    return ngettext(
        "A sync sends the contact, the matter and {count} document.",
        "A sync sends the contact, the matter and {count} documents.",
        missing,
    ).format(count=missing)


def _not_there_yet(missing: int) -> str:
    return ngettext(
        "{count} document was not sent to Clio yet.",
        "{count} documents were not sent to Clio yet.",
        missing,
    ).format(count=missing)


def _ready_approved(missing: int) -> str:
    if not missing:
        return gettext("The intake is approved. Ready for Clio: the contact and the matter.")
    return ngettext(
        "The intake is approved. Ready for Clio: the contact, the matter and {count} document.",
        "The intake is approved. Ready for Clio: the contact, the matter and {count} documents.",
        missing,
    ).format(count=missing)


def _laid_out(steps: list[Step], *, is_live: bool) -> dict[str, Any]:
    """Documents take one line when nothing is moving, for the page lists them by name already; what
    needs somebody stays in sight."""
    papers = steps[LEADING:]
    if is_live or not papers:
        return {"steps": steps, "papers": []}
    urgent = [step for step in papers if step.kind in {"attention", "stop"}]
    calm = [step for step in papers if step not in urgent]
    done = [step for step in calm if step.kind == "good"]
    return {
        "steps": steps[:LEADING] + urgent,
        "papers": calm,
        "papers_kind": "good" if done == calm else "planned",
        "papers_told": _in_clio(done, len(papers)),
    }


def _in_clio(done: list[Step], total: int) -> str:
    if done and all(step.is_verified for step in done):
        words = ngettext(
            "{done} of {count} document in Clio, verified",
            "{done} of {count} documents in Clio, verified",
            total,
        )
    else:
        words = ngettext(
            "{done} of {count} document in Clio", "{done} of {count} documents in Clio", total
        )
    return words.format(done=len(done), count=total)


def _steps(
    matter: Matter,
    documents: list[Document],
    links: dict[Any, Link],
    sync: Sync | None,
    connection: Connection | None,
) -> list[Step]:
    wanted: list[tuple[Any, str]] = [
        ("contact", _contact(matter)),
        ("matter", gettext("Matter")),
    ]
    wanted += [(document.pk, document.name) for document in documents]
    steps, before_done = [], True
    for key, name in wanted:
        link = links.get(key)
        steps.append(_step(key, name, link, sync, connection, next_up=before_done))
        if key in {"contact", "matter"}:
            before_done = before_done and bool(link and link.is_done)
    return steps


def _contact(matter: Matter) -> str:
    if matter.client is None:
        return gettext("Contact")
    return gettext("Contact {name}").format(name=matter.client)


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
    if link and (asks := _asks(name, link, url)):
        return asks
    if link and link.is_done:
        words = str(_how(key, link)[link.verified_at is not None])
        named = _named(key, name, link)
        return Step("good", named, words, url, is_verified=link.verified_at is not None)
    if link and "size" in link.pushed:
        return Step("waiting", name, gettext("Filed in Clio; not read back yet"), url)
    if sync and sync.state == Sync.State.RUNNING and next_up:
        is_sent = link and link.attempted_at
        return Step("running", name, gettext("On its way") if is_sent else gettext("Starting"))
    if sync and sync.state == Sync.State.QUEUED and link and link.attempted_at:
        return Step("waiting", name, gettext("On its way; we check with Clio before going on"))
    return Step("planned", name, gettext("Not sent to Clio yet"))


def _asks(name: str, link: Link, url: str) -> Step | None:
    """What only a person sets going."""
    if link.is_left_out:
        return Step("waiting", name, _left_out(link), "", link.pk, again_words=gettext("Send it"))
    if link.state == Link.State.PARKED:
        again = link.pk if link.reason in {Reason.DELETED, Reason.LOST, Reason.REFUSED} else 0
        return Step("attention", name, link.sentence, url, again)
    return None


def _left_out(link: Link) -> str:
    by = getattr(link, "left_out_name", None)
    return gettext("Left out by {name}").format(name=by) if by else gettext("Left out")


def _named(key: Any, name: str, link: Link) -> str:
    """By Clio's own name."""
    if key == "matter":
        return gettext("Matter {number}").format(number=link.label)
    is_contact = key == "contact" and link.label
    return gettext("Contact {name}").format(name=link.label) if is_contact else name


def _how(key: Any, link: Link) -> tuple[Any, Any]:
    return HOW[Link.How(link.how)] if key in {"contact", "matter"} else FILED


def _choice(links: dict[Any, Link]) -> Link | None:
    link = links.get("contact")
    return link if link and link.candidates else None


def sync_button(request: FirmRequest, *, matter: Matter) -> dict[str, Any]:
    """Always there; where Clio is not connected its answer says so."""
    move = next_move.next_move(request, matter=matter)
    return {"matter": matter, "is_first": move == next_move.SYNC}


def moves(request: FirmRequest, *, matter: Matter) -> dict[str, Any] | None:
    """What can be done about Clio, for the matter's next move."""
    found = clio_panel(request, matter=matter)
    if not found["connection"] or found["is_live"]:
        return None
    moves = {
        next_move.CHOICE: found["choice"] or found["asks_for_mapping"],
        next_move.SYNC: found["has_more_to_send"],
    }
    return {"moves": [move for move, is_there in moves.items() if is_there]}
