"""The overview of one matter's review: its answers, what the client does not have, what is to come,
and what approving all of it would do.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.answers.render import shown
from intake.models import Intake, Item, Upload
from intake.progress import completeness, contact_safety, visibility
from intake.review.presenter import Desk


@dataclass(frozen=True, slots=True)
class Answer:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """open: required and still missing. excused: with what the client said. ready: nothing is open.
    passed_over: what an approval leaves behind."""

    answers: list[Answer]
    excused: list[Item]
    open: list[Item]
    ready: bool
    passed_over: list[Item]
    items: list[Item]


def standing(intake: Intake) -> Standing:
    items = visibility.visible(intake.items.counting_uploads())
    open_items = completeness.outstanding(intake, items)
    return Standing(
        answers=[Answer(item.title, shown(item)) for item in items if item.answer is not None],
        excused=[item for item in items if item.excuse],
        open=[item for item in open_items if not item.to_review],
        ready=not open_items,
        passed_over=completeness.passed_over(items),
        items=items,
    )


def safe_ways(intake: Intake) -> list[str]:
    """Text me, Email me: all the client called safe; nothing where they were not asked or chose none."""
    item = contact_safety.answers().filter(intake=intake).first()
    return shown(item).split("\n") if item else []


def left_behind(upload: Upload | None, intake: Intake, items: list[Item]) -> list[Item]:
    """Where approving this one upload approves the intake: what it does not wait for."""
    if upload is None or not _ends_with(upload, intake, items):
        return []
    return [item for item in completeness.passed_over(items) if item.pk != upload.item_id]


def _ends_with(upload: Upload, intake: Intake, items: list[Item]) -> bool:
    if upload.state != Upload.State.UPLOADED or intake.status == Intake.Status.APPROVED:
        return False
    own = next((item for item in items if item.pk == upload.item_id), None)
    rest = [item for item in completeness.outstanding(intake, items) if item is not own]
    may_end = intake.submitted_at or any(item.required for item in items)
    return bool(own and own.to_review == 1 and may_end and not rest)


@dataclass(frozen=True, slots=True)
class Whole:
    """One press for all that waits. ends: it approves the intake as well."""

    count: int
    ends: bool

    @property
    def label(self) -> str:
        if not self.count:
            return _("Approve the intake")
        form = ngettext("Approve all {count}", "Approve all {count}", self.count)
        return form.format(count=self.count)

    @property
    def does(self) -> str:
        """Approve 3 uploads and the intake"""
        if not self.count:
            return _("Approve the intake")
        if self.ends:
            form = ngettext(
                "Approve {count} upload and the intake",
                "Approve {count} uploads and the intake",
                self.count,
            )
        else:
            form = ngettext("Approve {count} upload", "Approve {count} uploads", self.count)
        return form.format(count=self.count)


def whole(desk: Desk, intake: Intake, standing: Standing) -> Whole | None:
    """None where there is nothing to approve together."""
    is_approved = intake.status == Intake.Status.APPROVED
    count = len(desk.to_review)
    ends = not is_approved and not standing.open and not desk.scanning
    return Whole(count, ends) if count or (ends and standing.ready) else None
