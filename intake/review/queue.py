"""The review queue: what waits for a decision, across matters and on one, and in which order."""

from django.db.models import QuerySet

from casehug.ui import keyset_pager
from intake.models import Intake, Upload

A_PAGE = 25
MOST_COUNTED = 500


def waiting() -> QuerySet[Upload]:
    """Of every matter, oldest first."""
    return Upload.objects.awaiting_review().order_by("uploaded_at", "id")


def beyond(rows: QuerySet[Upload], upload: Upload) -> QuerySet[Upload]:
    return keyset_pager.later(rows, upload, moment="uploaded_at")


def after(upload: Upload, matter_id: int | None) -> Upload | None:
    """Whose turn it is once this one is decided: the next as its page lists them."""
    if matter_id is None:
        others = waiting().exclude(pk=upload.pk)
        return beyond(others, upload).first() or others.first()
    rows = list(of_matter(upload.item.intake))
    at = next((at for at, row in enumerate(rows) if row.pk == upload.pk), 0)
    turn = rows[at + 1 :] + rows[:at]
    return next((row for row in turn if row.state == Upload.State.UPLOADED), None)


def of_matter(intake: Intake) -> QuerySet[Upload]:
    """All that came in, in the order of the checklist."""
    rows = Upload.objects.filter(item__intake=intake, item__removed_at=None)
    rows = rows.exclude(state=Upload.State.REMOVED)
    return rows.order_by("item__position", "item_id", "uploaded_at", "id")


SHOWN = (
    "item__intake__matter__client",
    "item__intake__matter__case_type",
    "reviewed_by__user",
    "notified_by",
)


def known(pk: str) -> Upload | None:
    rows = Upload.objects.select_related(*SHOWN)
    return rows.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None


def chosen(pk: str, among: list[Upload]) -> Upload | None:
    """Decided by somebody else meanwhile, it is still shown, and says so."""
    near = next((row for row in among if str(row.pk) == pk), None)
    chosen = near or known(pk)
    return None if chosen is None or chosen.state == Upload.State.REMOVED else chosen
