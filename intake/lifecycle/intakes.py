"""Intakes: created from a checklist, and changed item by item."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from intake.checklists import checklists
from intake.checklists.copying import Draft, copied, write
from intake.models import Checklist, ChecklistItem, Intake, Item, Preferences
from intake.progress import item_state, next_move
from matters.models import Matter

SENT_ONCE = {Intake.Status.SUBMITTED, Intake.Status.RETURNED, Intake.Status.APPROVED}


@transaction.atomic
def create_intake(*, matter: Matter, by: Member | None) -> Intake:
    """A draft with a copy of the checklist for the matter's case type and state; the one it has."""
    if former := Intake.objects.filter(matter=matter).first():
        return former
    preferences = Preferences.objects.first() or Preferences()
    asked = checklists.asked_in(checklist_of(matter), matter.state)
    intake = Intake.objects.create(matter=matter, language=preferences.language)
    write(_copies(intake, asked))
    next_move.mark(intake.pk)
    audit.record("intake.created", intake, by=by.user if by else None, matter=matter.pk)
    return intake


def checklist_of(matter: Matter) -> Checklist:
    """Where its case type has none yet, the one that ships comes now."""
    if checklist := checklists.for_matter(matter):
        return checklist
    checklists.ship(firm=matter.firm, case_type=matter.case_type)
    shipped = checklists.for_matter(matter)
    assert shipped is not None  # Every case type has one for all states now.
    return shipped


def _copies(intake: Intake, asked: list[ChecklistItem]) -> list[Draft[int, Item]]:
    return [
        Draft(one.pk, one.shown_if_id, Item(intake=intake, source=one, **copied(one)))
        for one in asked
    ]


@transaction.atomic
def add_item(*, intake: Intake, by: Member, **asked: object) -> Item:
    """`asked` are fields of Asked. Something required asked after sending opens the intake again."""
    last = intake.items.aggregate(last=Max("position"))["last"]
    asked = {"position": 0 if last is None else last + 1, **asked}
    item = Item.objects.create(intake=intake, **asked)
    reopen(intake, [item])
    next_move.mark(intake.pk)
    audit.record("item.added", item, by=by.user, matter=intake.matter_id)
    return item


def reopen(intake: Intake, added: list[Item]) -> None:
    """A client who has sent everything is asked for more: the intake waits for them again, and an
    email will say what for. The caller marks whose turn it is."""
    if intake.submitted_at:
        Item.objects.filter(pk__in=[item.pk for item in added]).update(added_at=timezone.now())
    news = [item.pk for item in added if item.required]
    if not news or intake.status not in SENT_ONCE:
        return
    intake.status, intake.approved_at = Intake.Status.RETURNED, None
    intake.approved_by = None
    intake.save(update_fields=["status", "approved_at", "approved_by"])
    Item.objects.filter(pk__in=news).update(needs_announcing=True)
    item_state.ask_again(intake)


@transaction.atomic
def remove_item(*, item: Item, by: Member) -> None:
    """No longer asked; what was given for it is kept."""
    if item.removed_at is None:
        item.removed_at = timezone.now()
        item.save(update_fields=["removed_at"])
        next_move.mark(item.intake_id)
        audit.record("item.removed", item, by=by.user, matter=item.intake.matter_id)


@transaction.atomic
def restore_item(*, item: Item, by: Member) -> None:
    """Asked again, with all that was given for it."""
    if item.removed_at is not None:
        item.removed_at = None
        item.save(update_fields=["removed_at"])
        next_move.mark(item.intake_id)
        audit.record("item.restored", item, by=by.user, matter=item.intake.matter_id)
