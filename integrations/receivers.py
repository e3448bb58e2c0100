"""Receivers: where news of the file and of the intake becomes work for Clio. Only rows are written
here.
"""

from django.dispatch import receiver

from casehug.models import Member
from intake.events import approval_undone, document_approved, intake_approved
from integrations.domain.resuming import resume
from integrations.errors import Reason
from integrations.models import Connection, Link, Sync
from integrations.queue import account_in_use, enqueue, withdraw
from matters.events import client_changed, matter_changed, matter_created
from matters.models import Client, Document, Matter


@receiver(matter_created, dispatch_uid="integrations.matter_created")
def push_new_matter(*, matter: Matter, by: Member | None = None, **_kwargs: object) -> None:
    if Connection.objects.current().filter(auto_sync_on_matter_created=True).exists():
        enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)


@receiver(intake_approved, dispatch_uid="integrations.intake_approved")
def push_approved_matter(*, matter: Matter, by: Member | None = None, **_kwargs: object) -> None:
    if _syncs_on_approval():
        enqueue(matter=matter, trigger=Sync.Trigger.APPROVAL)


@receiver(document_approved, dispatch_uid="integrations.document_approved")
def push_approved_document(*, document: Document, **_kwargs: object) -> None:
    if _syncs_on_approval():
        enqueue(matter=document.matter, trigger=Sync.Trigger.APPROVAL)


@receiver(approval_undone, dispatch_uid="integrations.approval_undone")
def withdraw_unapproved(
    *, matter: Matter, by: Member, is_approved: bool, **_kwargs: object
) -> None:
    if not (is_approved and _waits_approved(matter)):
        withdraw(matter=matter, by=by)


@receiver(matter_changed, dispatch_uid="integrations.matter_changed")
def resume_mended_matter(*, matter: Matter, by: Member | None = None, **_kwargs: object) -> None:
    """A client was added, or what Clio refused of the matter was corrected."""
    if matter.client_id:
        resume(reason=Reason.NEEDS_CLIENT, matter=matter, by=by)
    resume(reason=Reason.REFUSED, matter=matter, by=by)


@receiver(client_changed, dispatch_uid="integrations.client_changed")
def resume_mended_client(*, client: Client, by: Member | None = None, **_kwargs: object) -> None:
    """Clio refused the client as it was; what changed may be what it asked for."""
    for reason in (Reason.REFUSED, Reason.SEVERAL_CONTACTS):
        resume(reason=reason, matter__client=client, by=by)


def _waits_approved(matter: Matter) -> bool:
    """Something else that was approved is not on its way yet."""
    approved = matter.documents.filter(kind__in=[Document.Kind.UPLOAD, Document.Kind.SUMMARY])
    known = Link.objects.of_documents(matter).in_account(account_in_use())
    return bool({one.pk for one in approved} - {link.document_id for link in known})


def _syncs_on_approval() -> bool:
    return Connection.objects.current().filter(auto_sync_on_approval=True).exists()
