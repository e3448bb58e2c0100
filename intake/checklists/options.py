"""The options of a question, as staff write them: one a line, English | Spanish."""

from typing import Any

from django.utils.text import slugify

LONGEST_OPTION = 40
ALONE = "alone"


def written(options: list[dict[str, Any]]) -> str:
    """One option a line, in both languages."""
    return "\n".join(
        f"{one['en']} | {one['es']}{f' | {ALONE}' if one.get('alone') else ''}" for one in options
    )


def read_options(text: str, former: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """An option keeps its value when its words or its place stay; answers and conditions hold it."""
    lines = [line.split("|", 2) for line in text.splitlines() if line.strip(" |")]
    pairs = [(line[0].strip(), "".join(line[1:2]).strip()) for line in lines]
    alone = ["".join(line[2:]).strip().lower() == ALONE for line in lines]
    by_words = {one["en"]: one["value"] for one in former}
    values: list[str] = []
    for place, (en, _) in enumerate(pairs):
        value = by_words.get(en) or _value_of_place(place, pairs, former) or slugify(en)
        values.append(_untaken(value[:LONGEST_OPTION] or "option", values))
    return [
        {"value": value, "en": en, "es": es} | ({"alone": True} if is_alone else {})
        for value, (en, es), is_alone in zip(values, pairs, alone, strict=True)
    ]


def _value_of_place(
    place: int, pairs: list[tuple[str, str]], former: list[dict[str, Any]]
) -> str | None:
    """Reworded: as many options as before, and the one of this place is no longer among them."""
    same_count = len(pairs) == len(former)
    if same_count and former[place]["en"] not in {en for en, _ in pairs}:
        return former[place]["value"]
    return None


def _untaken(value: str, taken: list[str]) -> str:
    number = 2
    first = value
    while value in taken:
        value, number = f"{first}-{number}", number + 1
    return value
