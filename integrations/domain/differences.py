"""Decisions on differences: take Clio's value, send ours, make a deleted record again, or leave it.

What is sent goes with a sync of the matter; here is only noted that Clio's value was seen, so that
ours counts as newer.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from casehug.models import Member
from integrations import queue
from integrations.clio.pull.differences import end
from integrations.clio.pull.rounds import gone, look_at_matter
from integrations.clio.pull.turn import Turn
from integrations.clio.session import clio_for
from integrations.domain import links
from integrations.errors import Reason
from integrations.models import Connection, Difference, Link, Poll, Sync
from matters.domain.clients import FIELDS, change_client
from matters.domain.matters import change_matter
from matters.models import Client, Matter

Kind, Decision, State = Difference.Kind, Difference.Decision, Difference.State

MOST_AT_ONCE = 100
CALLS_WHEN_ASKED = 12
# What Clio may hold longer than we do.
FITS = {
    "title": Matter._meta.get_field("title").max_length or 0,
    "first_name": Client._meta.get_field("first_name").max_length or 0,
    "last_name": Client._meta.get_field("last_name").max_length or 0,
    "phone": Client._meta.get_field("phone").max_length or 0,
}


@transaction.atomic
def decide(*, difference: Difference, decision: str, by: Member) -> bool:
    """False: it is over already, or this cannot be decided of it. Raises ValidationError where
    Clio's value cannot be kept here."""
    link = Link.objects.select_for_update().get(pk=difference.link_id)
    found = Difference.objects.select_related("link").select_for_update(of=["self"])
    row = found.get(pk=difference.pk)
    if not row.is_open or decision not in row.decisions:
        return False
    row.link = link
    if decision == Decision.AGAIN:
        return _again(link, by)
    DOES[decision](row, link, by)
    end(row, ENDS[decision], by=by)
    return True


def _again(link: Link, by: Member) -> bool:
    matter = matter_of(link)
    if matter is None:
        return False
    if link.is_done:
        link.state, link.reason, link.sentence = Link.State.PARKED, Reason.DELETED, gone(link)
        link.save(update_fields=["state", "reason", "sentence"])
    return links.send_again(link=link, matter=matter, by=by)


def decide_all(*, kind: str, decision: str, clio_account: str, by: Member) -> tuple[int, int]:
    """(how many were decided, how many are left): MOST_AT_ONCE at most in one press."""
    mine = Difference.objects.open().of_account(clio_account).filter(kind=kind)
    done = 0
    for one in mine.order_by("-found_at", "-id")[:MOST_AT_ONCE]:
        try:
            done += decide(difference=one, decision=decision, by=by)
        except ValidationError:
            continue  # It stays, and says why where it is decided on its own.
    return done, mine.count()


def compare(*, matter: Matter, connection: Connection) -> None:
    """Look at all of one matter now, because somebody asked. Raises SyncError where Clio does not
    answer, LostLease where it is being looked at just now."""
    poll, _made = Poll.objects.get_or_create(clio_account=connection.clio_account)
    look_at_matter(Turn(connection, clio_for(connection), poll, CALLS_WHEN_ASKED), matter)


def matter_of(link: Link) -> Matter | None:
    """Whose sync it goes with: of a client, the latest that is in Clio, else the latest."""
    if link.document_id:
        return Matter.objects.filter(documents=link.document_id).first()
    if link.matter:
        return link.matter
    mine = Matter.objects.filter(client=link.client_id).order_by("-pk")
    known = Link.objects.filter(clio_account=link.clio_account, matter__in=mine)
    in_clio = mine.filter(pk__in=known.filter(clio_id__isnull=False).values("matter"))
    return in_clio.first() or mine.first()


# --- Take Clio's value ---------------------------------------------------------------------------


def _take(row: Difference, link: Link, by: Member) -> None:
    if row.kind == Kind.CLIENT:
        _belongs_to(row, link, row.theirs, by)
        return
    if link.matter:
        matter = Matter.objects.select_for_update().get(pk=link.matter.pk)
        on = row.theirs_day if row.kind == Kind.STATUS else None
        change_matter(matter=matter, by=by, on=on, **_fitting(_for_matter(row)))
    else:
        assert link.client is not None
        client = Client.objects.select_for_update().get(pk=link.client.pk)
        changes = _fitting(_for_client(row))
        for field in FIELDS:
            setattr(client, field, changes.get(field, getattr(client, field)))
        client.clean_fields()
        fresh = Client.objects.get(pk=client.pk)
        change_client(client=fresh, by=by, **changes)
    _agree(link, row)


def _for_matter(row: Difference) -> dict[str, Any]:
    return {"status": row.theirs} if row.kind == Kind.STATUS else {"title": row.theirs}


def _for_client(row: Difference) -> dict[str, Any]:
    if row.kind == Kind.NAME:
        return dict(zip(("first_name", "last_name"), row.theirs or [], strict=True))
    return {row.kind: row.theirs}


def _fitting(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value[: FITS.get(name, len(value))] for name, value in changes.items()}


def _agree(link: Link, row: Difference) -> None:
    """Both hold this now, or ours is newer than this."""
    let = {
        kind: value for kind, value in link.pushed.get("accepted", {}).items() if kind != row.kind
    }
    link.agree_on({row.kind: row.theirs, "accepted": let})
    link.save(update_fields=["pushed"])


def _belongs_to(row: Difference, link: Link, clio_id: int | None, by: Member) -> None:
    """Theirs: it stays with that contact, this matter alone. Ours: the next sync moves it back."""
    matter = link.matter
    assert matter is not None
    contact = Link.objects.filter(clio_account=link.clio_account, client=matter.client_id).first()
    if contact and contact.reason == Reason.MOVED and clio_id:
        links.choose_contact(link=contact, clio_id=clio_id, matter=matter, by=by)
        link.refresh_from_db()
        return
    if contact and clio_id == contact.clio_id:
        link.pushed = {**link.pushed, "client": row.theirs}
        link.pushed.pop("accepted_client", None)
    else:
        link.pushed = {**link.pushed, "accepted_client": clio_id}
    link.save(update_fields=["pushed"])


# --- Send ours -----------------------------------------------------------------------------------


def _keep(row: Difference, link: Link, by: Member) -> None:
    matter = matter_of(link)
    if row.kind == Kind.CLIENT and matter:
        contacts = Link.objects.filter(clio_account=link.clio_account, client=matter.client_id)
        ours = contacts.values_list("clio_id", flat=True).first()
        _belongs_to(row, link, ours, by)
    else:
        _agree(link, row)
        if link.client_id or row.kind == Kind.REFERENCE:
            _resend(link, row.kind)
    if matter:
        queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)


def _resend(link: Link, kind: str) -> None:
    kinds = sorted({*link.pushed.get("resend", []), kind})
    link.pushed = {**link.pushed, "resend": kinds}
    link.save(update_fields=["pushed"])


def _forget(row: Difference, link: Link, _by: Member) -> None:
    """Not reported again until Clio holds something else."""
    let = {**link.pushed.get("accepted", {}), row.kind: row.theirs}
    link.pushed = {**link.pushed, "accepted": let}
    link.save(update_fields=["pushed"])


DOES: dict[str, Callable[[Difference, Link, Member], None]] = {
    Decision.TAKE: _take,
    Decision.KEEP: _keep,
    Decision.FORGET: _forget,
}
ENDS: dict[str, Difference.State] = {
    Decision.TAKE: State.TAKEN,
    Decision.KEEP: State.KEPT,
    Decision.FORGET: State.FORGOTTEN,
}
