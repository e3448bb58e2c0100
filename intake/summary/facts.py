"""What the summary tells, as plain words in order. The same intake gives the same facts."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from casehug.clockwords import MONTHS, file_size
from casehug.models import Firm
from intake.domain import intakes
from intake.models import Category, Intake, Item, Upload

YES_NO = {"yes": "Yes", "no": "No", True: "Yes", False: "No"}
PARTS = (
    "name", "first_name", "last_name", "relationship", "birth_date", "date_of_birth", "line1",
    "street", "line2", "city", "state", "zip", "postcode", "country", "phone", "email",
)  # fmt: skip
"""Parts of an address or a person in the order they are read; others follow by name."""


def facts(intake: Intake) -> dict[str, Any]:
    firm = Firm.objects.get(pk=intake.firm_pk)
    zone = ZoneInfo(firm.time_zone)
    matter = intake.matter
    items, files = intakes.visible_items(intake), _files(intake)
    return {
        "firm": {"name": firm.name, "phone": firm.phone, "address": _lines(firm.address)},
        "matter": matter.title,
        "case_type": matter.case_type.name,
        "state": matter.get_state_display(),
        "client": matter.client.name if matter.client else "",
        "moments": [
            {"what": what, "when": exact(moment, zone)}
            for what, moment in (
                ("Sent to the client", intake.sent_at),
                ("Submitted by the client", intake.submitted_at),
                ("Approved", intake.approved_at),
            )
            if moment
        ],
        "zone": firm.time_zone.replace("_", " "),
        "answers": _by_category(items, Item.Kind.QUESTION, _answered),
        "documents": _by_category(
            items, Item.Kind.DOCUMENT, lambda item: _handed_in(item, files[item.pk], zone)
        ),
    }


def _by_category(items: list[Item], kind: str, told: Any) -> list[dict[str, Any]]:
    return [
        {"name": label, "items": [told(item) for item in of_kind]}
        for value, label in Category.choices
        if (of_kind := [i for i in items if i.kind == kind and i.category == value])
    ]


def _answered(item: Item) -> dict[str, Any]:
    lines = answer_lines(item)
    return {"title": item.title, "lines": lines, "excuse": "" if lines else _excuse(item)}


def answer_lines(item: Item) -> list[str]:
    """As a person reads it, a line for each part."""
    answer = item.answer
    if answer is None or answer in ("", [], {}):
        return []
    if isinstance(answer, dict):
        return _parts(answer)
    if isinstance(answer, list):
        return [line for one in answer for line in _one(item, one)]
    return _one(item, answer)


def _one(item: Item, answer: Any) -> list[str]:
    if isinstance(answer, dict):
        return [", ".join(_parts(answer))]
    kind = Item.Answer
    if item.answer_type == kind.YES_NO:
        return [YES_NO.get(answer, str(answer))]
    if item.answer_type in {kind.CHOICE, kind.CHOICES}:
        names = {option.get("value"): option.get("en") for option in item.options}
        return [names.get(answer) or str(answer)]
    if item.answer_type == kind.DATE:
        return [_day(str(answer))]
    if item.answer_type == kind.MONEY:
        return [_money(str(answer))]
    return _lines(str(answer))


def _parts(answer: dict[str, Any]) -> list[str]:
    known = [name for name in PARTS if name in answer]
    rest = sorted(name for name in answer if name not in PARTS)
    return [line for name in known + rest if answer[name] for line in _lines(str(answer[name]))]


def _day(text: str) -> str:
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _money(text: str) -> str:
    try:
        return f"${float(text):,.2f}"
    except ValueError:
        return text


def _files(intake: Intake) -> dict[int, list[Upload]]:
    """By item. What was returned was asked for again; it is not part of what was handed in."""
    gone = (Upload.State.RETURNED, Upload.State.REMOVED)
    found: dict[int, list[Upload]] = defaultdict(list)
    uploads = Upload.objects.filter(item__intake=intake).exclude(state__in=gone)
    for upload in uploads.select_related("document", "reviewed_by__user"):
        found[upload.item_id].append(upload)
    return found


def _handed_in(item: Item, uploads: list[Upload], zone: ZoneInfo) -> dict[str, Any]:
    files = [_file(upload, zone) for upload in uploads]
    return {
        "title": item.title,
        "required": item.required,
        "files": files,
        "excuse": "" if files else _excuse(item) or "Not handed in.",
    }


def _file(upload: Upload, zone: ZoneInfo) -> dict[str, str]:
    approved = upload.state == Upload.State.APPROVED and upload.reviewed_at
    filed = upload.document.name if upload.document else ""
    return {
        "name": filed or upload.name,
        "sent_as": upload.name if filed and filed != upload.name else "",
        "size": file_size(upload.size),
        "sha256": upload.sha256,
        "received": exact(upload.uploaded_at, zone),
        "approved": f"{upload.reviewed_by or 'A member'}, {exact(approved, zone)}"
        if approved
        else "",
    }


def _excuse(item: Item) -> str:
    if not item.excuse:
        return ""
    until = f", by {_day(item.excuse_until.isoformat())}" if item.excuse_until else ""
    note = f" — {item.excuse_note}" if item.excuse_note else ""
    return f"The client said: “{item.get_excuse_display()}{until}”{note}"


def exact(moment: datetime, zone: ZoneInfo) -> str:
    there = moment.astimezone(zone)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}, {there.hour:02}:{there.minute:02}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
