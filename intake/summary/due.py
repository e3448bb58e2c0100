"""Outbox of the summary: an approval notes that the paper is due, a background job makes and files it.

It is made outside any transaction, so that no request waits for it and no row is locked meanwhile.
The bytes count only where the approval they tell of still stands.
"""

import contextlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from casehug import languages
from casehug.files.storage import Stored, private_files, store
from casehug.jobs import aside, ring
from casehug.models import Member
from casehug.tenancy.scope import firm_scope, queue_scope
from intake import summary
from intake.models import Intake
from intake.progress.item_state import locked
from matters.domain.documents import file_document, take_out
from matters.models import Document, Matter

MAKE = "intake.make_summary"
AT_ONCE = 20


def ask_for(intake: Intake) -> None:
    """Inside the transaction of the approval."""
    intake.summary_due = True
    intake.save(update_fields=["summary_due"])
    transaction.on_commit(lambda: ring(MAKE, intake.firm_pk, intake.pk))


def file_due(intake_id: int) -> Document | None:
    """Make it and put it on the matter; None where none is due, or the approval fell meanwhile."""
    intake = Intake.objects.select_related("matter__client").filter(pk=intake_id).first()
    if intake is None or not intake.summary_due:
        return None
    stored = store(ContentFile(summary.make_summary(intake)), firm_id=intake.firm_pk)
    document = None
    try:
        document = _filed(intake, stored)
    finally:
        if document is None:
            with contextlib.suppress(OSError):
                private_files().delete(stored.name)
    return document


@transaction.atomic
def _filed(made_of: Intake, stored: Stored) -> Document | None:
    intake = locked(made_of.pk)
    if not intake.summary_due or intake.approved_at != made_of.approved_at:
        return None
    intake.summary_due = False
    intake.save(update_fields=["summary_due"])
    return file_document(
        matter=intake.matter,
        name=name_of(intake.matter),
        stored=stored,
        content_type="application/pdf",
        by=intake.approved_by,
        kind=Document.Kind.SUMMARY,
    )


def name_of(matter: Matter) -> str:
    """In the language of the paper."""
    client = matter.client
    with translation.override(languages.default()):
        if client is None:
            return _("Intake summary.pdf")
        return _("Intake summary - {last_name}.pdf").format(last_name=client.last_name)


@transaction.atomic
def take_off(*, intake: Intake, by: Member) -> None:
    """The newest, bytes and all, or the wish for it. Raises documents.HasLeft."""
    if intake.summary_due:
        intake.summary_due = False
        intake.save(update_fields=["summary_due"])
        return
    made = Document.objects.filter(matter=intake.matter_id, kind=Document.Kind.SUMMARY)
    if document := made.order_by("-added_at", "-pk").first():
        take_out(document=document, by=by)
        transaction.on_commit(lambda: private_files().delete(document.file))


# --- For whoever sends the matter on -------------------------------------------------------------


def coming(matter: Matter) -> str:
    return name_of(matter) if _due_of(matter) else ""


def make(matter: Matter) -> None:
    if intake_id := _due_of(matter):
        file_due(intake_id)


def _due_of(matter: Matter) -> int | None:
    due = Intake.objects.filter(matter=matter, summary_due=True)
    return due.values_list("pk", flat=True).first()


# --- In the background ---------------------------------------------------------------------------


def sweep() -> int:
    """What nobody rang for; how many were tried."""
    with queue_scope():
        rows = Intake.unscoped.filter(summary_due=True).order_by("approved_at", "pk")
        waiting = list(rows.values_list("pk", "firm_id")[:AT_ONCE])
    for pk, firm_id in waiting:
        with firm_scope(firm_id), aside("summaries", pk):
            file_due(pk)
    return len(waiting)
