"""Changes of a contact: what a person decided to send of ours over what Clio holds.

Nothing else of a contact is ever changed in Clio once it is linked.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.push.context import Push
from integrations.errors import Held, NotFound, Reason
from integrations.models import Link, SyncEvent
from matters.models import Client

UPDATED = _("Updated the contact {name}.")
GONE = _("The contact {name} was deleted in Clio.")


def send_ours(push: Push, link: Link, client: Client) -> None:
    link.refresh_from_db(fields=["pushed"])
    wanted = link.pushed.get("resend")
    if not wanted:
        return
    failpoints.step.set("find")
    path = f"contacts/{link.clio_id}"
    try:
        row = push.clio.get(path, fields=mapping.CHANGED_CONTACT_FIELDS)
        if changes := _changes(wanted, client, row):
            row = push.clio.update(
                path, changes, fields=mapping.CHANGED_CONTACT_FIELDS, etag=row.get("etag") or ""
            )
    except NotFound as error:
        sentence = Sentence(GONE, name=link.label)
        push.park(link, Reason.DELETED, sentence)
        raise Held(sentence, reason=Reason.DELETED) from error
    with push.commit():
        link.refresh_from_db(fields=["pushed"], from_queryset=Link.objects.select_for_update())
        left = [kind for kind in link.pushed.get("resend", []) if kind not in wanted]
        link.pushed = {**link.pushed, **_ours(wanted, client), "resend": left}
        link.label = (row.get("name") or link.label)[:255]
        link.save(update_fields=["pushed", "label"])
        push.say(SyncEvent.Outcome.UPDATED, Sentence(UPDATED, name=link.label), link)


def _ours(wanted: list[str], client: Client) -> dict[str, Any]:
    """As a look at the contact will find it."""
    held = {
        "name": [client.first_name, client.last_name],
        "email": client.email.strip(),
        "phone": client.phone.strip(),
    }
    return {kind: held[kind] for kind in wanted if kind in held}


def _changes(wanted: list[str], client: Client, row: Row) -> Row:
    """What we hold nothing of is left as it is there."""
    changes: Row = {}
    if "name" in wanted:
        changes |= {"first_name": client.first_name, "last_name": client.last_name}
    if "email" in wanted and client.email.strip():
        email = {"address": client.email.strip(), "default_email": True}
        changes["email_addresses"] = [_in_place(row, "email_addresses", email, "Other")]
    if "phone" in wanted and client.phone.strip():
        phone = {"number": client.phone.strip(), "default_number": True}
        changes["phone_numbers"] = [_in_place(row, "phone_numbers", phone, "Mobile")]
    return changes


def _in_place(row: Row, name: str, ours: Row, label: str) -> Row:
    """The primary one is changed; where there is none, one is added."""
    there = [one for one in row.get(name) or [] if isinstance(one, dict) and one.get("id")]
    first = next((one for one in there if one.get("primary")), there[0] if there else None)
    return {"id": first["id"], **ours} if first else {"name": label, **ours}
