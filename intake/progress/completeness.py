"""Completeness of an intake: how much of what is required came in, for the client and for the firm."""

from dataclasses import dataclass

from intake.models import Intake, Item
from intake.progress import visibility
from intake.progress.visibility import visible_items


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


def outstanding(intake: Intake, items: list[Item] | None = None) -> list[Item]:
    """What of the required is neither approved nor, being a question, answered."""
    items = visibility.visible_items(intake) if items is None else items
    return [item for item in items if item.required and not _is_settled(item)]


def _is_settled(item: Item) -> bool:
    """Answers are read and approved together with the intake."""
    answered = item.kind == Item.Kind.QUESTION and item.state == Item.State.GIVEN
    return answered or item.state == Item.State.APPROVED
