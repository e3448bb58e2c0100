"""The options of a question, and how staff write them: one a line, English | Spanish."""

from typing import Any

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casehug import languages
from casehug.languages import Tagged

LONGEST_OPTION = 40
Option = dict[str, Any]


def label_of(option: Option, language: str) -> Tagged:
    """In `language` where it is translated, else as it was written; empty where it has no words."""
    labels: dict[str, str] = option.get("labels", {})
    if translated := labels.get(language):
        return Tagged(translated, language)
    return Tagged(labels.get(languages.default(), ""), languages.default())


def written(options: list[Option]) -> str:
    """One option a line, in each language."""
    return "\n".join(" | ".join(_columns(one)) for one in options)


def _columns(option: Option) -> list[str]:
    labels = [option["labels"].get(code, "") for code in _order()]
    return [*labels, _alone()] if option.get("alone") else labels


def how_to_write() -> str:
    """What the form says of it."""
    return _(
        "For a question with options: one a line, {languages}. With | {alone} at its end it cannot"
        " be chosen beside others."
    ).format(languages=" | ".join(map(languages.name_here, _order())), alone=_alone())


def read_options(text: str, former: list[Option]) -> list[Option]:
    """An option keeps its value when its words or its place stay; answers and conditions hold it."""
    read = [_read(line) for line in text.splitlines() if line.strip(" |")]
    firsts = [_first(one) for one in read]
    by_words = {_first(one): one["value"] for one in former}
    values: list[str] = []
    for place, words in enumerate(firsts):
        value = by_words.get(words) or _value_of_place(place, firsts, former) or slugify(words)
        values.append(_untaken(value[:LONGEST_OPTION] or "option", values))
    return [{"value": value} | one for value, one in zip(values, read, strict=True)]


def _read(line: str) -> Option:
    columns = [column.strip() for column in line.split("|", len(_order()))]
    is_alone = len(columns) > 1 and columns[-1].lower() in _every_alone()
    labels = dict(zip(_order(), columns[:-1] if is_alone else columns, strict=False))
    kept = {code: label for code, label in labels.items() if label}
    return {"labels": kept} | ({"alone": True} if is_alone else {})


def _first(option: Option) -> str:
    return option["labels"].get(languages.default(), "")


def _order() -> list[str]:
    return [languages.default(), *languages.further()]


def _alone() -> str:
    # Translators: what staff type behind an option that excludes the others.
    return pgettext("option", "alone")


def _every_alone() -> set[str]:
    """In each language: who reads a form in another one may change what somebody wrote before."""
    found = set()
    for code in languages.codes():
        with translation.override(code):
            found.add(_alone().lower())
    return found


def _value_of_place(place: int, firsts: list[str], former: list[Option]) -> str | None:
    """Reworded: as many options as before, and the one of this place is no longer among them."""
    same_count = len(firsts) == len(former)
    if same_count and _first(former[place]) not in firsts:
        return former[place]["value"]
    return None


def _untaken(value: str, taken: list[str]) -> str:
    number = 2
    first = value
    while value in taken:
        value, number = f"{first}-{number}", number + 1
    return value
