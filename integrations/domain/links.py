"""Decisions on links: what a person decides about what stands for what in Clio."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casehug import audit
from casehug.models import Member
from integrations import queue
from integrations.clio.client import Row
from integrations.clio.pull.differences import end
from integrations.clio.push.contact import candidates
from integrations.domain.resuming import resume
from integrations.errors import Reason
from integrations.models import Difference, Link, Sync
from matters.models import Matter


@transaction.atomic
def choose_contact(*, link: Link, clio_id: int, matter: Matter, by: Member) -> bool:
    """Link the client to one of several contacts with its email, or say whose the matter is in Clio.
    False: not one of those found."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    chosen = next((c for c in link.candidates if c["id"] == clio_id), None)
    if chosen is None:
        return False
    audit.record("contact.chosen", link, by=by.user, clio_id=clio_id)
    if link.reason == Reason.MOVED:
        _settle_owner(link, clio_id, matter)
        resume(reason=Reason.MOVED, by=by, matter=matter)
        return True
    link.state, link.how, link.clio_id = Link.State.DONE, Link.How.CHOSEN, clio_id
    link.label, link.candidates, link.reason, link.sentence = chosen["name"][:255], [], "", ""
    link.save()
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)
    tell_the_others(link, by)
    return True


def tell_the_others(contact: Link, by: Member) -> None:
    """The client's other matters waited for the same word, and those of whoever shares its email."""
    client = contact.client
    assert client is not None
    resume(reason=Reason.SEVERAL_CONTACTS, by=by, matter__client=client)
    if client.folded_email:
        alike: dict[str, Any] = {"matter__client__email__iexact": client.email.strip()}
        resume(reason=Reason.SEVERAL_CONTACTS, by=by, **alike)


def _settle_owner(contact: Link, clio_id: int, matter: Matter) -> None:
    """Ours: the next sync moves the matter back. Theirs: it stays there, of this matter alone."""
    theirs = next((c["id"] for c in contact.candidates if c["id"] != contact.clio_id), None)
    link = Link.objects.select_for_update().get(matter=matter, clio_account=contact.clio_account)
    if clio_id == contact.clio_id:
        link.pushed = {**link.pushed, "client": theirs}
        link.pushed.pop("accepted_client", None)
    else:
        link.pushed = {**link.pushed, "accepted_client": clio_id}
    link.save(update_fields=["pushed"])
    contact.candidates, contact.reason, contact.sentence = [], "", ""
    contact.save(update_fields=["candidates", "reason", "sentence"])


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
def offer(*, link: Link, matches: list[Row]) -> None:
    """What a look before sending found is to be chosen from."""
    link.state, link.reason = Link.State.PARKED, Reason.SEVERAL_CONTACTS
    link.candidates = candidates(matches)
    link.save(update_fields=["state", "reason", "candidates"])


@transaction.atomic
def leave_out(*, matter: Matter, documents: Collection[int], by: Member, clio_account: str) -> None:
    """`documents` of the matter are kept back, its others are not. What went to Clio is there."""
    known = {
        link.document_id: link
        for link in Link.objects.of_documents(matter).in_account(clio_account)
    }
    for document in matter.documents.all():
        link = known.get(document.pk)
        is_out = document.pk in documents
        if link is None and is_out:
            link = Link.objects.create(
                clio_account=clio_account, kind=Link.Kind.DOCUMENT, document=document
            )
        if link and link.may_be_left_out and (link.left_out_at is not None) is not is_out:
            _leave_out(link, by if is_out else None)
            verb = "document.left_out" if is_out else "document.let_in"
            audit.record(verb, link, by=by.user, document=document.pk)


def _leave_out(link: Link, by: Member | None) -> None:
    link.left_out_at, link.left_out_by = timezone.now() if by else None, by
    link.save(update_fields=["left_out_at", "left_out_by"])


@transaction.atomic
def send_after_all(*, link: Link, matter: Matter, by: Member) -> bool:
    """A document that was left out. False: it was not."""
    link = Link.objects.select_for_update(of=["self"]).get(pk=link.pk)
    if not link.is_left_out:
        return False
    _leave_out(link, None)
    audit.record("document.let_in", link, by=by.user, document=link.document_id)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=by)
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
    _end_differences(link, by)
    if link.reason == Reason.LOST and old:
        _go_on(link)
    elif link.kind == Link.Kind.CONTACT and old:
        _anew_with_twins(link)
    else:
        _anew(link)
    audit.record("link.sent_again", link, by=by.user, old_clio_id=old)
    if link.kind == Link.Kind.MATTER:
        _with_its_documents(link, matter)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)
    return True


def _end_differences(link: Link, by: Member) -> None:
    """Of the record that is made anew, and of clients who share it."""
    alike = Link.objects.filter(
        clio_account=link.clio_account, kind=link.kind, clio_id=link.clio_id, clio_id__isnull=False
    )
    for one in Difference.objects.open().filter(link__in=alike).select_related("link"):
        end(one, Difference.State.AGAIN, by=by)


def _with_its_documents(link: Link, matter: Matter) -> None:
    """Documents of a deleted matter are gone with it."""
    for document in Link.objects.of_documents(matter).in_account(link.clio_account):
        _anew(document)


def _anew(link: Link) -> None:
    """As if nothing had been sent: under another mark, so that the lost one is not taken for it."""
    former = link.clio_id if link.reason != Reason.REFUSED else None
    link.state, link.clio_id, link.attempted_at = Link.State.PLANNED, None, None
    link.generation += 1
    link.reason = link.sentence = link.version_uuid = ""
    link.pushed, link.verified_at = {"instead_of": former} if former else {}, None
    link.save()


def _go_on(link: Link) -> None:
    """Its record in Clio waits for the file still: no second one is made."""
    link.state, link.reason, link.sentence = Link.State.INFLIGHT, "", ""
    link.save(update_fields=["state", "reason", "sentence"])


def _anew_with_twins(link: Link) -> None:
    """Clients who share an email stand for one contact: it is gone for all of them."""
    twins = Link.objects.filter(
        clio_account=link.clio_account, kind=Link.Kind.CONTACT, clio_id=link.clio_id
    )
    for twin in twins.select_for_update().exclude(pk=link.pk):
        _anew(twin)
    _anew(link)


def why_they_stay(documents: Collection[int]) -> dict[int, str]:
    """Nothing is deleted in Clio: what went there, or is on its way, stays a document here."""
    known = Link.objects.filter(document__in=documents).values_list("document_id", flat=True)
    return dict.fromkeys(known, _("This document is in Clio already, or on its way there."))
