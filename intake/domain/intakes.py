"""What is asked on one matter, and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from intake.domain import checklists, standing, turn
from intake.domain.copying import Draft, copied, write
from intake.models import Checklist, ChecklistItem, Intake, Item, Preferences, Upload
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
    turn.mark(intake.pk)
    audit.record("intake.created", intake, by=by.user if by else None, matter=matter.pk)
    return intake


def checklist_of(matter: Matter) -> Checklist:
    """Where none has come to the firm yet, those that ship come now."""
    if checklist := checklists.for_matter(matter):
        return checklist
    checklists.ship(firm=matter.firm)
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
    turn.mark(intake.pk)
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
    Item.objects.filter(pk__in=news).update(is_news=True)
    standing.ask_again(intake)


@transaction.atomic
def remove_item(*, item: Item, by: Member) -> None:
    """No longer asked; what was given for it is kept."""
    if item.removed_at is None:
        item.removed_at = timezone.now()
        item.save(update_fields=["removed_at"])
        turn.mark(item.intake_id)
        audit.record("item.removed", item, by=by.user, matter=item.intake.matter_id)


@transaction.atomic
def restore_item(*, item: Item, by: Member) -> None:
    """Asked again, with all that was given for it."""
    if item.removed_at is not None:
        item.removed_at = None
        item.save(update_fields=["removed_at"])
        turn.mark(item.intake_id)
        audit.record("item.restored", item, by=by.user, matter=item.intake.matter_id)


# --- What the client sees ------------------------------------------------------------------------


def visible_items(intake: Intake) -> list[Item]:
    """In order, each with its `uploads` (without those taken back); two queries."""
    uploads = Prefetch("uploads", Upload.objects.exclude(state=Upload.State.REMOVED))
    return visible(intake.items.prefetch_related(uploads))


def visible(asked: Iterable[Item]) -> list[Item]:
    """Of all that one intake asks, what the client sees; in order."""
    items = checklists.in_order(asked)
    by_id = {item.pk: item for item in items}
    return [item for item in items if item.removed_at is None and is_asked(item, by_id)]


def is_asked(item: Item, by_id: dict[int, Item]) -> bool:
    """Whether each question above it was answered in the way that asks for this."""
    if item.shown_if_id is None:
        return True
    parent = by_id.get(item.shown_if_id)
    if parent is None:
        return False
    return answers(parent.answer, item.shown_if_value) and is_asked(parent, by_id)


def answers(answer: object, value: str) -> bool:
    """An answer of several counts for each of them; yes and no may be kept as booleans."""
    if isinstance(answer, list):
        return value in answer
    if isinstance(answer, bool):
        return value == ("yes" if answer else "no")
    return answer == value


@dataclass(frozen=True, slots=True)
class Progress:
    """Of what is required.

    For the client: `done` of `total`, what they gave or explained, and `optional`, what else they
    may have. For the firm: `came_in` of `wanted`, which leaves out what it does without; `explained`
    is neither here nor missing.
    """

    done: int
    total: int
    open_required: list[Item]
    optional: int
    came_in: int
    wanted: int
    approved: int
    explained: int

    @property
    def percent(self) -> int:
        return self.done * 100 // (self.total or 1)

    @property
    def percent_in(self) -> int:
        return self.came_in * 100 // (self.wanted or 1)


def progress(intake: Intake) -> Progress:
    return progress_of(visible_items(intake))


def progress_of(items: list[Item]) -> Progress:
    required = [item for item in items if item.required]
    open_required = [item for item in required if is_open(item)]
    wanted = [item for item in required if not is_waived(item)]
    came_in = [item for item in wanted if is_in(item)]
    return Progress(
        done=len(required) - len(open_required),
        total=len(required),
        open_required=open_required,
        optional=sum(not item.required and is_open(item) for item in items),
        came_in=len(came_in),
        wanted=len(wanted),
        approved=sum(item.state == Item.State.APPROVED for item in came_in),
        explained=sum(bool(item.excuse) and not is_in(item) for item in wanted),
    )


def is_in(item: Item) -> bool:
    return item.state in {Item.State.GIVEN, Item.State.APPROVED}


def is_done(item: Item) -> bool:
    return is_in(item) or item.excuse == Item.Excuse.NOT_APPLICABLE


def is_open(item: Item) -> bool:
    return not is_in(item) and not item.excuse


def is_waived(item: Item) -> bool:
    """The firm goes on without: it accepted what the client said in its place."""
    return bool(item.excuse) and item.state == Item.State.APPROVED


def added_since(intake: Intake, items: list[Item]) -> list[Item]:
    """Asked for after the client had sent the list, and not given yet."""
    sent = intake.submitted_at
    return [i for i in items if sent and i.added_at and i.added_at > sent and is_open(i)]
