"""The intake panel on a matter's page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casehug.templatetags.ui import badge
from casehug.ui.formats import day
from casehug.web.batched_queries import batched, first
from casehug.web.requests import FirmRequest
from intake.checklists import checklists
from intake.emails import email_log
from intake.lifecycle import checklist_update
from intake.links import private_links
from intake.models import Intake, Item, PortalLink, order
from intake.progress import completeness, contact_safety, visibility
from intake.progress.outstanding import WITH_CLIENT
from intake.summary import due
from matters.models import Matter
from matters.views import next_move

STATUSES = {
    Intake.Status.DRAFT: ("waiting", "pencil-square"),
    Intake.Status.SENT: ("waiting", "paper-airplane"),
    Intake.Status.IN_PROGRESS: ("waiting", "clock"),
    Intake.Status.SUBMITTED: ("attention", "eye"),
    Intake.Status.RETURNED: ("waiting", "arrow-uturn-left"),
    Intake.Status.APPROVED: ("good", "check-circle"),
}
ANSWERED = {
    Intake.Status.SENT,
    Intake.Status.IN_PROGRESS,
    Intake.Status.SUBMITTED,
    Intake.Status.RETURNED,
}
STATES = {
    Item.State.OPEN: ("planned", _("Not in yet")),
    Item.State.GIVEN: ("good", pgettext_lazy("item", "In")),
    Item.State.APPROVED: ("good", pgettext_lazy("item", "Approved")),
    Item.State.RETURNED: ("waiting", _("Returned to the client")),
}
NOT_YET_OPTIONAL = _("Not in yet, optional")
BEGUN = _("Begun, not whole yet")
EXCUSES = {
    Item.Excuse.NOT_APPLICABLE: _("Says this does not apply"),
    Item.Excuse.SOMEONE_ELSE: _("Says someone else has it"),
    Item.Excuse.COMING: _("Says it is coming"),
    Item.Excuse.NEED_HELP: _("Asks for help with this"),
}


@dataclass(slots=True)
class AskedRow:
    """kind: as step_icon draws it."""

    item: Item
    kind: str
    words: str


def intake_panel(request: FirmRequest, *, matter: Matter) -> dict[str, Any]:
    """Two queries, whatever is asked; one where there is no intake. Two more, before the link was
    sent, for the email that will go out."""
    about = _about(request, matter)
    move = next_move.next_move(request, matter=matter)
    is_to_send = move == next_move.LINK and matter.client and matter.client.email
    letter = private_links.preview(about["intake"], about["link"]) if is_to_send else None
    return {**about, "next_move": move, "preview": letter}


def coming(request: FirmRequest, *, matter: Matter) -> dict[str, Any] | None:
    """The summary, while it is being made; no query more."""
    intake = _about(request, matter)["intake"]
    return {"name": due.name_of(matter)} if intake and intake.summary_due else None


def moves(request: FirmRequest, *, matter: Matter) -> dict[str, Any] | None:
    """What can be done about the intake, for the matter's next move."""
    about = _about(request, matter)
    if not about["intake"]:
        return None
    moves = {
        next_move.REVIEW: about["to_review"],
        next_move.APPROVAL: about["is_ready"] and not about["to_review"],
        next_move.LINK: _wants_its_link(about),
    }
    return {"moves": [move for move, is_there in moves.items() if is_there]}


def _wants_its_link(about: dict[str, Any]) -> bool:
    """The client should hand something in, and has nothing that opens the intake."""
    intake, link = about["intake"], about["link"]
    if about["matter"].status == Matter.Status.CLOSED or about["warning"]:
        return False
    is_shut = intake.status in WITH_CLIENT and not (link and link.is_live)
    return intake.status == Intake.Status.DRAFT or is_shut


def _about(request: FirmRequest, matter: Matter) -> dict[str, Any]:
    """Asked once for all that one answer says of the intake."""
    known = vars(request).setdefault("intake_of_matter", {})
    if matter.pk not in known:
        known[matter.pk] = _asked_about(request, matter)
    return known[matter.pk]


def _asked_about(request: FirmRequest, matter: Matter) -> dict[str, Any]:
    found = batched(
        intakes=Intake.objects.filter(matter=matter),
        links=_newest_link(matter),
        checklists=checklists.of_matter(matter)[:1],
        letters=email_log.newest(matter),
    )
    letters = email_log.letters_panel(found["letters"])
    if not found["intakes"]:
        return {"matter": matter, "intake": None, "letters": letters}
    (intake,) = found["intakes"]
    intake.matter = matter
    asked = list(intake.items.counting_uploads())
    items = visibility.visible(asked)
    instead = contact_safety.instead(asked)
    return {
        "matter": matter,
        "intake": intake,
        "status": status_badge(intake),
        "progress": completeness.progress_of(items),
        "asked": len(items),
        **_what_next(intake, items),
        "warning": instead
        and contact_safety.words(instead, matter.client and matter.client.first_name),
        "sections": _sections(items),
        "link": first(found["links"]),
        "asks_address": not request.firm.email and not intake.last_sent_at,
        "is_behind": checklist_update.is_behind(intake, first(found["checklists"])),
        "review_url": reverse("intake:review-matter", args=[matter.pk]),
        "letters": letters,
    }


def _what_next(intake: Intake, items: list[Item]) -> dict[str, Any]:
    """What the firm can do about what came in: look at files, approve the whole, or look again."""
    files = sum(item.to_review for item in items)
    outstanding = completeness.outstanding(intake, items)
    is_asked = intake.submitted_at or any(item.required for item in items)
    return {
        "to_review": files,
        "to_come": len(outstanding),
        "passed_over": completeness.passed_over(items),
        "is_ready": bool(intake.status in ANSWERED and is_asked and not files and not outstanding),
        "can_be_reviewed": intake.status in ANSWERED
        and (intake.submitted_at or any(map(completeness.is_in, items))),
    }


def status_badge(intake: Intake) -> SafeString:
    kind, icon = STATUSES[Intake.Status(intake.status)]
    return badge(kind, intake.get_status_display(), icon)


def _newest_link(matter: Matter) -> QuerySet[PortalLink]:
    """With how many devices it is remembered on."""
    links = PortalLink.objects.filter(intake__matter=matter)
    return links.annotate(device_count=Count("devices")).order_by("-id")[:1]


def _sections(items: list[Item]) -> list[tuple[str, list[AskedRow]]]:
    return [
        (category.label, [_asked_row(item) for item in those])
        for category, those in order.by_category(items)
    ]


def _asked_row(item: Item) -> AskedRow:
    if item.excuse and not completeness.is_in(item):
        return AskedRow(item, "attention", _excuse(item))
    kind, words = STATES[Item.State(item.state)]
    if item.to_review:
        waiting = ngettext("{count} to review", "{count} to review", item.to_review)
        return AskedRow(item, "attention", waiting.format(count=item.to_review))
    if item.state == Item.State.OPEN and not item.required:
        words = NOT_YET_OPTIONAL
    if item.state == Item.State.OPEN and item.answer is not None:
        words = BEGUN
    return AskedRow(item, kind, str(words))


def _excuse(item: Item) -> str:
    words = str(EXCUSES[Item.Excuse(item.excuse)])
    if item.excuse_until:
        until = day(item.excuse_until)
        words = gettext("{excuse}, by {day}").format(excuse=words, day=until)
    if item.excuse_note:
        words = gettext("{excuse}: “{note}”").format(excuse=words, note=item.excuse_note)
    return words
