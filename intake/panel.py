"""The intake on a matter's page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from casehug.clockwords import day
from casehug.requests import FirmRequest
from casehug.templatetags.ui import badge
from intake.domain import checklists, following, intakes
from intake.models import Intake, Item, PortalLink
from matters.models import Matter

STATUSES = {
    Intake.Status.DRAFT: ("waiting", "pencil-square"),
    Intake.Status.SENT: ("waiting", "paper-airplane"),
    Intake.Status.IN_PROGRESS: ("waiting", "clock"),
    Intake.Status.SUBMITTED: ("attention", "eye"),
    Intake.Status.RETURNED: ("waiting", "arrow-uturn-left"),
    Intake.Status.APPROVED: ("good", "check-circle"),
}
STATES = {
    Item.State.OPEN: ("planned", "Not in yet"),
    Item.State.GIVEN: ("good", "In"),
    Item.State.APPROVED: ("good", "Approved"),
    Item.State.RETURNED: ("waiting", "Returned to the client"),
}
EXCUSES = {
    Item.Excuse.NOT_APPLICABLE: "Says this does not apply",
    Item.Excuse.SOMEONE_ELSE: "Says someone else has it",
    Item.Excuse.COMING: "Says it is coming",
    Item.Excuse.NEED_HELP: "Asks for help with this",
}


@dataclass(slots=True)
class Line:
    """kind: as step_icon draws it."""

    item: Item
    kind: str
    words: str


def intake_panel(request: FirmRequest, *, matter: Matter) -> dict[str, Any]:
    """Six queries, whatever is asked; one where there is no intake."""
    intake = Intake.objects.filter(matter=matter).first()
    if intake is None:
        return {"matter": matter, "intake": None}
    intake.matter = matter
    items = intakes.visible_items(intake)
    return {
        "matter": matter,
        "intake": intake,
        "status": status_badge(intake),
        "progress": intakes.progress_of(items),
        "sections": _sections(items),
        "link": _link(intake),
        "is_behind": following.is_behind(intake, checklists.for_matter(matter)),
        "review_url": _review_url(matter),
    }


def status_badge(intake: Intake) -> SafeString:
    kind, icon = STATUSES[Intake.Status(intake.status)]
    return badge(kind, intake.get_status_display(), icon)


def _link(intake: Intake) -> PortalLink | None:
    """The newest, with how many devices it is remembered on."""
    links = intake.links.annotate(device_count=Count("devices"))
    return links.order_by("-id").first()


def _sections(items: list[Item]) -> list[tuple[str, list[Line]]]:
    return [
        (category.label, [_line(item) for item in those])
        for category, those in checklists.by_category(items)
    ]


def _line(item: Item) -> Line:
    if item.excuse and not intakes.is_in(item):
        return Line(item, "attention", _excuse(item))
    kind, words = STATES[Item.State(item.state)]
    if waiting := intakes.to_review(item):
        return Line(item, "attention", f"{waiting} to review")
    if item.state == Item.State.OPEN and not item.required:
        words = "Not in yet, optional"
    return Line(item, kind, words)


def _excuse(item: Item) -> str:
    until = f", by {day(item.excuse_until)}" if item.excuse_until else ""
    note = f": “{item.excuse_note}”" if item.excuse_note else ""
    return f"{EXCUSES[Item.Excuse(item.excuse)]}{until}{note}"


def _review_url(matter: Matter) -> str:
    try:
        return reverse("intake:review-matter", args=[matter.pk])
    except NoReverseMatch:
        return ""
