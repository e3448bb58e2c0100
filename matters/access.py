"""Row access: a URL becomes a row through the firm in scope; somebody else's row is a 404."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404

from matters.models import Client, Document, Matter


def matter(matter_id: int) -> Matter:
    rows = Matter.objects.select_related("client", "case_type")
    return get_object_or_404(rows, pk=matter_id)


def client(client_id: int) -> Client:
    return get_object_or_404(Client.objects, pk=client_id)


def document(document_id: int) -> Document:
    return get_object_or_404(Document.objects, pk=document_id)


def named_matters(_request: Any, *, matters: Iterable[int]) -> dict[int, dict[str, str]]:
    """Of those that still exist: what each is called, and where."""
    found = Matter.objects.filter(pk__in=matters)
    return {one.pk: {"label": one.title, "url": one.get_absolute_url()} for one in found}
