"""The matter in Clio: made once, known by its client reference, kept in step afterwards."""

from integrations import failpoints
from integrations.clio import mapping
from integrations.clio.client import Row
from integrations.clio.effects import Push, since
from integrations.errors import Held, NotFound
from integrations.models import Link, SyncEvent


def ensure_matter(push: Push, contact: Link, practice_area: int | None) -> Link:
    link = push.link(push.matter)
    if link.is_done:
        return link
    if link.state == Link.State.PARKED:
        raise Held(link.sentence, reason=link.reason)
    push.must_have_landed(link)
    failpoints.step.set("find")
    state = mapping.matter_state(push.matter, practice_area)
    found = _landed(push, link, contact) if link.is_unknown else None
    if found is None:
        found = _created(push, link, contact, state)
    failpoints.reach("matter.before_commit")
    _done(push, link, found, state)
    failpoints.reach("matter.after_commit")
    return link


def _landed(push: Push, link: Link, contact: Link) -> Row | None:
    """`client_reference` is no filter in Clio: list the client's new matters and compare."""
    marker = link.marker(push.firm)
    rows = push.clio.list(
        "matters",
        client_id=contact.clio_id,
        created_since=since(link),
        fields=mapping.MATTER_FIELDS,
    )
    return next((row for row in rows if row.get("client_reference") == marker), None)


def _created(push: Push, link: Link, contact: Link, state: Row) -> Row:
    row = {
        **mapping.matter(state),
        "client": {"id": contact.clio_id},
        "client_reference": link.marker(push.firm),
    }
    try:
        return push.create(
            link, lambda: push.clio.create("matters", row, fields=mapping.MATTER_FIELDS)
        )
    except NotFound as error:
        sentence = (
            f"The contact {contact.label} or the practice area of this case type is no longer in"
            " Clio. Check both there, then sync again."
        )
        raise Held(sentence, reason="gone_in_clio") from error


def _done(push: Push, link: Link, row: Row, state: Row) -> None:
    with push.lease.commit():
        link.state, link.clio_id, link.pushed = Link.State.DONE, row["id"], state
        link.label = row.get("display_number") or str(row["id"])
        link.save(update_fields=["state", "clio_id", "pushed", "label"])
        push.say(SyncEvent.Outcome.CREATED, f"Created the matter {link.label}.", link)
