"""Language tags (BCP 47): which languages CaseHug speaks, and text that knows its own.

A page in one language marks what is in another (WCAG 2.2, 3.1.2). Text knows its language from where
it came: the catalogue, or the field somebody filled in. What nobody said is not guessed.
"""

from typing import Self

from django.conf import settings
from django.utils.translation import get_language, get_language_info


def choices() -> list[tuple[str, str]]:
    """(code, the language's name in itself). A callable, so that no migration names a language."""
    return list(settings.LANGUAGES)


def codes() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def default() -> str:
    """Of texts of ours in the code, and of what a firm writes without saying otherwise."""
    return settings.LANGUAGE_CODE


def further() -> list[str]:
    """All but the default: those that a text may be translated into."""
    return others(default())


def others(code: str) -> list[str]:
    return [other for other in codes() if other != code]


def possible(reads: str) -> list[str]:
    """In which somebody may write to a person who reads `reads`, that one first; nothing where it is
    clear, because who reads the default language is written to in it."""
    return [] if reads == default() else [reads, *others(reads)]


def name(code: str) -> str:
    """As those who speak it call it; empty for a code we do not speak."""
    return dict(settings.LANGUAGES).get(code, "")


def name_within(code: str) -> str:
    """The same inside one of its sentences: “español”, but “English”."""
    return _info(code).get("name_local") or name(code)


def name_here(code: str) -> str:
    """As the active language calls it: “Spanish” in English."""
    return str(_info(code).get("name_translated", "")) or name(code)


def _info(code: str) -> dict[str, str]:
    try:
        return get_language_info(code)
    except KeyError:  # Django does not know each language there is.
        return {}


def current() -> str:
    """The active language, without a region."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def of(user: object) -> str:
    """What a person who signs in reads."""
    chosen = getattr(user, "language", "")
    return chosen if chosen in codes() else default()


class Tagged(str):
    """Text in `language`; an empty language is one that nobody said."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made


class Joined(str):
    """Text of several parts, of which each has a language of its own or none that is known."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, parts: tuple[str, ...]) -> Self:
        made = super().__new__(cls, "".join(parts))
        made.parts = parts
        return made


def joined(between: str, parts: list[str]) -> str:
    """Of one language where all parts are, else each part of its own."""
    spoken = {getattr(part, "language", "") for part in parts}
    if len(spoken) == 1 and spoken != {""}:
        return Tagged(between.join(parts), spoken.pop())
    return Joined(tuple(one for part in parts for one in (between, part))[1:])


def pieces(text: str) -> list[tuple[str, str]]:
    """(text, its language) from beginning to end; a language that is not known is empty."""
    if isinstance(text, Joined):
        return [piece for part in text.parts for piece in pieces(part)]
    return [(text, getattr(text, "language", ""))]


def foreign(text: str, language: str) -> dict[str, str]:
    """Of the pieces, those of another language than what stands around them, and which."""
    told = {piece.strip(): code for piece, code in pieces(text)}
    return {piece: code for piece, code in told.items() if piece and code not in {"", language}}
