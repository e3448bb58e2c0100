"""What a matter's page says of Clio before, between and after syncs."""

import re

import pytest
from django.utils import timezone

from integrations.models import Connection, Link, Sync
from matters.models import Document

ACCOUNT = "us:1"
SYNC_BUTTON = re.compile(
    r'<button id="sync-button" class="([^"]*)">(?:(?!</button>).)*Sync to Clio</button>', re.DOTALL
)


@pytest.fixture
def lenas(signed_in, lena):
    return signed_in(lena)


@pytest.fixture
def connection(in_firm):
    return Connection.objects.create(region="us", account_id="1")


@pytest.fixture
def papers(matter):
    def add(count, kind=Document.Kind.STAFF):
        return [
            Document.objects.create(
                matter=matter, name=f"Paper {number}.pdf", file="x", size=1, sha256="0" * 64,
                content_type="application/pdf", kind=kind,
            )
            for number in range(count)
        ]  # fmt: skip

    return add


@pytest.fixture
def panel(lenas, matter):
    def read():
        page = lenas.get(f"/matters/{matter.pk}/").content.decode()
        words = re.sub(r"<[^>]+>", " ", page.split('id="clio-panel"')[1].split("</section>")[0])
        return " ".join(words.split(">", 1)[1].split())

    return read


def linked(**row):
    kind = next(iter(row))
    return Link.objects.create(
        clio_account=ACCOUNT, kind=kind, state="done", clio_id=7, verified_at=timezone.now(), **row
    )


@pytest.mark.parametrize(
    ("state", "is_first"), [("connected", True), ("lapsed", True), ("disconnected", False)]
)
def test_the_button_comes_first_where_it_can_send(lenas, connection, matter, state, is_first):
    Connection.objects.update(state=state)
    button = SYNC_BUTTON.search(lenas.get(f"/matters/{matter.pk}/").content.decode())[1]
    assert ("button--primary" in button) == is_first


@pytest.mark.parametrize(
    ("client_id", "said"),
    [
        ("", "Clio integration is not configured. Contact support@calmintake.com."),
        ("casehug", "Clio is not connected, so nothing was sent."),
    ],
)
def test_unconnected_the_button_is_there_and_says_why(lenas, matter, settings, client_id, said):
    settings.CLIO_CLIENT_ID, settings.CLIO_CLIENT_SECRET = client_id, "s3cret"
    button = SYNC_BUTTON.search(lenas.get(f"/matters/{matter.pk}/").content.decode())[1]
    assert "button--primary" not in button
    answer = lenas.post(f"/matters/{matter.pk}/sync/", follow=True)
    assert said in answer.content.decode()


def test_an_approved_intake_is_ready_for_clio(panel, connection, papers):
    assert "A sync sends the contact and the matter." in panel()
    papers(2)
    assert "A sync sends the contact, the matter and 2 documents." in panel()
    papers(1, Document.Kind.SUMMARY)
    said = "The intake is approved. Ready for Clio: the contact, the matter and 3 documents."
    assert said in panel()


def test_what_came_since_the_last_sync_is_told(panel, connection, papers, matter):
    first, _ = papers(2)
    linked(matter=matter)
    linked(document=first)
    assert "1 document was not sent to Clio yet." in panel()


def test_while_it_moves_nothing_is_offered(panel, connection, papers, matter):
    papers(1)
    Sync.objects.create(matter=matter)
    assert "A sync sends" not in panel()


def test_many_documents_take_one_line(panel, connection, papers, matter):
    linked(matter=matter)
    for document in papers(9):
        linked(document=document)
    Link.objects.filter(document__name="Paper 3.pdf").update(state="parked", sentence="Gone")
    said = panel()
    assert "8 of 9 documents in Clio, verified" in said
    assert said.index("Paper 3.pdf Gone") < said.index("8 of 9")  # In sight, before the fold.


def test_what_is_not_sent_is_not_called_synced(panel, papers, connection, matter, lenas):
    """On the panel and in the list alike."""
    linked(matter=matter)
    first, second = papers(2)
    linked(document=first)
    Sync.objects.create(matter=matter, trigger="manual", state="synced")
    assert "Synced, more to send" in panel()
    assert "Synced, verified" not in panel()
    assert "Not sent to Clio yet" in panel()
    listed = lenas.get("/matters/").content.decode()
    assert "Synced, more to send" in listed
    linked(document=second)
    assert "Synced, verified" in panel()
    assert "Synced, more to send" not in lenas.get("/matters/").content.decode()
