"""Drafts: what a client typed and has not sent, kept while it is typed so that it is there again."""

from collections.abc import Mapping

from intake.answers.types import LONGEST
from intake.models import Asked, Item

LONGEST_OF = {"typed": LONGEST[Asked.Answer.LONG], "excuse": 16, "note": 300, "until": 10}
TYPED = ("typed",)
EXCUSE = ("excuse", "note", "until")


def keep(*, item: Item, fields: Mapping[str, str]) -> None:
    """Of one form: what another form of the same item holds stays. Empty takes it away."""
    said = {name: _tidy(fields[name], most) for name, most in LONGEST_OF.items() if name in fields}
    _write(item, {**item.draft, **said})


def drop(*, item: Item, names: tuple[str, ...]) -> None:
    """Once it was sent."""
    _write(item, {name: said for name, said in item.draft.items() if name not in names})


def _write(item: Item, draft: dict[str, str]) -> None:
    draft = {name: said for name, said in draft.items() if said}
    if draft != item.draft:
        item.draft = draft
        item.save(update_fields=["draft"])


def _tidy(said: str, most: int) -> str:
    return said.replace("\0", "").replace("\r\n", "\n")[:most]
