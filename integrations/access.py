"""Row access: a URL becomes a row through the firm in scope; somebody else's row is a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from integrations.models import (
    BulkSync,
    Connection,
    Difference,
    Finding,
    Link,
    PracticeArea,
    Sync,
)
from matters.models import CaseType, Matter

LONGEST_ID = 18
"""Digits that always fit PostgreSQL's bigint."""


def connection() -> Connection:
    if found := Connection.objects.current().first():
        return found
    raise Http404


def matter(matter_id: int) -> Matter:
    return get_object_or_404(Matter.objects.select_related("client", "case_type"), pk=matter_id)


def case_type(case_type_id: int) -> CaseType:
    return get_object_or_404(CaseType.objects, pk=case_type_id)


def practice_area(typed: str, clio_account: str) -> PracticeArea:
    rows = PracticeArea.objects.filter(clio_account=clio_account, gone_at=None)
    return get_object_or_404(rows, pk=number(typed))


def number(typed: str) -> int:
    """An id that came with a form."""
    if not typed.isdecimal() or len(typed) > LONGEST_ID:
        raise Http404
    return int(typed)


def sync(sync_id: int) -> Sync:
    return get_object_or_404(
        Sync.objects.select_related("matter", "requested_by__user"), pk=sync_id
    )


def bulk_sync(bulk_id: int) -> BulkSync:
    return get_object_or_404(
        BulkSync.objects.select_related("asked_by__user", "changed_by__user"), pk=bulk_id
    )


def finding_of(matter: Matter, finding_id: int) -> Finding:
    """Of the Clio account in use, as with links."""
    mine = Finding.objects.of_account(connection().clio_account).filter(
        link__in=Link.objects.of_matter(matter)
    )
    about = ("firm", "client", "matter", "document__matter")
    return get_object_or_404(mine.select_related(*(f"link__{one}" for one in about)), pk=finding_id)


def difference(difference_id: int) -> Difference:
    """Of the Clio account in use, as with links."""
    mine = Difference.objects.of_account(connection().clio_account).select_related("link")
    return get_object_or_404(mine, pk=difference_id)


def difference_of(matter: Matter, difference_id: int) -> Difference:
    mine = Difference.objects.of_account(connection().clio_account).select_related("link")
    about = mine.filter(link__in=Link.objects.of_matter(matter))
    return get_object_or_404(about, pk=difference_id)


def link_of(matter: Matter, link_id: int) -> Link:
    """Of the Clio account in use: what stands in another is not decided on here."""
    mine = Link.objects.of_matter(matter).filter(clio_account=connection().clio_account)
    return get_object_or_404(mine, pk=link_id)
