"""The document library: the types of document that ship, offered where something is added."""

from collections.abc import Iterable, Mapping

from intake.checklists.defaults.library import ALL, DOCUMENTS
from intake.checklists.defaults.notation import Ask
from intake.models import Asked
from intake.models.order import by_category


def library(asked: Iterable[Asked]) -> list[tuple[object, list[Ask]]]:
    """By category; without what is asked already."""
    had = {one.title for one in asked}
    left = [ask for ask in ALL if ask.title not in had]
    return [(category.label, asks) for category, asks in by_category(left)]


def ready_made(key: str, posted: Mapping[str, str]) -> dict[str, object]:
    """Fields of the document of this key, as something asked."""
    ask = DOCUMENTS[key]
    return {
        "kind": ask.kind,
        "category": ask.category,
        "title": ask.title,
        "help": ask.help,
        "translations": ask.translations(),
        "may_be_typed": ask.may_be_typed,
        "takes_recordings": ask.takes_recordings,
        "required": posted.get("required") == "on",
    }
