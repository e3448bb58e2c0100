"""Completeness of an intake: how much of what is required came in, for the client and for the firm."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.models import Intake, Item
from intake.progress import visibility
from intake.progress.visibility import visible_items


@dataclass(frozen=True, slots=True)
class Progress:
    """Of what counts, one figure for the client and the firm: `done` of `total`, what was given or
    explained. `optional` is what else is asked, in or not; of what is done, `approved` was looked at,
    and `explained` is what the client said instead of giving it.
    """

    done: int
    total: int
    still_open: list[Item]
    optional: int
    approved: int
    explained: int

    @property
    def percent(self) -> int:
        return self.done * 100 // (self.total or 1)

    @property
    def told(self) -> str:
        """6 of 8 required, 2 optional: in these words on every page and in every email."""
        words = (
            ngettext(
                "{done} of {total} required, {optional} optional",
                "{done} of {total} required, {optional} optional",
                self.optional,
            )
            if self.optional
            else _("{done} of {total} required")
        )
        return words.format(done=self.done, total=self.total, optional=self.optional)


# How long it takes, in seconds: to answer, to write, to find and send.
QUESTION, STORY, DOCUMENT = 20, 120, 120
LONG_WHILE = 10


def minutes_left(items: list[Item]) -> int:
    """About how long the client needs for what is open; in steps of five where that is long."""
    seconds = sum(_seconds(item) for item in items if counts(item) and is_open(item))
    minutes = -(-seconds // 60)
    return minutes if minutes <= LONG_WHILE else -(-minutes // 5) * 5


def _seconds(item: Item) -> int:
    if item.kind == Item.Kind.DOCUMENT:
        return DOCUMENT
    return STORY if item.answer_type == Item.Answer.LONG else QUESTION


def progress(intake: Intake) -> Progress:
    return progress_of(visible_items(intake))


def progress_of(items: list[Item]) -> Progress:
    wanted = [item for item in items if counts(item)]
    still_open = [item for item in wanted if is_open(item)]
    return Progress(
        done=len(wanted) - len(still_open),
        total=len(wanted),
        still_open=still_open,
        optional=len(items) - len(wanted),
        approved=sum(item.state == Item.State.APPROVED for item in wanted),
        explained=sum(bool(item.excuse) and not is_in(item) for item in wanted),
    )


def counts(item: Item) -> bool:
    """Required, or asked for again: a return makes anything needed."""
    return item.required or is_needed_again(item)


def is_needed_again(item: Item) -> bool:
    return item.state == Item.State.RETURNED and not item.excuse


def is_in(item: Item) -> bool:
    return item.state in {Item.State.GIVEN, Item.State.APPROVED}


def is_done(item: Item) -> bool:
    return is_in(item) or item.excuse == Item.Excuse.NOT_APPLICABLE


def is_open(item: Item) -> bool:
    return not is_in(item) and not item.excuse


def added_since(intake: Intake, items: list[Item]) -> list[Item]:
    """Asked for after the client had sent the list, and not given yet."""
    sent = intake.submitted_at
    return [i for i in items if sent and i.added_at and i.added_at > sent and is_open(i)]


def outstanding(intake: Intake, items: list[Item] | None = None) -> list[Item]:
    """What of that which counts is neither approved nor, being a question, answered."""
    items = visibility.visible_items(intake) if items is None else items
    return [item for item in items if counts(item) and not _is_settled(item)]


def passed_over(items: list[Item]) -> list[Item]:
    """What an approval of the intake leaves behind: the client spoke of it and did not give it."""
    return [item for item in items if not counts(item) and item.excuse and not is_done(item)]


def _is_settled(item: Item) -> bool:
    """Answers are read and approved together with the intake."""
    answered = item.kind == Item.Kind.QUESTION and item.state == Item.State.GIVEN
    return answered or item.state == Item.State.APPROVED
