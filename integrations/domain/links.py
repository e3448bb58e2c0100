"""Decisions on links: what a person decides about what stands for what in Clio."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from casehug import audit
from casehug.models import Member
from integrations import queue
from integrations.errors import Reason
from integrations.models import Link, Sync
from matters.models import Matter


@transaction.atomic
def choose_contact(*, link: Link, clio_id: int, matter: Matter, by: Member) -> bool:
    """Link the client to one of several contacts with its email. False: not one of those found."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    chosen = next((c for c in link.candidates if c["id"] == clio_id), None)
    if link.state != Link.State.PARKED or chosen is None:
        return False
    link.state, link.how, link.clio_id = Link.State.DONE, Link.How.CHOSEN, clio_id
    link.label, link.candidates, link.reason, link.sentence = chosen["name"][:255], [], "", ""
    link.save()
    audit.record("contact.chosen", link, by=by.user, clio_id=clio_id)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)
    return True


@transaction.atomic
def make_new_contact(*, link: Link, matter: Matter, by: Member) -> bool:
    """None of those found is the client: another is made, and nobody is asked again. False: nothing
    was to choose."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    if link.state != Link.State.PARKED or not link.candidates:
        return False
    refused = [one["id"] for one in link.candidates]
    link.state, link.how, link.clio_id = Link.State.PLANNED, Link.How.CHOSEN, None
    link.candidates, link.reason, link.sentence = [], "", ""
    link.save()
    audit.record("contact.new_chosen", link, by=by.user, refused=refused)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)
    return True


@transaction.atomic
def send_again(*, link: Link, matter: Matter, by: Member) -> bool:
    """Make anew in Clio what a person deleted there. False: it is not one that was deleted."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    if link.state != Link.State.PARKED or link.reason not in {
        Reason.DELETED,
        Reason.LOST,
        Reason.REFUSED,
    }:
        return False
    old = link.clio_id
    link.state, link.clio_id, link.attempted_at = Link.State.PLANNED, None, None
    link.generation += 1
    link.reason = link.sentence = link.version_uuid = ""
    link.pushed, link.verified_at = {}, None
    link.save()
    audit.record("link.sent_again", link, by=by.user, old_clio_id=old)
    if link.kind == Link.Kind.MATTER:
        _with_its_documents(link, matter)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)
    return True


def _with_its_documents(link: Link, matter: Matter) -> None:
    """Documents of a deleted matter are gone with it."""
    for document in Link.objects.filter(clio_account=link.clio_account, document__matter=matter):
        document.state, document.clio_id, document.attempted_at = Link.State.PLANNED, None, None
        document.generation += 1
        document.reason = document.sentence = ""
        document.save()


def why_they_stay(documents: Collection[int]) -> dict[int, str]:
    """Nothing is deleted in Clio: what went there, or is on its way, stays a document here."""
    known = Link.objects.filter(document__in=documents).values_list("document_id", flat=True)
    return dict.fromkeys(known, _("This document is in Clio already, or on its way there."))
