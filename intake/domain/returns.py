"""What was returned and what more is asked, told to the client once for all."""

from django.db import transaction
from django.utils import timezone

from casehug.tenancy import firm_scope, queue_scope
from intake.domain import intakes, letters, wording
from intake.models import Intake, Item, Letter, Upload


def write_due() -> None:
    """For every intake whose last return or wish was a while ago, in every firm."""
    with queue_scope():
        due = Intake.unscoped.filter(returns_due_at__lte=timezone.now())
        waiting = list(due.values_list("firm_id", "pk"))
    for firm_id, intake_id in waiting:
        with firm_scope(firm_id):
            write_returned(intake_id=intake_id)


@transaction.atomic
def write_returned(*, intake_id: int) -> Letter | None:
    """The e-mail that `ask_again` announced; none when everything was undone or sent again."""
    intake = Intake.objects.select_for_update(of=["self"]).get(pk=intake_id)
    if intake.returns_due_at is None or intake.returns_due_at > timezone.now():
        return None
    again, more = _returned(intake), _added(intake)
    intake.returns_due_at, intake.reminders = None, 0
    intake.save(update_fields=["returns_due_at", "reminders"])
    if not again and not more:
        return None
    return letters.write(
        intake,
        Letter.Kind.RETURNED,
        wording.asked_again(intake, again, more),
        link=wording.live_link(intake),
    )


def _returned(intake: Intake) -> list[Upload]:
    """What is waited for; all of it counts as told from now on."""
    untold = Upload.objects.filter(
        item__intake=intake, state=Upload.State.RETURNED, told_at=None
    ).select_related("item")
    found = list(untold)
    Upload.objects.filter(pk__in=[upload.pk for upload in found]).update(told_at=timezone.now())
    return [
        upload
        for upload in found
        if upload.item.state == Item.State.RETURNED and upload.item.removed_at is None
    ]


def _added(intake: Intake) -> list[Item]:
    """What was asked for since, and is open still."""
    news = [item for item in intakes.visible_items(intake) if item.is_news]
    intake.items.filter(is_news=True).update(is_news=False)
    return [item for item in news if intakes.is_open(item)]
