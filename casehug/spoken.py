"""Words whose language is known, so that a page in another language can say which it is (WCAG 3.1.2)."""

import re
from typing import Self

ENGLISH, SPANISH = "en", "es"
SENTENCES = re.compile(r"(?<=[.!?…])(\s+)|(\n+)")
# Common in one language and no words of the other.
LITTLE = {
    ENGLISH: frozenset(
        "the an of is are was it its to and in on not your you we from for with page all this that"
        " again send".split()
    ),
    SPANISH: frozenset(
        "el la los las de del que es está un una y en su sus usted para por con falta página todas"
        " este esta otra vez envíe".split()
    ),
}


class Spoken(str):
    """Text in `language`."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made


class Written(str):
    """What somebody here typed and nobody said in which language; told sentence by sentence."""

    __slots__ = ()


class Mixed(str):
    """Parts of which each knows its own language, or does not."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, parts: tuple[str, ...]) -> Self:
        made = super().__new__(cls, "".join(parts))
        made.parts = parts
        return made


def either(language: str, english: str, spanish: str = "") -> Spoken:
    """In Spanish where that is wanted and there, else in English."""
    if language == SPANISH and spanish:
        return Spoken(spanish, SPANISH)
    return Spoken(english, ENGLISH)


def joined(between: str, parts: list[str]) -> str:
    """Of one language where all parts are, else each part of its own."""
    languages = {getattr(part, "language", "") for part in parts}
    if len(languages) == 1 and languages != {""}:
        return Spoken(between.join(parts), languages.pop())
    return Mixed(tuple(one for part in parts for one in (between, part))[1:])


def pieces(text: str) -> list[tuple[str, str]]:
    """(text, its language) from beginning to end; a language that is not known is empty."""
    if isinstance(text, Mixed):
        return [piece for part in text.parts for piece in pieces(part)]
    if isinstance(text, Spoken):
        return [(text, text.language)]
    if isinstance(text, Written):
        return [(part, guessed(part)) for part in SENTENCES.split(text) if part]
    return [(text, "")]


def apart(text: str, language: str) -> dict[str, str]:
    """Of the pieces, those of another language than what stands around them, and which."""
    told = {piece.strip(): other for piece, other in pieces(text)}
    return {piece: other for piece, other in told.items() if piece and other not in {"", language}}


def guessed(text: str) -> str:
    """By the little words of each language; empty where they do not tell."""
    words = re.findall(r"\w+", text.lower())
    english, spanish = (sum(word in LITTLE[one] for word in words) for one in (ENGLISH, SPANISH))
    if english == spanish:
        return ""
    return ENGLISH if english > spanish else SPANISH
