"""Ordering: where in its checklist an item may stand: anywhere, but after the question that asks
for it and before what its own answer asks for.
"""

from dataclasses import dataclass

from django.db import transaction

from casehug.models import Member
from intake.checklists.items import spread, tell
from intake.models import Category, ChecklistItem
from intake.models.order import ORDER, by_category, in_order


@dataclass(frozen=True, slots=True)
class Place:
    """In a category, after another item there or first."""

    category: Category
    after: ChecklistItem | None
    is_here: bool

    @property
    def value(self) -> str:
        return f"{self.category}:{self.after.pk if self.after else ''}"


def places(item: ChecklistItem) -> list[tuple[Category, list[Place]]]:
    """All it may have, the present one included; a category without any is left out."""
    everything = in_order(item.checklist.items.all())
    others = [one for one in everything if one.pk != item.pk]
    earliest, latest = _bounds(item, others)
    here = (item.category, _former(item, everything))
    found = []
    for category, row in _rows(others):
        begin = sum(ORDER[one.category] < ORDER[category] for one in others)
        slots = enumerate([None, *row], begin)
        fit = [after for slot, after in slots if earliest <= slot <= latest]
        if fit:
            found.append((category, [Place(category, a, here == (category, a)) for a in fit]))
    return found


@transaction.atomic
def place_item(*, item: ChecklistItem, value: str, by: Member) -> bool:
    """`value` as a `Place` says it. False where it may not stand there, or no longer."""
    list(item.checklist.items.select_for_update().order_by("pk"))
    offered = {place.value: place for _, those in places(item) for place in those}
    if (place := offered.get(value)) is None:
        return False
    if place.is_here:
        return True
    others = item.checklist.items.filter(category=place.category).exclude(pk=item.pk)
    row = list(others)
    row.insert(row.index(place.after) + 1 if place.after else 0, item)
    item.category = place.category
    item.save(update_fields=["category"])
    spread(row)
    tell(item, "moved", by)
    return True


def standing(item: ChecklistItem) -> tuple[int, int]:
    """The third of twelve in its category."""
    row = list(item.checklist.items.filter(category=item.category))
    return row.index(item) + 1, len(row)


def _bounds(item: ChecklistItem, others: list[ChecklistItem]) -> tuple[int, int]:
    """The first and the last slot it may take: slot 2 is behind two others."""
    asks = [at + 1 for at, one in enumerate(others) if one.pk == item.shown_if_id]
    shows = [at for at, one in enumerate(others) if one.shown_if_id == item.pk]
    return max(asks, default=0), min(shows, default=len(others))


def _rows(others: list[ChecklistItem]) -> list[tuple[Category, list[ChecklistItem]]]:
    """Every category, those with nothing in them as well."""
    rows = dict(by_category(others))
    return [(category, rows.get(category, [])) for category in Category]


def _former(item: ChecklistItem, everything: list[ChecklistItem]) -> ChecklistItem | None:
    row = [one for one in everything if one.category == item.category]
    at = row.index(item)
    return row[at - 1] if at else None
