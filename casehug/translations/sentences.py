"""Sentences kept in rows: in no language, with their values apart, and told in that of the reader."""

import json
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext, ngettext

Words = str | tuple[str, str]


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Marks the two forms of a count, which is given later as `count`."""
    return one, many


class Sentence(str):
    """As text it reads in the language that was active when it was made, or its row was read.

    words: a marked sentence of the catalogues, or the two forms of one with a count; about: what
    fills its braces: texts, numbers, other sentences and lists of these.
    """

    __slots__ = ("about", "words")
    words: Words
    about: dict[str, Any]

    def __new__(cls, words: Words, /, **about: Any) -> Self:
        made = super().__new__(cls, _told(words, about))
        made.words, made.about = words, about
        return made

    @classmethod
    def read(cls, stored: str) -> "Sentence":
        """Text that is no sentence of ours stays as it is."""
        try:
            kept = json.loads(stored) if stored.startswith('{"words"') else None
        except ValueError:
            kept = None
        return _made(kept) if kept else cls(stored)

    @property
    def stored(self) -> str:
        if isinstance(self.words, str) and not self.about:
            return self.words
        return json.dumps(_kept(self), ensure_ascii=False)


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return [_kept(one) for one in value]
    if not isinstance(value, Sentence):
        return value
    about = {name: _kept(one) for name, one in value.about.items()}
    return {"words": value.words, "about": about}


def _made(kept: Any) -> Any:
    if isinstance(kept, list):
        return [_made(one) for one in kept]
    if not isinstance(kept, dict):
        return kept
    words = kept["words"] if isinstance(kept["words"], str) else tuple(kept["words"])
    return Sentence(words, **{name: _made(one) for name, one in kept["about"].items()})


def _told(words: Words, about: dict[str, Any]) -> str:
    form = gettext(words) if isinstance(words, str) else ngettext(*words, about["count"])
    return form.format(**{name: _said(one) for name, one in about.items()}) if about else form


def _said(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


class SentenceField(models.TextField):
    """Its value is a Sentence, or plain text."""

    def from_db_value(self, value: str | None, *_: object) -> Sentence | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> Sentence | None:
        return value if value is None or isinstance(value, Sentence) else Sentence.read(value)

    def get_prep_value(self, value: Any) -> Any:
        return value.stored if isinstance(value, Sentence) else value
