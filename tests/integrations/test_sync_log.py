"""The sync log and its filters, and which sync of a matter is the newest."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.utils import timezone

from integrations import queue, synced_count
from integrations.models import Connection, Link, Sync, SyncEvent
from integrations.views import log
from matters.models import Matter
from tests.markup import flat

LOG = "/settings/integrations/syncs/"


@pytest.fixture
def maras(signed_in, mara, in_firm):
    Connection.objects.create(region="us", account_id="1", connected_by=mara)
    return signed_in(mara)


@pytest.fixture
def asked(in_firm, divorce, maya, lena, monkeypatch):
    """asked("Ruiz", state="held") → a sync of a new matter, or of the one of that title."""
    monkeypatch.setattr(queue, "ring", lambda **about: None)

    def ask(title, **fields):
        about = {"case_type": divorce, "client": maya, "state": "OR"}
        matter, _ = Matter.objects.get_or_create(title=title, defaults=about)
        sync = queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
        Sync.objects.filter(pk=sync.pk).update(**fields)
        return Sync.objects.get(pk=sync.pk)

    return ask


def shown(page):
    return [part.split("<")[0] for part in page.split('data-label="Matter"')[1:]
            for part in [part.split('/">')[1]]]  # fmt: skip


def test_the_log_says_how_many_documents_a_sync_filed(maras, asked):
    first, second = asked("First", state="synced"), asked("Second", state="synced")
    for sync, count in ((first, 3), (second, 0)):
        for _ in range(count):
            SyncEvent.objects.create(sync=sync, outcome="uploaded", sentence="Filed")
        SyncEvent.objects.create(sync=sync, outcome="created", sentence="Created")
    page = maras.get(LOG).content.decode()
    assert page.count("3 documents") == 1
    assert page.count("document") == page.count("3 documents")


def test_a_synced_matter_opens_in_clio_from_the_log(maras, asked):
    """Wherever it was sent to, and though nobody is connected to there any more."""
    done = asked("Done", state="synced", clio_account="ca:7")
    asked("Held", state="held", reason="unmapped")
    about = {"kind": "matter", "state": "done"}
    Link.objects.create(matter=done.matter, clio_account="ca:7", clio_id=41, **about)
    page = maras.get(LOG).content.decode()
    assert page.count("Open in Clio") == 1
    assert 'href="https://ca.app.clio.com/nc/#/matters/41"' in page


@pytest.mark.parametrize(
    ("narrow", "wanted"),
    [
        ({}, {"new", "held", "done", "old"}),
        ({"state": "waiting"}, {"new"}),
        ({"state": "needs-you"}, {"held"}),
        ({"state": "synced"}, {"done", "old"}),
        ({"state": "synced", "span": "week"}, {"done"}),
    ],
)
def test_the_log_is_narrowed(maras, asked, narrow, wanted):
    asked("new")
    asked("held", state="held")
    asked("done", state="synced")
    asked("old", state="synced", requested_at=timezone.now() - timedelta(days=40))
    assert set(shown(maras.get(LOG, narrow).content.decode())) == wanted


def test_pages_of_the_log_hold_every_sync_once(maras, asked, monkeypatch):
    monkeypatch.setattr(log, "PAGE", 3)
    at_once = timezone.now()
    for number in range(8):
        asked(f"Matter {number}", state="synced", requested_at=at_once)
    url, found = f"{LOG}?{urlencode({'state': 'synced'})}", []
    while url:
        page = maras.get(url).content.decode()
        found += shown(page)
        url = next(iter(older(page)), "")
    assert found == [f"Matter {number}" for number in reversed(range(8))]


def older(page):
    return [part.split('"')[0].replace("&amp;", "&") for part in flat(page).split('<a class="button" href="')[1:]
            if ">Older<" in part.split("</a>")[0] + "<"]  # fmt: skip


# --- The newest of a matter -----------------------------------------------------------------------


def test_what_was_held_is_over_once_it_is_asked_for_again(maras, asked):
    asked("Ruiz", state="held", reason="reconnect", sentence="Reconnect to go on.")
    assert "Reconnect to go on." in maras.get("/").content.decode()
    asked("Ruiz")
    assert "Reconnect to go on." not in maras.get("/").content.decode()


def test_exactly_the_newest_of_each_matter_is_marked(asked):
    for title, states in {
        "a": ["held", "synced", "queued"],
        "b": ["held"],
        "c": ["running"],
    }.items():
        for state in states:
            asked(title, state=state)
    asked("c")
    newest = Sync.objects.order_by("matter_id", "-requested_at", "-id").distinct("matter_id")
    assert set(Sync.objects.filter(is_newest=True)) == set(newest)


def test_matters_of_the_month_count_once_and_up_to_a_thousand(asked, monkeypatch):
    monkeypatch.setattr(synced_count, "MOST", 2)
    asked("a", state="synced", finished_at=timezone.now())
    asked("a", state="synced", finished_at=timezone.now())
    assert synced_count.synced() == 1
    for title in "bcd":
        asked(title, state="synced", finished_at=timezone.now())
    cache.clear()
    assert synced_count.synced() == 3


def test_a_retry_is_offered_only_where_it_may_help(maras, asked):
    former = asked("Ruiz", state="held", reason="forbidden")
    asked("Ruiz", state="synced")
    again = asked("Vale", state="held", reason="forbidden")
    page = maras.get(LOG).content.decode()
    assert f"/syncs/{again.pk}/retry/" in page
    assert f"/syncs/{former.pk}/retry/" not in page
    assert "retry" not in maras.get(f"{LOG}{former.pk}/").content.decode()


@pytest.mark.parametrize(
    ("reason", "words", "there"),
    [
        ("needs_client", "Add a client", "/matters/{}/client/"),
        ("several_contacts", "Choose the contact", "/matters/{}/#clio-panel"),
        ("unmapped", "Choose the practice area", "/matters/{}/#clio-panel"),
        ("reconnect", "Reconnect", "/settings/integrations/"),
    ],
)
def test_what_needs_a_form_leads_to_it(maras, asked, reason, words, there):
    held = asked("Ruiz", state="held", reason=reason)
    if reason == "needs_client":
        Matter.objects.update(client=None)
    for path in (LOG, f"{LOG}{held.pk}/"):
        page = maras.get(path).content.decode()
        assert f"/syncs/{held.pk}/retry/" not in page
        link = page.split(f'href="{there.format(held.matter_id)}">{words}')
        assert len(link) == 2


def test_a_client_added_meanwhile_makes_it_worth_a_retry(maras, asked):
    held = asked("Ruiz", state="held", reason="needs_client")
    page = maras.get(LOG).content.decode()
    assert f"/syncs/{held.pk}/retry/" in page
    assert "Add a client" not in page
