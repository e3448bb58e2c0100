"""The matter: the matter in Clio: made once, known by its client reference, kept in step
afterwards.
"""

from datetime import timedelta

from django.db.models.functions import Now
from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.matter_dates import matter_dates
from integrations.clio.push.contact import the_only_one
from integrations.clio.push.context import Push, since
from integrations.clio.push.moved import BACK, came_back, follow
from integrations.errors import Held, NotFound, Reason, SyncError, TryLater
from integrations.models import Link, PracticeArea, SyncEvent

FOLLOWING = _("The contact was merged in Clio; we go on with the one that is left.")
GONE = _("The practice area “{area}” is no longer in Clio. Choose another for “{case_type}”.")


def ensure_matter(push: Push, contact: Link, practice_area: int | None) -> Link:
    link = push.link(push.matter)
    if link.is_done:
        return link
    push.must_have_landed(link)
    failpoints.step.set("find")
    state = mapping.matter_state(push.matter, practice_area, contact.clio_id)
    if row := came_back(push, link, "matters", mapping.MATTER_FIELDS):
        _restored(push, link, row, state)
        return link
    if link.state == Link.State.PARKED:
        raise Held(link.sentence, reason=link.reason)
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
        **mapping.matter({name: value for name, value in state.items() if value is not None}),
        "client_reference": link.marker(push.firm),
        **matter_dates(push.matter, push.firm),
    }
    try:
        return push.create(
            link, lambda: push.clio.create("matters", row, fields=mapping.MATTER_FIELDS)
        )
    except NotFound as error:
        raise _what_is_gone(push, contact, state) from error


def _what_is_gone(push: Push, contact: Link, state: Row) -> SyncError:
    """Clio refused the matter because something it names was deleted there: which?"""
    try:
        push.clio.get(f"contacts/{contact.clio_id}", fields="id")
    except NotFound:
        if survivor := the_only_one(push, contact):
            follow(push, contact, survivor)
            return TryLater(FOLLOWING, wait=timedelta(seconds=1))
        sentence = Sentence(_("The contact {name} was deleted in Clio."), name=contact.label)
        push.park(contact, "deleted", sentence)
        return Held(sentence, reason=Reason.DELETED)
    areas = PracticeArea.objects.filter(
        clio_account=push.connection.clio_account, clio_id=state["practice_area"]
    )
    with push.commit():
        areas.update(gone_at=Now())
    name = areas.values_list("name", flat=True).first() or Sentence(_("chosen"))
    sentence = Sentence(GONE, area=name, case_type=str(push.matter.case_type))
    return Held(sentence, reason=Reason.UNMAPPED)


def _restored(push: Push, link: Link, row: Row, state: Row) -> None:
    """Kept in step from here on as it is there now."""
    there = mapping.shown_in_clio(row) | {"client": (row.get("client") or {}).get("id")}
    with push.commit():
        link.state, link.clio_id, link.attempted_at = Link.State.DONE, row["id"], None
        link.reason = link.sentence = ""
        link.label = row.get("display_number") or str(row["id"])
        link.pushed = {name: there[name] for name in state if name in there}
        link.save()
        push.say(SyncEvent.Outcome.LINKED, Sentence(BACK, name=link.label), link)


def _done(push: Push, link: Link, row: Row, state: Row) -> None:
    with push.commit():
        link.state, link.clio_id, link.pushed = Link.State.DONE, row["id"], state
        link.label = row.get("display_number") or str(row["id"])
        link.how = Link.How.CREATED  # Also where one that somebody had linked was deleted in Clio.
        link.save(update_fields=["state", "clio_id", "pushed", "label", "how"])
        sentence = Sentence(_("Created the matter {number}."), number=link.label)
        push.say(SyncEvent.Outcome.CREATED, sentence, link)
    push.lease.has_progressed = True
