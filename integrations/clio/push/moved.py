"""A matter whose client differs: it was merged, moved by a person, or another was chosen here.

A merge in Clio is followed. What a person moved is left, and asked about once.
"""

from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import mapping
from integrations.clio.client import Row
from integrations.clio.push.context import Push
from integrations.errors import Held, NotFound, Reason
from integrations.models import Link, SyncEvent

MOVED = _(
    "The matter {number} belongs to the contact {theirs} in Clio now, not to {ours}. Choose which"
    " one it should be."
)
FOLLOWED = _("The contact was merged in Clio; we follow {name}.")
BACK = _("{name} is in Clio again, so nothing was made anew.")


def shown_client(in_clio: Row) -> int | None:
    return (in_clio.get("client") or {}).get("id")


def settle_client(push: Push, contact: Link, matter: Link, in_clio: Row) -> Held | None:
    """What a person must decide of the matter's contact, if anything."""
    shown = shown_client(in_clio)
    is_hidden = (in_clio.get("client") or {}).get("redacted")
    if is_hidden or shown in {contact.clio_id, matter.pushed.get("accepted_client", 0)}:
        _agreed(push, contact, matter)
        return None
    if shown and _is_gone(push, contact) and _is_the_clients(push, shown):
        follow(push, contact, {"id": shown, "name": in_clio["client"].get("name") or ""})
        _agreed(push, contact, matter)
        return None
    return _ask(push, contact, matter, in_clio.get("client") or {})


def _agreed(push: Push, contact: Link, matter: Link) -> None:
    if contact.reason == Reason.MOVED or matter.pushed.get("client") != contact.clio_id:
        with push.commit():
            contact.reason, contact.sentence, contact.candidates = "", "", []
            contact.save(update_fields=["reason", "sentence", "candidates"])
            matter.refresh_from_db(
                fields=["pushed"], from_queryset=Link.objects.select_for_update()
            )
            matter.pushed = {**matter.pushed, "client": contact.clio_id}
            matter.save(update_fields=["pushed"])


def _is_gone(push: Push, contact: Link) -> bool:
    try:
        push.clio.get(f"contacts/{contact.clio_id}", fields="id")
    except NotFound:
        return True
    return False


def _is_the_clients(push: Push, clio_id: int) -> bool:
    client = push.matter.client
    if client is None or not client.folded_email:
        return True
    row = push.clio.get(f"contacts/{clio_id}", fields=mapping.CONTACT_FIELDS)
    return mapping.has_email(row, client.email)


def follow(push: Push, contact: Link, survivor: Row) -> None:
    """Every client of ours that stood for the contact that is gone stands for the survivor."""
    merged = Link.objects.filter(
        clio_account=contact.clio_account, kind=Link.Kind.CONTACT, clio_id=contact.clio_id
    )
    name = survivor.get("name") or contact.label
    with push.commit():
        merged.update(
            state=Link.State.DONE, clio_id=survivor["id"], label=name[:255], reason="", sentence=""
        )
        contact.refresh_from_db()
        push.say(SyncEvent.Outcome.LINKED, Sentence(FOLLOWED, name=name), contact)


def _ask(push: Push, contact: Link, matter: Link, theirs: Row) -> Held:
    sentence = Sentence(
        MOVED, number=matter.label, theirs=theirs.get("name") or "", ours=contact.label
    )
    both = [(theirs.get("id"), theirs.get("name") or ""), (contact.clio_id, contact.label)]
    with push.commit():
        contact.reason, contact.sentence = Reason.MOVED, sentence
        contact.candidates = [
            {"id": one, "name": name, "phone": "", "created_at": ""} for one, name in both if one
        ]
        contact.save(update_fields=["reason", "sentence", "candidates"])
    return Held(sentence, reason=Reason.MOVED)


def came_back(push: Push, link: Link, noun: str, fields: str) -> Row | None:
    """The record that was deleted in Clio, where somebody restored it since."""
    former = link.clio_id or link.pushed.get("instead_of")
    if not former:
        return None
    try:
        row = push.clio.get(f"{noun}/{former}", fields=fields)
    except NotFound:
        return None
    return None if row.get("deleted_at") else row
