"""Bulk copying: writing many things asked for at once, with the conditions between them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from intake.models import Asked

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Asked)

COPIED = [
    "key",
    "kind",
    "answer_type",
    "category",
    "title",
    "help",
    "translations",
    "options",
    "date_bounds",
    "parts",
    "autofill",
    "may_be_typed",
    "takes_recordings",
    "required",
    "position",
    "shown_if_value",
]


@dataclass(frozen=True, slots=True)
class Draft(Generic[Key, Row]):
    """parent: the key of the question whose answer shows this one."""

    key: Key
    parent: Key | None
    row: Row


def copied(asked: Asked) -> dict[str, object]:
    return {name: getattr(asked, name) for name in COPIED}


def write(
    drafts: Iterable[Draft[Key, Row]], among: Mapping[Key, Row] | None = None
) -> dict[Key, Row]:
    """By key, with `among`, which are there already.

    Questions before what their answers show; what has lost its question is left out.
    """
    made: dict[Key, Row] = dict(among or {})
    waiting = list(drafts)
    while ready := [draft for draft in waiting if draft.parent is None or draft.parent in made]:
        for draft in ready:
            draft.row.shown_if = None if draft.parent is None else made[draft.parent]
        type(ready[0].row).objects.bulk_create([draft.row for draft in ready])
        made |= {draft.key: draft.row for draft in ready}
        waiting = [draft for draft in waiting if draft.key not in made]
    return made
