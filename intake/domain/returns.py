"""What was returned, told to the client once for all."""

from django.db import transaction
from django.utils import timezone

from casehug.tenancy import firm_scope, queue_scope
from intake.domain import letters, wording
from intake.models import Intake, Item, Letter, Upload


def write_due() -> None:
    """For every intake whose last return was a while ago, in every firm."""
    with queue_scope():
        due = Intake.unscoped.filter(returns_due_at__lte=timezone.now())
        waiting = list(due.values_list("firm_id", "pk"))
    for firm_id, intake_id in waiting:
        with firm_scope(firm_id):
            write_returned(intake_id=intake_id)


@transaction.atomic
def write_returned(*, intake_id: int) -> Letter | None:
    """The e-mail that `tell_returned` announced; none when everything was undone or sent again."""
    intake = Intake.objects.select_for_update(of=["self"]).get(pk=intake_id)
    if intake.returns_due_at is None or intake.returns_due_at > timezone.now():
        return None
    untold = Upload.objects.filter(
        item__intake=intake, state=Upload.State.RETURNED, told_at=None
    ).select_related("item")
    waited_for = [
        upload
        for upload in untold
        if upload.item.state == Item.State.RETURNED and upload.item.removed_at is None
    ]
    intake.returns_due_at, intake.reminders = None, 0
    intake.save(update_fields=["returns_due_at", "reminders"])
    Upload.objects.filter(pk__in=[upload.pk for upload in untold]).update(told_at=timezone.now())
    if not waited_for:
        return None
    return letters.write(
        intake,
        Letter.Kind.RETURNED,
        wording.returned(intake, waited_for),
        link=wording.live_link(intake),
    )
