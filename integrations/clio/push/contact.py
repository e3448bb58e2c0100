"""The contact: the client's contact in Clio: found by email, or made; never twice."""

from contextlib import ExitStack
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence, ngettext_noop
from integrations.clio import failpoints, mapping
from integrations.clio.client import Clio, Row, moment
from integrations.clio.push import names
from integrations.clio.push.contact_changes import send_ours
from integrations.clio.push.context import SKEW, Push, since
from integrations.clio.push.lease import one_creator
from integrations.clio.push.moved import BACK, came_back
from integrations.errors import Held, Reason
from integrations.models import Connection, Link, LinkQuerySet, SyncEvent, database_now
from matters.models import Client

CREATED = _("Created the contact {name}.")
SEVERAL = ngettext_noop(
    "{count} contact in Clio has the email of {name}. Choose it.",
    "{count} contacts in Clio have the email of {name}. Choose one.",
)

# How long a look before sending counts: as long as somebody reads the page it is on.
SEEN_LASTS = timedelta(minutes=5)

ANOTHER_NAME = _("{other} in Clio has the email of {name}. Say whether it is the same person.")


def ensure_contact(push: Push, client: Client) -> Link:
    link = push.link(client)
    if link.is_done:
        send_ours(push, link, client)
        return link
    with ExitStack() as stack:
        stack.enter_context(
            one_creator(
                creator_key(client, push.connection),
                _("Another matter with this client’s email or name is being synced just now."),
            )
        )
        link.refresh_from_db()
        if not link.is_done:
            _settle(push, link, client)
    return link


def creator_key(client: Client, connection: Connection) -> str:
    """Of the lock that lets one at a time look for a contact and make it. Namesakes without email
    share it too: while one is made, the other may not look for what it lost."""
    known_by = client.folded_email or f"{client.name}|{mapping.digits(client.phone)}".casefold()
    return f"{connection.firm_id}:{connection.clio_account}:{known_by}"


def _settle(push: Push, link: Link, client: Client) -> None:
    if _is_back(push, link):
        return
    if link.reason == Reason.DELETED and link.state == Link.State.PARKED:
        raise Held(link.sentence, reason=link.reason)
    for one in (link, *twins_of(link, client)):
        push.must_have_landed(one)
    failpoints.step.set("find")
    found = known(link, client) or _found(push, link, client)
    if found:
        _linked(push, link, found)
        return
    made = push.create(
        link,
        lambda: push.clio.create(
            "contacts", mapping.contact(client), fields=mapping.CONTACT_FIELDS
        ),
    )
    failpoints.reach("contact.before_commit")
    _done(push, link, made, Link.How.CREATED, Sentence(CREATED, name=client.name))
    failpoints.reach("contact.after_commit")


def _is_back(push: Push, link: Link) -> bool:
    """Deleted in Clio, and restored there: with us it is as it was."""
    row = came_back(push, link, "contacts", mapping.CONTACT_FIELDS)
    if row is None:
        return False
    sentence = Sentence(BACK, name=row.get("name") or "")
    _done(push, link, row, Link.How(link.how), sentence)
    return True


def the_only_one(push: Push, contact: Link) -> Row | None:
    """The one contact left in Clio with the client's email, where there is one."""
    client = push.matter.client
    rows = _by_email(push, contact, client) if client else []
    return rows[0] if len(rows) == 1 else None


def twins_of(link: Link, client: Client) -> LinkQuerySet:
    """Links of our other clients with this email: one contact stands for them all."""
    if not client.folded_email:
        return Link.objects.none()
    return Link.objects.filter(
        clio_account=link.clio_account, client__email__iexact=client.email.strip()
    ).exclude(client=client)


def known(link: Link, client: Client) -> Row | None:
    """Another of our clients with this email, and a first name that agrees, already stands for a
    contact of this Clio account."""
    if makes_new(link):
        return None
    done = twins_of(link, client).filter(state=Link.State.DONE).select_related("client")
    twin = next((one for one in done if one.client and agrees(client, one.client.name)), None)
    return {"id": twin.clio_id, "name": twin.label} if twin else None


def agrees(client: Client, name: str) -> bool:
    return names.may_be_one(client.first_name, client.last_name, name)


def makes_new(link: Link) -> bool:
    """Somebody chose: none of those with this email is this client. Never asked again."""
    return link.how == Link.How.CHOSEN and link.clio_id is None


def _found(push: Push, link: Link, client: Client) -> Row | None:
    matches = [] if makes_new(link) else _by_email(push, link, client)
    if not matches and link.is_unknown:
        matches = _made_since(push, link, client)
    if len(matches) > 1 or (matches and not _is_them(link, client, matches[0])):
        _ask_which(push, link, client, matches)
    return matches[0] if matches else None


def _is_them(link: Link, client: Client, found: Row) -> bool:
    """Spouses share mailboxes: the first name has to agree too."""
    return _is_of_our_making(link, found) or agrees(client, found.get("name") or "")


def _by_email(push: Push, link: Link, client: Client) -> list[Row]:
    if not client.folded_email:
        return []
    if rows := just_seen(link, client):
        return rows
    return with_email(push.clio, client.email)


def just_seen(link: Link, client: Client) -> list[Row]:
    """What a look before sending has found. That there was nobody is asked again: somebody may have
    come into Clio since, and a second contact would be made."""
    seen = link.seen
    if link.is_unknown or link.is_done or seen.get("email") != client.folded_email:
        return []
    is_fresh = database_now() - datetime.fromisoformat(seen["at"]) < SEEN_LASTS
    return seen["rows"] if is_fresh else []


def with_email(clio: Clio, email: str) -> list[Row]:
    rows = clio.list("contacts", query=email.strip(), fields=mapping.CONTACT_FIELDS)
    return [row for row in rows if mapping.has_email(row, email)]


def _made_since(push: Push, link: Link, client: Client) -> list[Row]:
    """A contact carries no mark of ours: what we may have made is known by what we wrote into it."""
    rows = push.clio.list("contacts", created_since=since(link), fields=mapping.CONTACT_FIELDS)
    if client.folded_email:
        return [row for row in rows if mapping.has_email(row, client.email)]
    alike = {row["id"]: row for row in rows if mapping.is_same_person(row, client)}
    # A namesake's contact is theirs.
    taken = Link.objects.filter(
        clio_account=push.connection.clio_account,
        kind=Link.Kind.CONTACT,
        state=Link.State.DONE,
        clio_id__in=alike,
    ).values_list("clio_id", flat=True)
    return [alike[one] for one in alike.keys() - set(taken)]


def candidates(matches: list[Row]) -> list[Row]:
    """What a person is shown of each to choose by."""
    return [
        {
            "id": row["id"],
            "name": row.get("name") or "",
            "phone": row.get("primary_phone_number") or "",
            "created_at": row.get("created_at") or "",
        }
        for row in matches
    ]


def _ask_which(push: Push, link: Link, client: Client, matches: list[Row]) -> None:
    shown = candidates(matches)
    sentence = Sentence(SEVERAL, count=len(matches), name=client.name)
    if len(matches) == 1:
        sentence = Sentence(ANOTHER_NAME, other=shown[0]["name"], name=client.name)
    with push.commit():
        link.state, link.attempted_at = Link.State.PARKED, None
        link.reason, link.sentence, link.candidates = (
            Reason.SEVERAL_CONTACTS,
            sentence,
            shown,
        )
        link.save(update_fields=["state", "attempted_at", "reason", "sentence", "candidates"])
    raise Held(sentence, reason=Reason.SEVERAL_CONTACTS)


def _linked(push: Push, link: Link, found: Row) -> None:
    if _is_of_our_making(link, found):
        _done(push, link, found, Link.How.CREATED, Sentence(CREATED, name=found["name"]))
    else:
        sentence = Sentence(_("Linked the contact {name}, by email."), name=found["name"])
        _done(push, link, found, Link.How.BY_EMAIL, sentence)


def _is_of_our_making(link: Link, found: Row) -> bool:
    """Whether it came into Clio while a request of ours, whose answer we lost, was on its way."""
    if not (link.is_unknown and link.attempted_at and found.get("created_at")):
        return False
    return moment(found["created_at"]) >= link.attempted_at - SKEW


def _done(push: Push, link: Link, row: Row, how: Link.How, sentence: str) -> None:
    outcome = SyncEvent.Outcome.CREATED if how == Link.How.CREATED else SyncEvent.Outcome.LINKED
    with push.commit():
        link.state, link.how, link.clio_id = Link.State.DONE, how, row["id"]
        link.label, link.candidates, link.seen = (row.get("name") or "")[:255], [], {}
        link.reason = link.sentence = ""
        link.save(
            update_fields=[
                "state",
                "how",
                "clio_id",
                "label",
                "candidates",
                "seen",
                "reason",
                "sentence",
            ]
        )
        push.say(outcome, sentence, link)
    push.lease.has_progressed = True
