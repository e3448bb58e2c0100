"""How a checklist that ships is written down."""

from dataclasses import dataclass, replace
from typing import Any

from casehug import languages
from casehug.translations.stored_texts import Translations, from_catalogues
from intake.models import Asked, Category

# Of a person whose question says who they are to the client.
KNOWN_RELATION = ("name", "phone", "email")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question or document, in English; the catalogues have it in other languages.

    when: (key of an earlier question, the answer that asks for this one).
    states: codes of the states it is for; none means all.
    """

    key: str
    kind: str
    category: str
    title: str
    help: str = ""
    answer_type: str = ""
    options: tuple["Option", ...] = ()
    date_bounds: str = Asked.Bounds.ANY
    parts: tuple[str, ...] = ()
    autofill: str = ""
    may_be_typed: bool = False
    takes_recordings: bool = False
    required: bool = True
    when: tuple[str, str] | None = None
    states: tuple[str, ...] = ()

    def translations(self) -> Translations:
        return from_catalogues(title=self.title, help=self.help)


@dataclass(frozen=True, slots=True)
class Option:
    """alone: it excludes the others."""

    value: str
    label: str
    alone: bool = False

    def translated(self) -> dict[str, Any]:
        """As a question keeps it."""
        labels = {languages.default(): self.label}
        for code, texts in from_catalogues(label=self.label).items():
            labels[code] = texts["label"]
        return {"value": self.value, "labels": labels} | ({"alone": True} if self.alone else {})


def question(
    key: str, category: Category, answer: Asked.Answer, title: str, help: str = "", **more: Any
) -> Ask:
    return Ask(key, Asked.Kind.QUESTION, category, title, help, answer_type=answer, **more)


def document(key: str, category: Category, title: str, help: str = "", **more: Any) -> Ask:
    return Ask(key, Asked.Kind.DOCUMENT, category, title, help, **more)


def options(alone: str = "", **labels: str) -> tuple[Option, ...]:
    """rent=_("We rent"); alone: the one that excludes the others."""
    return tuple(Option(value, label, value == alone) for value, label in labels.items())


def if_wanted(ask: Ask) -> Ask:
    return replace(ask, required=False)


def when(key: str, value: str, *asks: Ask) -> list[Ask]:
    return [replace(ask, when=(key, value)) for ask in asks]


def also_when(key: str, value: str, *asks: Ask) -> list[Ask]:
    """For one more answer, what another answer asks for already."""
    return [replace(ask, key=f"{ask.key}@{value}", when=(key, value)) for ask in asks]


def only_in(states: str, *asks: Ask) -> list[Ask]:
    return [replace(ask, states=tuple(states.split())) for ask in asks]
