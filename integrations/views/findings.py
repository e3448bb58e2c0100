"""Findings on a page: what is in Clio several times or not at all, with the way to each record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from casehug.web.batched_queries import batched, first
from integrations.models import Connection, Finding
from integrations.models.finding import what_was_found

MOST_SHOWN = 20


@dataclass(slots=True)
class Found:
    """`places`: (name, address) of each record in Clio."""

    finding: Finding
    sentence: str
    places: list[tuple[str, str]]
    title: str = ""


def newest(most: int = 6) -> QuerySet[Finding]:
    about = {"kind": F("link__kind"), "label": F("link__label"), "title": F("matter__title")}
    return Finding.objects.open().annotate(**about).order_by("-found_at")[:most]


def open_findings() -> list[Found]:
    """For the sync log."""
    found = batched(connections=Connection.objects.current(), found=newest(MOST_SHOWN))
    return told(first(found["connections"]), found["found"])


def told(connection: Connection | None, rows: Iterable[Any]) -> list[Found]:
    """Of the Clio account in use. Each row needs `kind` and `label` of its link beside it."""
    mine = [row for row in rows if connection and row.clio_account == connection.clio_account]
    return [_found(connection, row) for row in mine if connection]


def _found(connection: Connection, row: Any) -> Found:
    places = [(one["name"], connection.clio.web(row.kind, one["id"])) for one in row.records]
    sentence = what_was_found(row.kind, row.label, row.records)
    return Found(row, sentence, places, getattr(row, "title", ""))
