"""Search of the audit log: newest first, by person, kind, matter and day, at the same cost at any
depth; the same as rows of a spreadsheet.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casehug.audit import words
from casehug.models import AuditEntry, Member

NEWEST = 50
NOBODY = "casehug"
# A spreadsheet takes a cell that begins so for a formula (OWASP: CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _people() -> list[tuple[str, str]]:
    """Who works here or did, and CaseHug itself."""
    people = Member.objects.select_related("user").order_by("user__name", "pk")
    found = [(str(one.user_id), str(one)) for one in people]
    return [("", _("Everyone")), *found, (NOBODY, str(words.SYSTEM))]


def _kinds() -> list[tuple[str, str]]:
    return [("", _("Everything")), *((kind, str(label)) for kind, label in words.KINDS.items())]


class Filters(forms.Form):
    """What the address says; what cannot be read is left out, with a word at its field."""

    person = forms.ChoiceField(required=False, label=gettext_lazy("Person"), choices=_people)
    kind = forms.ChoiceField(required=False, label=gettext_lazy("What"), choices=_kinds)
    since = forms.DateField(
        required=False,
        label=gettext_lazy("Since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        required=False,
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    matter = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def entries(self) -> QuerySet[AuditEntry]:
        self.is_valid()
        asked = getattr(self, "cleaned_data", {})
        found = AuditEntry.objects.all()
        if person := asked.get("person"):
            found = found.filter(actor_id=None if person == NOBODY else int(person))
        if kind := asked.get("kind"):
            found = found.filter(verb__in=words.verbs_of(kind))
        if matter := asked.get("matter"):
            found = found.filter(matter_id=matter)
        if since := asked.get("since"):
            found = found.filter(at__gte=_midnight(since))
        if until := asked.get("until"):
            found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
        return found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


HEADINGS = (
    gettext_lazy("Recorded at (UTC)"),
    gettext_lazy("Who"),
    gettext_lazy("What"),
    gettext_lazy("Matter"),
    gettext_lazy("Subject"),
    gettext_lazy("Number"),
    gettext_lazy("Details"),
)


def rows(found: QuerySet[AuditEntry]) -> Iterator[list[str]]:
    """Headings, then the entries, oldest first, read as they are written."""
    yield [str(heading) for heading in HEADINGS]
    for entry in found.order_by("at", "id").iterator(chunk_size=500):
        yield [safe(value) for value in _cells(entry)]


def _cells(entry: AuditEntry) -> list[str]:
    return [
        entry.recorded_at.strftime("%Y-%m-%d %H:%M:%S"),
        entry.actor,
        words.of(entry.verb),
        str(entry.matter_id or ""),
        entry.subject_type,
        entry.subject_id,
        ", ".join(f"{name}: {value}" for name, value in entry.detail.items()),
    ]


def safe(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value
