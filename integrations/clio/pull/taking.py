"""Taking in: what follows here from how Clio shows a linked record.

Each record in a transaction of its own, under the rows' locks; taken twice is taken once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from casehug.jobs import aside
from integrations.clio.answers import Row
from integrations.clio.pull import differences
from integrations.clio.pull.comparison import Compared, Known, compared
from integrations.clio.pull.turn import Turn
from integrations.models import CaseTypeMapping, Difference, Link
from matters.domain.matters import change_matter
from matters.models import Matter

Kind = Difference.Kind
NOUNS = {
    Link.Kind.MATTER: "matters",
    Link.Kind.CONTACT: "contacts",
    Link.Kind.DOCUMENT: "documents",
}
ABOUT = ("firm", "matter", "client", "document")


def take_in(turn: Turn, kind: Link.Kind, rows: Iterable[Row], asked_at: datetime) -> None:
    """`asked_at`: what was agreed on since then is newer than these rows."""
    by_id = {row["id"]: row for row in rows}
    mine = Link.objects.comparable(turn.account, kind).filter(clio_id__in=by_id)
    links = list(mine.select_related(*ABOUT))
    known, open_kinds = _known(turn.account, links), _open_kinds(links)
    for link in links:
        row = by_id[link.clio_id or 0]
        found = compared(link, row, known)
        if _has_news(link, found, open_kinds[link.pk]):
            with turn.commit(), aside("difference", link.pk), transaction.atomic():
                _take(link, row, known, asked_at)


def _known(account: str, links: list[Link]) -> Known:
    clients = {link.matter.client_id for link in links if link.matter and link.matter.client_id}
    contacts = Link.objects.filter(clio_account=account, client__in=clients)
    areas = CaseTypeMapping.objects.filter(
        clio_account=account,
        case_type__in={link.matter.case_type_id for link in links if link.matter},
    )
    return Known(
        contacts=dict(contacts.values_list("client_id", "clio_id")),
        areas=dict(areas.values_list("case_type_id", "practice_area__clio_id")),
    )


def _open_kinds(links: list[Link]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    is_open = Difference.objects.open().filter(link__in=links)
    for link_id, kind in is_open.values_list("link_id", "kind"):
        found[link_id].add(kind)
    return found


def _has_news(link: Link, found: list[Compared], open_kinds: set[str]) -> bool:
    """Most records changed in some way that does not matter here: these cost no transaction."""
    if not link.is_done or Kind.DELETED in open_kinds:
        return True
    return any(one.differs or one.kind in open_kinds or _is_base(link, one) for one in found)


def _is_base(link: Link, one: Compared) -> bool:
    """Both hold it, or Clio held it at the first look: from here on it is what they agreed on."""
    is_first = link.kind == Link.Kind.CONTACT and one.kind not in link.pushed
    is_agreed = one.agrees and one.kind != Kind.REFERENCE
    return (is_agreed or (is_first and one.unchanged)) and link.pushed.get(one.kind) != one.theirs


def _take(seen: Link, row: Row, known: Known, asked_at: datetime) -> None:
    link = Link.objects.select_related(*ABOUT).select_for_update(of=["self"]).get(pk=seen.pk)
    if link.pushed_at and link.pushed_at > asked_at:
        # Something was sent or decided meanwhile: it is looked at again, as the first.
        Link.objects.filter(pk=link.pk).update(compared_at=None)
        return
    if link.clio_id != row["id"] or not _is_there(link):
        return
    if link.matter:
        link.matter = Matter.objects.select_for_update().get(pk=link.matter.pk)
    _conclude(link, compared(link, row, known))


def _is_there(link: Link) -> bool:
    """What was deleted and restored there is as it was."""
    if not link.is_done and link.state == Link.State.PARKED:
        link.state, link.reason, link.sentence = Link.State.DONE, "", ""
        link.save(update_fields=["state", "reason", "sentence"])
    differences.settle(link, [Kind.DELETED])
    return link.is_done


def _conclude(link: Link, found: list[Compared]) -> None:
    agreed = {str(one.kind): one.theirs for one in found if one.is_news or _is_base(link, one)}
    if agreed:
        link.agree_on(agreed)
        link.save(update_fields=["pushed"])
    for one in found:
        if one.is_news:
            _take_status(link, one)
        elif one.differs:
            differences.report(link, one.kind, one.theirs, one.name, one.day)
    over = [one.kind for one in found if one.is_news or not one.differs]
    differences.settle(link, over)


def _take_status(link: Link, one: Compared) -> None:
    assert link.matter is not None
    change_matter(
        matter=link.matter,
        by=None,
        verb="matter.status_followed",
        on=one.day or timezone.localdate(timezone=ZoneInfo(link.firm.time_zone)),
        status=one.theirs,
    )
