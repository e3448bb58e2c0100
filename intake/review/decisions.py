"""Decisions: the firm's answers to what a client sent: approve, return with a reason, undo."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casehug import audit
from casehug.models import Member
from intake import filing
from intake.errors import NotNow
from intake.events import approval_undone, document_approved, intake_approved
from intake.models import Intake, Item, Upload
from intake.progress import next_move, visibility
from intake.progress.completeness import outstanding
from intake.progress.item_state import ask_again, locked, settle
from intake.summary import due
from matters.domain.documents import HasLeft, why_they_stay
from matters.models import Document

DECISION = ("state", "reason_code", "reason", "own_language", "reviewed_by", "reviewed_at")


@transaction.atomic
def approve(*, upload: Upload, by: Member) -> Upload:
    """A document of the matter from now on. The last one required approves the intake. Raises NotNow."""
    intake, upload = _held(upload)
    if upload.state == Upload.State.APPROVED:
        return upload
    _may_decide(upload)
    _decide(upload, Upload.State.APPROVED, by)
    document = filing.file_upload(upload=upload, by=by)
    settle(upload.item)
    audit.record("upload.approved", upload, by=by.user, matter=intake.matter_id)
    _follow(intake, [document], by)
    return upload


@transaction.atomic
def return_(
    *, upload: Upload, by: Member | None, code: str = "", reason: str = "", own_language: str = ""
) -> Upload:
    """Back to the client, who reads why: the sentence of `intake.uploads.return_reasons` under `code`, and what
    staff wrote, in `own_language` or in one that nobody said. Raises NotNow."""
    intake, upload = _held(upload)
    reason = " ".join(reason.split())
    if not code and not reason:
        raise NotNow(_("Say why, so that the client knows what to send instead."))
    same = (upload.reason_code, upload.reason) == (code, reason)
    if upload.state == Upload.State.RETURNED and same:
        return upload
    if upload.state != Upload.State.UPLOADED:
        raise NotNow(_decided(upload))
    upload.reason_code, upload.reason, upload.own_language = code, reason, own_language
    _decide(upload, Upload.State.RETURNED, by)
    settle(upload.item)
    _set_status(intake, Intake.Status.RETURNED)
    audit.record("upload.returned", upload, by=by.user if by else None, matter=intake.matter_id)
    ask_again(intake)
    next_move.mark(intake.pk)
    return upload


@transaction.atomic
def undo(*, upload: Upload, by: Member) -> Upload:
    """As if nobody had decided. Raises NotNow once what followed cannot be taken back."""
    intake, upload = _held(upload)
    if upload.state == Upload.State.UPLOADED:
        return upload
    if why := why_not_undone(upload):
        raise NotNow(why)
    try:
        filing.unfile(upload=upload, by=by)
    except HasLeft as left:
        raise NotNow(_("{why} It stays approved.").format(why=left)) from None
    former, counted = upload.state, _was_counted(upload, intake)
    upload.state = Upload.State.UPLOADED
    upload.reason_code = upload.reason = upload.own_language = ""
    upload.reviewed_by = upload.reviewed_at = upload.notified_by = None
    upload.save(update_fields=[*DECISION, "notified_by"])
    settle(upload.item)
    if former == Upload.State.RETURNED or intake.status != Intake.Status.APPROVED:
        _after_undo(intake)
    elif counted or outstanding(intake):
        _take_back(intake, by)
    next_move.mark(intake.pk)
    audit.record(f"upload.{former}_undone", upload, by=by.user, matter=intake.matter_id)
    if former == Upload.State.APPROVED:
        _tell_undone(intake, by)
    return upload


def why_not_undone(upload: Upload) -> str:
    """Empty where it can be, as far as the upload itself tells."""
    if upload.state == Upload.State.REMOVED:
        return _("The client took this upload back.")
    if upload.scan == Upload.Scan.INFECTED:
        return _("This upload is infected; it stays returned.")
    return ""


def not_undone(uploads: Collection[Upload]) -> dict[int, str]:
    """Of those that cannot be undone why, by id; two queries, however many."""
    found = {one.pk: why for one in uploads if (why := why_not_undone(one))}
    approved = [one for one in uploads if one.state == Upload.State.APPROVED]
    summaries = _summaries([one for one in approved if _was_counted(one, one.item.intake)])
    filed = {one.document_id for one in approved} | set(summaries.values())
    stays = why_they_stay([pk for pk in filed if pk])
    for one in approved:
        summary = summaries.get(one.item.intake.matter_id)
        if left := stays.get(one.document_id or 0) or stays.get(summary or 0):
            found.setdefault(one.pk, _("{why} It stays approved.").format(why=left))
    return found


def _summaries(counted: list[Upload]) -> dict[int, int]:
    """The newest summary of each matter that an approved intake would take off with it."""
    matters = {
        one.item.intake.matter_id
        for one in counted
        if one.item.intake.status == Intake.Status.APPROVED
    }
    made = Document.objects.filter(matter__in=matters, kind=Document.Kind.SUMMARY)
    return dict(made.order_by("added_at", "pk").values_list("matter_id", "pk")) if matters else {}


@transaction.atomic
def accept_excuse(*, item: Item, by: Member) -> Item:
    """The client does not have it, and the firm goes on without. Raises NotNow."""
    intake = locked(item.intake_id)
    item.refresh_from_db()
    if item.state == Item.State.APPROVED:
        return item
    if not item.excuse or item.state != Item.State.OPEN:
        raise NotNow(_("The client has sent something since. Look at that first."))
    _accept(item, by)
    audit.record("item.excused", item, by=by.user, matter=intake.matter_id)
    _follow(intake, [], by)
    return item


@transaction.atomic
def undo_excuse(*, item: Item, by: Member) -> Item:
    """Asked for again, and with it the intake where it is missed. Raises NotNow."""
    intake = locked(item.intake_id)
    item.refresh_from_db()
    if item.excuse and item.state == Item.State.APPROVED:
        _accept(item, None)
        settle(item)
        if intake.status == Intake.Status.APPROVED and outstanding(intake):
            _take_back(intake, by)
            _tell_undone(intake, by)
        next_move.mark(intake.pk)
        audit.record("item.excuse_undone", item, by=by.user, matter=intake.matter_id)
    return item


@transaction.atomic
def approve_all(*, intake: Intake, by: Member, shown: Collection[int] | None = None) -> int:
    """Of what waits those `shown`, or all; and with them the intake where nothing required is open.
    How many uploads. Those still being scanned go on waiting."""
    intake = locked(intake.pk)
    waiting = Upload.objects.awaiting_review().filter(item__intake=intake)
    if shown is not None:
        waiting = waiting.filter(pk__in=shown)
    documents = []
    for upload in waiting.filter(scan__in=Upload.SAFE).select_related("item"):
        upload.item.intake = intake
        _decide(upload, Upload.State.APPROVED, by)
        documents.append(filing.file_upload(upload=upload, by=by))
        settle(upload.item)
        audit.record("upload.approved", upload, by=by.user, matter=intake.matter_id)
    _follow(intake, documents, by, whole=True)
    return len(documents)


# --- What one answer does to the rest ------------------------------------------------------------


def _held(upload: Upload) -> tuple[Intake, Upload]:
    intake = locked(Item.objects.values_list("intake_id", flat=True).get(pk=upload.item_id))
    upload = Upload.objects.select_related("item", "document", "reviewed_by__user").get(
        pk=upload.pk
    )
    upload.item.intake = intake
    return intake, upload


def _may_decide(upload: Upload) -> None:
    if upload.state != Upload.State.UPLOADED:
        raise NotNow(_decided(upload))
    if not upload.is_safe:
        raise NotNow(_("This upload has not been found clean by the virus scanner yet."))


def _decided(upload: Upload) -> str:
    if upload.state == Upload.State.REMOVED:
        return _("The client took this upload back.")
    if upload.state == Upload.State.APPROVED:
        form = _("{who} has approved this already. Undo that first.")
    else:
        form = _("{who} has returned this already. Undo that first.")
    return form.format(who=upload.reviewed_by or "CaseHug")


def _decide(upload: Upload, state: str, by: Member | None) -> None:
    upload.state = state
    upload.reviewed_by, upload.reviewed_at = by, timezone.now()
    upload.save(update_fields=DECISION)


def _accept(item: Item, by: Member | None) -> None:
    """Without anybody: it is open again."""
    item.state = Item.State.APPROVED if by else Item.State.OPEN
    item.accepted_by, item.accepted_at = by, timezone.now() if by else None
    item.save(update_fields=["state", "accepted_by", "accepted_at"])


def _set_status(intake: Intake, status: str) -> None:
    """An approved intake stays approved, whatever comes later."""
    if intake.status not in {status, Intake.Status.APPROVED}:
        intake.status = status
        intake.save(update_fields=["status"])


def _after_undo(intake: Intake) -> None:
    still = intake.items.filter(state=Item.State.RETURNED, removed_at=None).exists()
    if intake.status == Intake.Status.RETURNED and not still:
        _set_status(intake, _status_by_dates(intake))


def _was_counted(upload: Upload, intake: Intake) -> bool:
    """Whether it was among what the intake was approved with."""
    then, decided = intake.approved_at, upload.reviewed_at
    return then is not None and decided is not None and decided <= then


def _take_back(intake: Intake, by: Member) -> None:
    """The approval of the intake: its summary goes, its answers are to be read again. Raises NotNow."""
    try:
        due.take_off(intake=intake, by=by)
    except HasLeft as left:
        form = _("{why} It is the summary of the intake, so the intake stays approved.")
        raise NotNow(form.format(why=left)) from None
    _questions(intake, Item.State.APPROVED).filter(answer__isnull=False).update(
        state=Item.State.GIVEN
    )
    intake.status = intake.approved_from or _status_by_dates(intake)
    intake.approved_at, intake.approved_by, intake.approved_from = None, None, ""
    intake.save(update_fields=["status", "approved_at", "approved_by", "approved_from"])
    audit.record("intake.approval_undone", intake, by=by.user, matter=intake.matter_id)


def _tell_undone(intake: Intake, by: Member) -> None:
    still = intake.status == Intake.Status.APPROVED
    approval_undone.send(sender=Intake, matter=intake.matter, by=by, is_approved=still)


def _status_by_dates(intake: Intake) -> str:
    return Intake.Status.SUBMITTED if intake.submitted_at else Intake.Status.IN_PROGRESS


def _questions(intake: Intake, state: str) -> QuerySet[Item]:
    return Item.objects.filter(intake=intake, kind=Item.Kind.QUESTION, state=state, removed_at=None)


def _follow(intake: Intake, documents: list[Document], by: Member, *, whole: bool = False) -> None:
    """After an approval: later documents are told one by one, the last required one approves the
    intake, which tells of all."""
    if intake.status == Intake.Status.APPROVED:
        for document in documents:
            document_approved.send(sender=Document, document=document, by=by)
    elif _ends(intake, whole=whole):
        _approve_intake(intake, by)
    next_move.mark(intake.pk)


def _ends(intake: Intake, *, whole: bool) -> bool:
    """Where nothing is required, the client's "this is all" or the firm's "approve all" ends it."""
    items = visibility.visible_items(intake)
    may_end = whole or intake.submitted_at or any(item.required for item in items)
    return bool(may_end) and not outstanding(intake, items)


def _approve_intake(intake: Intake, by: Member) -> None:
    _questions(intake, Item.State.GIVEN).update(state=Item.State.APPROVED)
    intake.approved_from, intake.status = intake.status, Intake.Status.APPROVED
    intake.approved_at, intake.approved_by = timezone.now(), by
    intake.save(update_fields=["status", "approved_at", "approved_by", "approved_from"])
    due.ask_for(intake)
    audit.record("intake.approved", intake, by=by.user, matter=intake.matter_id)
    intake_approved.send(sender=Intake, matter=intake.matter, by=by)
