"""Settings → Audit log: who did what and when, for admins; and the same as a file."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from casehug.audit import entries, words
from casehug.audit.search import NEWEST, Filters, rows
from casehug.models import AuditEntry
from casehug.security.permissions import admin_required
from casehug.tenancy.scope import firm_scope
from casehug.ui import keyset_pager, page_slots
from casehug.web.requests import FirmRequest


@admin_required
@require_safe
def log(request: FirmRequest) -> HttpResponse:
    """The slot "audit.matters" gives {id of a matter: {"label": …, "url": …}}."""
    form = Filters(request.GET)
    found = form.entries()
    page = keyset_pager.downwards(
        found, size=NEWEST, before=request.GET.get("before", ""), moment="at"
    )
    matters = _matters(request, page.rows)
    context = {
        "form": form,
        "rows": [_row(entry, matters) for entry in page.rows],
        "older": page.older,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "filters": _kept(request),
        "matter": next(iter(matters.values()), None) if form.data.get("matter") else None,
    }
    return render(request, "settings/audit.html", context, status=422 if form.errors else 200)


def _matters(request: FirmRequest, found: Iterable[AuditEntry]) -> dict[int, Any]:
    asked = {entry.matter_id for entry in found if entry.matter_id}
    answers: list[dict[Any, Any]] = page_slots.gathered("audit.matters", request, matters=asked)
    return {pk: about for answer in answers for pk, about in answer.items()}


def _row(entry: AuditEntry, matters: dict[int, Any]) -> dict[str, Any]:
    return {
        "entry": entry,
        "words": words.of(entry.verb),
        "matter": matters.get(entry.matter_id or 0),
    }


def _kept(request: FirmRequest) -> str:
    """The filters, for the address of the next page and of the file."""
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()


@admin_required
@require_POST
def export(request: FirmRequest) -> HttpResponseBase:
    """A post, as it is itself an entry of the log."""
    found = Filters(request.POST).entries()
    with transaction.atomic():
        entries.record("audit.exported", request.firm, by=request.member.user)
    written = _written(request.firm.pk, translation.get_language(), rows(found))
    response = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    name = f"audit-log-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


class _Line:
    """What csv writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _written(firm: UUID, language: str | None, told: Iterator[list[str]]) -> Iterator[str]:
    """Sent while it is read: the request's own scope and language are over by then."""
    writer = csv.writer(_Line())
    yield "\ufeff"  # Or Excel takes it for Windows-1252.
    with firm_scope(firm), translation.override(language):
        for row in told:
            yield writer.writerow(row)
