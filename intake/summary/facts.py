"""Facts: what the summary tells, as plain words in order. The same intake gives the same facts."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from casehug.models import Firm, Member
from casehug.ui.formats import file_size, long_date
from intake.answers.render import shown
from intake.models import Category, Intake, Item, Upload
from intake.progress import visibility
from intake.summary.times import exact, zone_words
from matters.models import Matter

# What fits into one line at the foot of a page, three times.
A_FOOT = 36

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """people: who approved the intake, and who went on without what, by member id."""

    zone: ZoneInfo
    people: dict[int, Member]

    def at(self, moment: datetime, by: int | None = None) -> str:
        """by Lena Ortiz, November 25, 2026 at 7:28 AM"""
        told = exact(moment, self.zone)
        return (
            _("by {who}, {moment}").format(who=who, moment=told)
            if (who := self.named(by))
            else told
        )

    def named(self, by: int | None) -> str:
        return str(self.people[by]) if by in self.people else ""


def facts(intake: Intake) -> Facts:
    firm, matter = Firm.objects.get(pk=intake.firm_pk), intake.matter
    items, files = visibility.visible_items(intake), _files(intake)
    there = Setting(ZoneInfo(firm.time_zone), _people(intake, items))
    client = matter.client.name if matter.client else ""
    kinds = _parted(items, files)
    return {
        "firm": {
            "name": firm.name,
            "lines": [*_lines(firm.address), " · ".join(filter(None, [firm.phone, firm.email]))],
        },
        "foot": " · ".join(_short(name) for name in (client, matter.title, firm.name) if name),
        "about": _about(matter) + _moments(intake, there),
        "zone": zone_words(there.zone, intake.approved_at or intake.created_at),
        "read_by": there.named(intake.approved_by_id),
        "answers": _by_category(kinds["answers"], lambda item: _answered(item, there)),
        "documents": _by_category(
            kinds["documents"], lambda item: _handed_in(item, files[item.pk], there)
        ),
        "left_out": [item.title for item in kinds["left_out"]],
    }


def _people(intake: Intake, items: list[Item]) -> dict[int, Member]:
    who = {intake.approved_by_id, *(item.accepted_by_id for item in items)}
    return Member.objects.select_related("user").in_bulk([pk for pk in who if pk])


def _parted(items: list[Item], files: dict[int, list[Upload]]) -> dict[str, list[Item]]:
    """What was optional and passed over in silence is named once, at the end."""
    parted: dict[str, list[Item]] = {"answers": [], "documents": [], "left_out": []}
    for item in items:
        given = item.required or shown(item) or item.excuse or files[item.pk]
        kind = "answers" if item.kind == Item.Kind.QUESTION else "documents"
        parted[kind if given else "left_out"].append(item)
    return parted


def _about(matter: Matter) -> list[Facts]:
    client = matter.client
    told = [
        (_("Client"), [client.name, " · ".join(filter(None, [client.email, client.phone]))])
        if client
        else (_("Client"), [_("None on this matter")]),
        (_("Matter"), [matter.title]),
        (_("Case type"), [matter.case_type.name]),
        (_("State"), [", ".join(filter(None, [matter.get_state_display(), _county(matter)]))]),
    ]
    return [{"what": what, "lines": list(filter(None, lines))} for what, lines in told]


def _county(matter: Matter) -> str:
    return _("{county} County").format(county=matter.county) if matter.county else ""


def _moments(intake: Intake, there: Setting) -> list[Facts]:
    moments = [
        (_("Sent to the client"), intake.sent_at, None),
        (_("Sent by the client"), intake.submitted_at, None),
        (_("Approved"), intake.approved_at, intake.approved_by_id),
    ]
    return [
        {"what": what, "lines": [there.at(moment, by)]} for what, moment, by in moments if moment
    ]


def _by_category(items: list[Item], told: Callable[[Item], Facts]) -> list[Facts]:
    return [
        {"name": str(label), "items": [told(item) for item in of_kind]}
        for value, label in Category.choices
        if (of_kind := [item for item in items if item.category == value])
    ]


def _answered(item: Item, there: Setting) -> Facts:
    lines = _lines(shown(item))
    notes = [] if lines else _excuse(item, there) or [_("Not answered.")]
    return {"title": item.title, "lines": lines, "notes": notes}


def _files(intake: Intake) -> dict[int, list[Upload]]:
    """By item. What was returned was asked for again; it is not part of what was handed in."""
    gone = (Upload.State.RETURNED, Upload.State.REMOVED)
    found: dict[int, list[Upload]] = defaultdict(list)
    uploads = Upload.objects.filter(item__intake=intake).exclude(state__in=gone)
    for upload in uploads.select_related("document", "reviewed_by__user").order_by(
        "uploaded_at", "pk"
    ):
        found[upload.item_id].append(upload)
    return found


def _handed_in(item: Item, uploads: list[Upload], there: Setting) -> Facts:
    notes = [] if uploads else _excuse(item, there) or [_("Not handed in.")]
    files = [_file(upload, there) for upload in uploads]
    return {"title": item.title, "required": item.required, "files": files, "notes": notes}


def _file(upload: Upload, there: Setting) -> Facts:
    filed = upload.document.name if upload.document else ""
    arrived = _("{size} · received {moment}").format(
        size=file_size(upload.size), moment=there.at(upload.uploaded_at)
    )
    return {
        "name": filed or upload.name,
        "sent_as": upload.name if filed and filed != upload.name else "",
        "facts": arrived,
        "approved": _approved(upload, there),
        "sha256": upload.sha256,
    }


def _approved(upload: Upload, there: Setting) -> str:
    if upload.state != Upload.State.APPROVED or upload.reviewed_at is None:
        return ""
    moment = there.at(upload.reviewed_at)
    if upload.reviewed_by is None:
        return _("Approved {moment}").format(moment=moment)
    return _("Approved by {who}, {moment}").format(who=upload.reviewed_by, moment=moment)


def _excuse(item: Item, there: Setting) -> list[str]:
    """What the client said instead, and who at the firm went on without it."""
    if not item.excuse:
        return []
    said = _("The client said: “{excuse}”")
    if item.excuse_until:
        said = _("The client said: “{excuse}, by {day}”")
    day = long_date(item.excuse_until) if item.excuse_until else ""
    said = said.format(excuse=item.get_excuse_display(), day=day)
    note = f" — {item.excuse_note}" if item.excuse_note else ""
    return [f"{said}{note}", *_accepted(item, item.accepted_at, there)]


def _accepted(item: Item, moment: datetime | None, there: Setting) -> list[str]:
    if moment is None or item.state != Item.State.APPROVED:
        return []
    if who := there.named(item.accepted_by_id):
        return [_("{who} went on without it, {moment}.").format(who=who, moment=there.at(moment))]
    return [_("The firm went on without it, {moment}.").format(moment=there.at(moment))]


def _short(words: str) -> str:
    return words if len(words) <= A_FOOT else f"{words[: A_FOOT - 1].rstrip()}…"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
