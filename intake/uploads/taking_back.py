"""Taking back: a client sent the wrong file. It can be put back for a while, as long as the firm has
decided nothing since.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from casehug import audit
from intake.models import Intake, Item, Upload
from intake.progress import next_move
from intake.progress.item_state import locked, settle, touch
from intake.uploads.refusals import Refused, refused

__all__ = ["WITHIN", "Refused", "may_be_put_back", "put_back", "take_back"]

WITHIN = timedelta(minutes=10)


@transaction.atomic
def take_back(*, upload: Upload) -> None:
    """The client sent the wrong file. Raises Refused once somebody has looked at it."""
    whose = locked(upload.item.intake_id).matter_id
    upload.refresh_from_db()
    if upload.state == Upload.State.REMOVED:
        return
    if upload.state != Upload.State.UPLOADED:
        raise refused("looked_at")
    upload.state, upload.removed_at = Upload.State.REMOVED, timezone.now()
    upload.save(update_fields=["state", "removed_at"])
    settle(upload.item)
    next_move.mark(upload.item.intake_id)
    audit.record("upload.taken_back", upload, by=None, matter=whose, item=upload.item_id)


def may_be_put_back(item: Item) -> QuerySet[Upload]:
    """What the client took back of it just now, while nothing was decided since."""
    if item.state == Item.State.APPROVED or item.intake.status == Intake.Status.APPROVED:
        return Upload.objects.none()
    gone = Upload.objects.filter(item=item, state=Upload.State.REMOVED)
    decided = Upload.objects.filter(item=item, reviewed_at__isnull=False)
    last = decided.order_by("-reviewed_at").values_list("reviewed_at", flat=True).first()
    since = max(filter(None, [timezone.now() - WITHIN, last]))
    return gone.filter(removed_at__gt=since).order_by("removed_at")


@transaction.atomic
def put_back(*, upload: Upload) -> None:
    """Raises Refused once it is too late."""
    intake = locked(upload.item.intake_id)
    upload.refresh_from_db()
    if upload.state != Upload.State.REMOVED:
        return
    upload.item.refresh_from_db()
    upload.item.intake = intake
    if upload not in may_be_put_back(upload.item):
        raise refused("too_late")
    upload.state, upload.removed_at = Upload.State.UPLOADED, None
    upload.save(update_fields=["state", "removed_at"])
    settle(upload.item)
    touch(intake)
    about = {"matter": intake.matter_id, "item": upload.item_id}
    audit.record("upload.put_back", upload, by=None, **about)
