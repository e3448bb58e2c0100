"""How a checklist that ships is written down."""

from dataclasses import dataclass, field, replace
from typing import Any

from intake.models import Asked, Category

# Of a person whose question says who they are to the client.
KNOWN_RELATION = ("name", "phone", "email")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question or document, in both languages.

    when: (key of an earlier question, the answer that asks for this one).
    states: codes of the states it is for; none means all.
    """

    key: str
    kind: str
    category: str
    title: str
    title_es: str
    help: str = ""
    help_es: str = ""
    answer_type: str = ""
    options: list[dict[str, Any]] = field(default_factory=list)
    date_bounds: str = Asked.Bounds.ANY
    parts: tuple[str, ...] = ()
    autofill: str = ""
    may_be_typed: bool = False
    required: bool = True
    when: tuple[str, str] | None = None
    states: tuple[str, ...] = ()


def question(
    key: str,
    category: Category,
    answer: Asked.Answer,
    words: tuple[str, ...],
    **more: Any,
) -> Ask:
    """words: title, title in Spanish and, if need be, help and help in Spanish."""
    return Ask(key, Asked.Kind.QUESTION, category, *_said(*words), answer_type=answer, **more)


def document(key: str, category: Category, *words: str, **more: Any) -> Ask:
    return Ask(key, Asked.Kind.DOCUMENT, category, *_said(*words), **more)


def _said(
    title: str, title_es: str, help: str = "", help_es: str = ""
) -> tuple[str, str, str, str]:
    return title, title_es, help, help_es


def options(alone: str = "", **words: tuple[str, str]) -> list[dict[str, Any]]:
    """rent=("We rent", "Alquilamos"); alone: the one that excludes the others."""
    return [
        {"value": value, "en": en, "es": es} | ({"alone": True} if value == alone else {})
        for value, (en, es) in words.items()
    ]


def if_wanted(ask: Ask) -> Ask:
    return replace(ask, required=False)


def when(key: str, value: str, *asks: Ask) -> list[Ask]:
    return [replace(ask, when=(key, value)) for ask in asks]


def also_when(key: str, value: str, *asks: Ask) -> list[Ask]:
    """For one more answer, what another answer asks for already."""
    return [replace(ask, key=f"{ask.key}@{value}", when=(key, value)) for ask in asks]


def only_in(states: str, *asks: Ask) -> list[Ask]:
    return [replace(ask, states=tuple(states.split())) for ask in asks]
