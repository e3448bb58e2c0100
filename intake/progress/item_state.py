"""Item state: where an item stands, by what was sent for it; and where that leaves the intake."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Min
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from intake.models import Intake, Item, Upload
from intake.progress import next_move

LONGEST_WAIT = timedelta(minutes=30)


def locked(intake_id: int) -> Intake:
    """Whoever gives, approves or returns goes one after the other on one intake."""
    rows = Intake.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("matter__client", "matter__case_type").get(pk=intake_id)


def settle(item: Item) -> Item:
    """Write what its uploads say. A question keeps what its answer made it."""
    if item.kind == Item.Kind.DOCUMENT and (state := _state(item)) != item.state:
        item.state = state
        item.save(update_fields=["state"])
    return item


def _state(item: Item) -> str:
    uploads = list(item.uploads.exclude(state=Upload.State.REMOVED))
    if any(upload.state == Upload.State.UPLOADED for upload in uploads):
        return Item.State.GIVEN
    if any(_waits_for_another(upload, uploads) for upload in uploads):
        return Item.State.RETURNED
    if any(upload.state == Upload.State.APPROVED for upload in uploads):
        return Item.State.APPROVED
    accepted = item.excuse and item.state == Item.State.APPROVED
    return Item.State.APPROVED if accepted else Item.State.OPEN


def _waits_for_another(returned: Upload, uploads: list[Upload]) -> bool:
    """A return is answered by whatever is sent after it."""
    if returned.state != Upload.State.RETURNED or returned.reviewed_at is None:
        return False
    return not any(other.uploaded_at > returned.reviewed_at for other in uploads)


def touch(intake: Intake) -> None:
    """The client did something; they have the link, then, however it came to them."""
    Intake.objects.filter(pk=intake.pk).update(
        active_at=Now(),
        begun_at=Coalesce("begun_at", Now()),
        sent_at=Coalesce("sent_at", Now()),
    )
    early = [Intake.Status.DRAFT, Intake.Status.SENT]
    Intake.objects.filter(pk=intake.pk, status__in=early).update(status=Intake.Status.IN_PROGRESS)
    next_move.mark(intake.pk)


def ask_again(intake: Intake) -> None:
    """The firm returned something, or asks for more: one email will tell the client of it all,
    once no more has been for a while; however many follow, not long after the first."""
    now, wait = timezone.now(), timedelta(seconds=settings.RETURNS_WAIT)
    # Some that nobody waits for any more are never told; they are long past then.
    lately = {"reviewed_at__gte": now - 2 * LONGEST_WAIT, "notified_by": None}
    untold = Upload.objects.filter(item__intake=intake, state=Upload.State.RETURNED, **lately)
    first = untold.aggregate(first=Min("reviewed_at"))["first"] or now
    due = min(now + wait, max(first + LONGEST_WAIT, now))
    Intake.objects.filter(pk=intake.pk).update(returns_due_at=due, asked_again_at=now)


def note_upload(*, upload: Upload) -> None:
    """One email will tell of what comes in during the next minutes, this first one included."""
    due = upload.uploaded_at + timedelta(seconds=settings.UPLOADS_WAIT)
    quiet = Intake.objects.filter(pk=upload.item.intake_id, uploads_due_at=None)
    quiet.update(uploads_due_at=due)
