"""What happened to a matter, in plain words, from the audit entries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from casehug.models import AuditEntry
from matters.models import Document, Matter

NEWEST = 30

SENTENCES = {
    "matter.created": ("folder", "{actor} created the matter"),
    "matter.changed": ("pencil-square", "{actor} changed {fields}"),
    "matter.client_set": ("user-plus", "{actor} set the client"),
    "matter.status_set": ("folder-open", "{actor} set the status to {status}"),
    "client.created": ("user-plus", "{actor} added the client"),
    "client.changed": ("pencil-square", "{actor} changed the client’s {fields}"),
    "document.filed": ("document-plus", "{actor} added {document}"),
}
"""verb → icon and sentence; other rooms add theirs in AppConfig.ready."""

FIELD_WORDS = {
    "client_facing_name": "name the client sees",
    "case_type": "case type",
    "first_name": "first name",
    "last_name": "last name",
}


@dataclass(frozen=True, slots=True)
class Event:
    icon: str
    words: str
    at: datetime


def of_matter(matter: Matter, documents: list[Document]) -> list[Event]:
    """Newest first."""
    names = {str(document.pk): document.name for document in documents}
    about = Q(subject_type="matters.matter", subject_id=str(matter.pk))
    if names:
        about |= Q(subject_type="matters.document", subject_id__in=list(names))
    if matter.client_id:
        about |= Q(subject_type="matters.client", subject_id=str(matter.client_id))
    entries = AuditEntry.objects.filter(about, verb__in=list(SENTENCES)).order_by("-at", "-id")
    return [_event(entry, names) for entry in entries[:NEWEST]]


def _event(entry: AuditEntry, names: dict[str, str]) -> Event:
    icon, sentence = SENTENCES[entry.verb]
    words = sentence.format(
        actor=entry.actor,
        fields=_listed(entry.detail.get("fields", [])),
        status=entry.detail.get("status", "").capitalize(),
        document=names.get(entry.subject_id, "a document"),
    )
    return Event(icon=icon, words=words, at=entry.at)


def _listed(fields: list[str]) -> str:
    """title, state and county"""
    said = [FIELD_WORDS.get(field, field) for field in fields]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
