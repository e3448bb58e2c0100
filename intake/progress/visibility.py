"""Visibility of items: which of what is asked a client sees, given what they answered so far."""

from collections.abc import Iterable

from django.db.models import Prefetch

from intake.models import Intake, Item, Upload, order

# --- What the client sees ------------------------------------------------------------------------


def visible_items(intake: Intake) -> list[Item]:
    """In order, each with its `uploads` (without those taken back); two queries."""
    uploads = Prefetch("uploads", Upload.objects.exclude(state=Upload.State.REMOVED))
    return visible(intake.items.prefetch_related(uploads))


def visible(asked: Iterable[Item]) -> list[Item]:
    """Of all that one intake asks, what the client sees; in order."""
    items = order.in_order(asked)
    by_id = {item.pk: item for item in items}
    return [item for item in items if item.removed_at is None and is_asked(item, by_id)]


def is_asked(item: Item, by_id: dict[int, Item]) -> bool:
    """Whether each question above it was answered in the way that asks for this."""
    if item.shown_if_id is None:
        return True
    parent = by_id.get(item.shown_if_id)
    if parent is None:
        return False
    return answers(parent.answer, item.shown_if_value) and is_asked(parent, by_id)


def answers(answer: object, value: str) -> bool:
    """An answer of several counts for each of them; yes and no may be kept as booleans."""
    if isinstance(answer, list):
        return value in answer
    if isinstance(answer, bool):
        return value == ("yes" if answer else "no")
    return answer == value
