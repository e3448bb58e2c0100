"""Language tags (BCP 47): which languages CaseHug speaks, and text that knows its own.

A page in one language marks what is in another (WCAG 2.2, 3.1.2). Text knows its language from where
it came: the catalogue, or the field somebody filled in. What nobody said is not guessed.
"""

from typing import Self

from django.conf import settings
from django.utils.translation import get_language


def choices() -> list[tuple[str, str]]:
    """(code, the language's name in itself). A callable, so that no migration names a language."""
    return list(settings.LANGUAGES)


def codes() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def name(code: str) -> str:
    """As those who speak it call it; empty for a code we do not speak."""
    return dict(settings.LANGUAGES).get(code, "")


def current() -> str:
    """The active language, without a region."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


class Tagged(str):
    """Text in `language`; an empty language is one that nobody said."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made
