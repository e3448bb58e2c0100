"""Rounds: every linked record is asked for by its id, a hundred a call, the longest unseen first.

A change feed says nothing of what was deleted, nor of what changed before it began.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import mapping
from integrations.clio.pull import differences
from integrations.clio.pull.comparison import accepted
from integrations.clio.pull.taking import NOUNS, take_in
from integrations.clio.pull.turn import Turn
from integrations.clio.push.context import DELETED
from integrations.errors import Forbidden, NotFound, Reason
from integrations.models import Difference, Link, LinkQuerySet
from matters.models import Matter

IDS_A_CALL = 100
EVER = datetime.min.replace(tzinfo=UTC)
EVERY = {
    Link.Kind.MATTER: timedelta(hours=6),
    Link.Kind.CONTACT: timedelta(hours=6),
    Link.Kind.DOCUMENT: timedelta(hours=24),
}
FIELDS = {
    Link.Kind.MATTER: mapping.POLLED_MATTER_FIELDS,
    Link.Kind.CONTACT: mapping.POLLED_CONTACT_FIELDS,
    Link.Kind.DOCUMENT: mapping.POLLED_DOCUMENT_FIELDS,
}
ALSO: dict[str, dict[str, object]] = {
    Link.Kind.DOCUMENT: {"include_deleted": "true", "show_uncompleted": "true"}
}
GONE = {
    Link.Kind.MATTER: _("The matter {number} was deleted in Clio."),
    Link.Kind.CONTACT: _("The contact {name} was deleted in Clio."),
    Link.Kind.DOCUMENT: DELETED,
}


def go_on(turn: Turn) -> None:
    """One call, for the kind whose records were not seen for longest; none where all were."""
    waiting = [(kind, first) for kind in EVERY if (first := _due(turn.account, kind).first())]
    if turn.left and waiting:
        kind, _longest = min(waiting, key=lambda one: one[1].compared_at or EVER)
        look_at(turn, kind, list(_due(turn.account, kind)[:IDS_A_CALL]))


def _due(account: str, kind: Link.Kind) -> LinkQuerySet:
    waits = Q(compared_at=None) | Q(compared_at__lt=Now() - EVERY[kind])
    due = Link.objects.comparable(account, kind).filter(waits)
    return due.order_by(F("compared_at").asc(nulls_first=True))


def look_at(turn: Turn, kind: Link.Kind, links: list[Link]) -> None:
    """`links`: IDS_A_CALL at most, all of this kind."""
    ids = sorted({link.clio_id for link in links if link.clio_id})
    ours = Link.objects.filter(pk__in=[link.pk for link in links])
    try:
        rows, _following, asked_at = turn.page(
            NOUNS[kind],
            **{"ids[]": ids},
            order="id(asc)",
            limit=200,
            fields=FIELDS[kind],
            **ALSO.get(kind, {}),
        )
    except Forbidden:  # Not ours to see; the other kinds may be.
        ours.update(compared_at=Now())
        return
    there = {row["id"]: row for row in rows if not row.get("deleted_at")}
    with turn.commit():
        ours.update(compared_at=Now())
    take_in(turn, kind, there.values(), asked_at)
    trashed = {row["id"] for row in rows} - there.keys()
    _say_gone(turn, kind, [link for link in links if link.clio_id not in there], trashed)


def _say_gone(turn: Turn, kind: Link.Kind, missing: Iterable[Link], trashed: set[int]) -> None:
    """A list leaves out what this person may not see: Clio has to say of each that it is gone. What
    there are no calls left for is asked about first in the next turn."""
    matters: dict[int, bool | None] = {}
    for link in missing:
        if not link.is_done:
            continue
        is_gone = True if link.clio_id in trashed else _is_gone(turn, kind, link.clio_id)
        if is_gone and kind == Link.Kind.DOCUMENT:
            is_gone = _has_its_matter(turn, link, matters)
        if is_gone is None:
            Link.objects.filter(pk=link.pk).update(compared_at=None)
        elif is_gone:
            with turn.commit():
                _is_deleted(link.pk)


def _is_gone(turn: Turn, kind: Link.Kind, clio_id: int | None) -> bool | None:
    """None where no call is left to ask."""
    if not turn.left:
        return None
    try:
        row = turn.one(f"{NOUNS[kind]}/{clio_id}", fields=FIELDS[kind])
    except NotFound:
        return True
    return bool(row.get("deleted_at"))


def _has_its_matter(turn: Turn, link: Link, known: dict[int, bool | None]) -> bool | None:
    """Documents of a deleted matter are gone with it, which the matter's own difference tells."""
    matters = Link.objects.filter(
        clio_account=link.clio_account, matter__documents=link.document_id
    )
    matter = matters.first()
    if matter is None or not matter.is_done:
        return False
    if matter.pk not in known:
        is_gone = _is_gone(turn, Link.Kind.MATTER, matter.clio_id)
        known[matter.pk] = None if is_gone is None else not is_gone
        if is_gone:
            Link.objects.filter(pk=matter.pk).update(compared_at=None)
    return known[matter.pk]


def _is_deleted(link_id: int) -> None:
    """Nothing is made anew without a person's word. A contact may have been merged, which the push
    follows by itself; of it is only told."""
    link = Link.objects.select_for_update().get(pk=link_id)
    let = accepted(link).get(Difference.Kind.DELETED)
    if not link.is_done or (let and let == link.clio_id):
        return
    if link.kind != Link.Kind.CONTACT:
        link.state, link.reason, link.sentence = Link.State.PARKED, Reason.DELETED, gone(link)
        link.save(update_fields=["state", "reason", "sentence"])
    differences.report(link, Difference.Kind.DELETED, link.clio_id)


def gone(link: Link) -> Sentence:
    return Sentence(GONE[Link.Kind(link.kind)], name=link.label, number=link.label)


def look_at_matter(turn: Turn, matter: Matter) -> None:
    """All of one matter at once, because somebody asked."""
    for kind in EVERY:
        mine = Link.objects.of_matter(matter).filter(kind=kind)
        links = [link for link in mine.order_by("pk") if _is_comparable(link, turn.account)]
        for start in range(0, len(links), IDS_A_CALL):
            look_at(turn, kind, links[start : start + IDS_A_CALL])


def _is_comparable(link: Link, account: str) -> bool:
    is_known = link.is_done or (link.state == Link.State.PARKED and link.reason == Reason.DELETED)
    return is_known and link.clio_account == account and link.clio_id is not None
