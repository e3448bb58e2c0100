"""Checklist items: what a checklist asks, one by one. Every change is the checklist's change; no
intake is touched.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from intake.models import Checklist, ChecklistItem


@transaction.atomic
def add_item(*, checklist: Checklist, by: Member, **asked: object) -> ChecklistItem:
    last = checklist.items.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    item = ChecklistItem.objects.create(checklist=checklist, **{"position": position, **asked})
    tell(item, "added", by)
    return item


@transaction.atomic
def change_item(*, item: ChecklistItem, by: Member, **changes: object) -> ChecklistItem:
    changed = [name for name, value in changes.items() if getattr(item, name) != value]
    if changed:
        for name in changed:
            setattr(item, name, changes[name])
        item.save(update_fields=changed)
        tell(item, "changed", by)
    return item


@transaction.atomic
def remove_item(*, item: ChecklistItem, by: Member) -> None:
    """With what only its answer would have shown: nobody could be asked for it any more."""
    for shown in item.shows.all():
        remove_item(item=shown, by=by)
    tell(item, "removed", by)
    item.delete()


@transaction.atomic
def move_item(*, item: ChecklistItem, by: Member, up: bool) -> bool:
    """Past its neighbour in the category; False at the edge, or past the question that shows it."""
    row = list(item.checklist.items.select_for_update().filter(category=item.category))
    place = row.index(item)
    beside = place - 1 if up else place + 1
    if not 0 <= beside < len(row) or _asks_for(min(place, beside), max(place, beside), row):
        return False
    row[place], row[beside] = row[beside], row[place]
    spread(row)
    tell(item, "moved", by)
    return True


def spread(row: list[ChecklistItem]) -> None:
    """Over the positions it has, in its new order."""
    positions = _distinct(sorted(one.position for one in row))
    for one, position in zip(row, positions, strict=True):
        one.position = position
    ChecklistItem.objects.bulk_update(row, ["position"])


def _asks_for(first: int, second: int, row: list[ChecklistItem]) -> bool:
    return row[second].shown_if_id == row[first].pk


def _distinct(positions: list[int]) -> list[int]:
    """The same, apart from each other."""
    found: list[int] = []
    for position in positions:
        found.append(max(position, found[-1] + 1 if found else 0))
    return found


def tell(item: ChecklistItem, what: str, by: Member) -> None:
    Checklist.objects.filter(pk=item.checklist_id).update(changed_at=timezone.now())
    audit.record(f"checklist_item.{what}", item, by=by.user, checklist=item.checklist_id)
