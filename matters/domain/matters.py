"""Matters: created, changed, given a client and a status."""

from datetime import date

from django.db import transaction

from casehug import audit
from casehug.models import Member
from casehug.translations.stored_texts import Translations
from matters.domain import search_index
from matters.events import matter_changed, matter_created
from matters.models import CaseType, Client, Matter


@transaction.atomic
def create_matter(
    *,
    title: str,
    case_type: CaseType,
    state: str,
    by: Member,
    client: Client | None = None,
    client_facing_name: str = "",
    translations: Translations | None = None,
    county: str = "",
    status: str = Matter.Status.OPEN,
) -> Matter:
    matter = Matter.objects.create(
        title=title,
        case_type=case_type,
        state=state,
        client=client,
        client_facing_name=client_facing_name,
        translations=translations or {},
        county=county,
        status=status,
        created_by=by,
    )
    search_index.learn_matters([matter])
    audit.record("matter.created", matter, by=by.user, matter=matter.pk)
    matter_created.send(sender=Matter, matter=matter, by=by)
    return matter


@transaction.atomic
def change_matter(
    *,
    matter: Matter,
    by: Member | None,
    verb: str = "",
    on: date | None = None,
    **changes: object,
) -> Matter:
    """`changes` are fields of the matter; nothing is written or told when nothing differs.

    `verb`: what the audit log calls a change that came from elsewhere; `on`: the day it was made
    there, where that is not today.
    """
    changed = [field for field, value in changes.items() if getattr(matter, field) != value]
    if not changed:
        return matter
    for field in changed:
        setattr(matter, field, changes[field])
    matter.save(update_fields=changed)
    search_index.learn_matters([matter])
    said = _ids(changed, changes) | ({"on": on.isoformat()} if on else {})
    who = by.user if by else None
    audit.record(verb or _verb(changed), matter, by=who, matter=matter.pk, fields=changed, **said)
    matter_changed.send(sender=Matter, matter=matter, by=by)
    return matter


def _verb(changed: list[str]) -> str:
    """The two changes that people look for in a timeline have names of their own."""
    named: dict[tuple[str, ...], str] = {
        ("client",): "matter.client_set",
        ("status",): "matter.status_set",
    }
    return named.get(tuple(changed), "matter.changed")


def _ids(changed: list[str], changes: dict[str, object]) -> dict[str, object]:
    said: dict[str, object] = {}
    if "status" in changed:
        said["status"] = str(changes["status"])
    if "client" in changed:
        said["client"] = getattr(changes["client"], "pk", None)
    return said


def set_client(*, matter: Matter, client: Client, by: Member) -> Matter:
    return change_matter(matter=matter, client=client, by=by)


def set_status(*, matter: Matter, status: str, by: Member) -> Matter:
    return change_matter(matter=matter, status=status, by=by)
