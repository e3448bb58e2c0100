"""Emails about returns: what was returned and what more is asked, told to the client once for all."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casehug import languages
from casehug.jobs import aside
from casehug.tenancy.scope import firm_scope, queue_scope
from intake.emails import client_emails, render
from intake.models import Email, Intake, Item, Upload
from intake.progress import completeness, visibility
from intake.progress.item_state import ask_again
from intake.uploads import return_reasons

AT_ONCE = 200
MENDED = (Email.Held.NO_LINK, Email.Held.NO_ADDRESS)
"""Why a letter was held that a new link or address does away with."""


def write_due() -> None:
    """For intakes whose last return or wish was a while ago, in every firm; those that wait longest."""
    with queue_scope():
        due = Intake.unscoped.filter(returns_due_at__lte=timezone.now()).order_by("returns_due_at")
        waiting = list(due.values_list("firm_id", "pk")[:AT_ONCE])
    for firm_id, intake_id in waiting:
        with firm_scope(firm_id), aside("returns", intake_id):
            write_returned(intake_id=intake_id)


@transaction.atomic
def write_returned(*, intake_id: int) -> Email | None:
    """The email that `ask_again` announced; none when everything was undone or sent again."""
    intake = Intake.objects.select_for_update(of=["self"]).get(pk=intake_id)
    if intake.returns_due_at is None or intake.returns_due_at > timezone.now():
        return None
    again, more = _returned(intake), _added(intake)
    intake.returns_due_at, intake.reminders = None, 0
    intake.save(update_fields=["returns_due_at", "reminders"])
    if not again and not more:
        return None
    said, link = render.asked_again(intake, again, more), render.live_link(intake)
    why = [return_reasons.told(upload, intake.language) for upload in again]
    others = {t: code for one in why for t, code in languages.foreign(one, intake.language).items()}
    email = client_emails.write(intake, Email.Kind.RETURNED, said, foreign=others, link=link)
    Upload.objects.filter(pk__in=[upload.pk for upload in again]).update(notified_by=email)
    return email


@transaction.atomic
def tell_after_all(*, intakes: QuerySet[Intake]) -> None:
    """There is a link again, or another address: what could not be told goes out in a new email."""
    mended = Q(notified_by__held__in=MENDED) | Q(notified_by__trouble=Email.Trouble.REFUSED)
    kept = Upload.objects.waited_for().filter(mended, notified_by__withdrawn_at__isnull=False)
    for intake in intakes.filter(Exists(kept.filter(item__intake=OuterRef("pk")))):
        kept.filter(item__intake=intake).update(notified_by=None)
        ask_again(intake)


def _returned(intake: Intake) -> list[Upload]:
    untold = Upload.objects.waited_for().filter(item__intake=intake, notified_by=None)
    return list(untold.select_related("item"))


def _added(intake: Intake) -> list[Item]:
    """What was asked for since, and is open still."""
    news = [item for item in visibility.visible_items(intake) if item.needs_announcing]
    intake.items.filter(needs_announcing=True).update(needs_announcing=False)
    return [item for item in news if completeness.is_open(item)]
