"""The overview of one matter's review: its answers, what the client does not have, what is to come,
and what approving all of it would do.
"""

from dataclasses import dataclass

from intake.answers.render import shown
from intake.models import Intake, Item
from intake.progress import completeness, visibility
from intake.review.presenter import Desk


@dataclass(frozen=True, slots=True)
class Answer:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """open: required and still missing. excused: with what the client said. ready: nothing is open."""

    answers: list[Answer]
    excused: list[Item]
    open: list[Item]
    ready: bool


def standing(intake: Intake) -> Standing:
    items = visibility.visible(intake.items.counting_uploads())
    open_items = completeness.outstanding(intake, items)
    return Standing(
        answers=[Answer(item.title, shown(item)) for item in items if item.answer is not None],
        excused=[item for item in items if item.excuse],
        open=[item for item in open_items if not item.to_review],
        ready=not open_items,
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """One press for all that waits. ends: it approves the intake as well."""

    count: int
    ends: bool

    @property
    def label(self) -> str:
        return f"Approve all {self.count}" if self.count else "Approve the intake"

    @property
    def does(self) -> str:
        """Approve 3 uploads and the intake"""
        parts = [uploads(self.count)] if self.count else []
        return f"Approve {' and '.join([*parts, 'the intake'] if self.ends else parts)}"


def uploads(count: int) -> str:
    return "1 upload" if count == 1 else f"{count} uploads"


def whole(desk: Desk, intake: Intake, standing: Standing) -> Whole | None:
    """None where there is nothing to approve together."""
    is_approved = intake.status == Intake.Status.APPROVED
    count = len(desk.to_review)
    ends = not is_approved and not standing.open and not desk.scanning
    return Whole(count, ends) if count or (ends and standing.ready) else None
