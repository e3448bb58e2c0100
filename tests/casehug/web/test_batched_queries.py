from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from casehug.web.batched_queries import batched
from integrations.models import Connection, Link
from matters.models import Document, Matter


@pytest.fixture
def connection(in_firm):
    return Connection.objects.create(
        region="us",
        account_id="7",
        access_token="secret",
        token_expires_at=timezone.now() + timedelta(days=30),
    )


@pytest.fixture
def link(in_firm, matter):
    found = [{"id": 9, "name": "Maya Ruiz"}]
    return Link.objects.create(
        clio_account="us:7", kind="matter", matter=matter, attempted_at=timezone.now(),
        candidates=found, clio_id=2**40,
    )  # fmt: skip


def columns(row):
    """All that was loaded, as it lies on the row."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_rows_are_those_of_their_querysets(matter, connection, link, django_assert_num_queries):
    asked = {
        "connections": Connection.objects.all(),
        "links": Link.objects.of_matter(matter),
        "matters": Matter.objects.annotate(papers=Count("documents")).order_by("-id")[:1],
        "documents": Document.objects.all(),
    }
    with django_assert_num_queries(1):
        found = batched(**asked)
    separately = Connection.objects.defer("access_token", "refresh_token").get()
    assert [columns(row) for row in found["connections"]] == [columns(separately)]
    assert [columns(row) for row in found["links"]] == [columns(Link.objects.get())]
    assert [columns(row) for row in found["matters"]] == [columns(asked["matters"].get())]
    assert found["documents"] == []


def test_what_is_sealed_is_read_when_asked_for(connection):
    (found,) = batched(connections=Connection.objects.all())["connections"]
    assert found.access_token == "secret"


def test_order_and_number_are_kept(in_firm, matter):
    for number in range(4):
        Document.objects.create(
            matter=matter, name=f"{number}", file="x", size=1, sha256="0" * 64, content_type="x"
        )
    found = batched(documents=Document.objects.order_by("-name")[:3])["documents"]
    assert [document.name for document in found] == ["3", "2", "1"]
