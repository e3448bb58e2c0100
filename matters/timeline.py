"""Timeline: what happened to a matter, in plain words, from the audit entries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from casehug.models import AuditEntry
from casehug.tenancy.models import FirmOwned
from casehug.ui import keyset_pager
from casehug.ui.formats import listed
from matters.models import Document, Matter

NEWEST = 20

Sentences = Mapping[str, tuple[str, str]]
Names = Mapping[str, tuple[type[FirmOwned], dict[str, str]]]

SENTENCES: dict[str, tuple[str, str]] = {
    "matter.created": ("folder", _("{actor} created the matter")),
    "matter.changed": ("pencil-square", _("{actor} changed {fields}")),
    "matter.client_set": ("user-plus", _("{actor} set the client")),
    "matter.status_set": ("folder-open", _("{actor} set the status to {status}")),
    "client.created": ("user-plus", _("{actor} added the client")),
    "client.changed": ("pencil-square", _("{actor} changed the client’s {fields}")),
    "document.filed": ("document-plus", _("{actor} added {document}")),
}
"""verb → icon and sentence, which is translated when it is told."""

NAMES: dict[str, tuple[type[FirmOwned], dict[str, str]]] = {
    "matters.document": (Document, {"document": "name"}),
}
"""Kind of subject → what its row is asked for, by the word in the sentence: names are never kept
in the entries themselves."""

FIELD_WORDS = {
    "title": _("title"),
    "client_facing_name": _("name the client sees"),
    "translations": _("name the client sees in other languages"),
    "case_type": _("case type"),
    "state": _("state"),
    "county": _("county"),
    "status": _("status"),
    "client": _("client"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "email": _("email"),
    "phone": _("phone"),
}


FOLDED: dict[str, tuple[str, str]] = {}
"""verb → what several in a row of one person are told as, of one and of many."""


def _fields(changed: list[str] | None) -> str:
    """title, state and county"""
    return listed(gettext(FIELD_WORDS.get(field, field)) for field in changed) if changed else ""


def _status(status: str | None) -> str:
    return str(dict(Matter.Status.choices).get(status or "", ""))


SAID: dict[str, Callable[[Any], str]] = {
    "fields": _fields,
    "status": _status,
    "document": lambda name: name or gettext("a document"),
}
"""How a word of a sentence reads; asked with None where nothing is known of it."""


def add(
    sentences: Sentences,
    *,
    names: Names,
    said: Mapping[str, Callable[[Any], str]],
    folded: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Other rooms tell of their own."""
    SENTENCES.update(sentences)
    FOLDED.update(folded or {})
    NAMES.update(names)
    SAID.update(said)


@dataclass(frozen=True, slots=True)
class Event:
    """several: of those that are told in one line, each."""

    icon: str
    words: str
    at: datetime
    several: Sequence["Event"] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """older: the place to go on from, or empty."""

    matter: Matter
    events: list[Event]
    older: str


def of_matter(matter: Matter, before: str = "") -> Timeline:
    """Newest first, from `before` on; one query."""
    page = keyset_pager.downwards(_entries(matter), size=NEWEST, before=before, moment="at")
    return Timeline(matter, _folded(page.rows), page.older)


def _folded(entries: Iterable[Any]) -> list[Event]:
    """What one person did again and again takes one line."""
    runs = groupby(entries, key=lambda entry: (entry.verb, entry.actor))
    return [event for _alike, run in runs for event in _told(list(run))]


def _told(run: list[Any]) -> list[Event]:
    events = [_event(entry) for entry in run]
    newest = run[0]
    if len(run) == 1 or newest.verb not in FOLDED:
        return events
    words = ngettext(*FOLDED[newest.verb], len(run)).format(actor=newest.actor, count=len(run))
    return [Event(events[0].icon, words, newest.at, events)]


def _entries(matter: Matter) -> QuerySet[AuditEntry]:
    about = Q(matter_id=matter.pk)
    if matter.client_id:
        about |= Q(subject_type="matters.client", subject_id=str(matter.client_id))
    # What the client sent is told by its approval, the summary by that of the intake.
    by_hand = Q(detail__kind__isnull=True) | Q(detail__kind=Document.Kind.STAFF)
    found = AuditEntry.objects.filter(about, verb__in=list(SENTENCES))
    return found.filter(~Q(verb="document.filed") | by_hand).annotate(named=_named())


def _named() -> Case:
    """Of each entry's subject, what its row says now."""
    subject = Cast(OuterRef("subject_id"), BigIntegerField())
    return Case(
        *(
            When(
                subject_type=kind,
                then=Subquery(model.objects.filter(pk=subject).values(told=JSONObject(**words))),
            )
            for kind, (model, words) in NAMES.items()
        ),
        default=None,
        output_field=JSONField(),
    )


class _Words(dict):
    """Of a sentence, each made where the sentence asks for it."""

    def __missing__(self, word: str) -> str:
        return SAID[word](self["known"].get(word))


def _event(entry: Any) -> Event:
    icon, sentence = SENTENCES[entry.verb]
    words = _Words(actor=entry.actor, known={**entry.detail, **(entry.named or {})})
    return Event(icon=icon, words=gettext(sentence).format_map(words), at=entry.at)
