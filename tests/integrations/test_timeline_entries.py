"""Syncs in the matter's timeline: what went across, verified, when and why."""

import re
from html import unescape

import pytest

from casehug.models import AuditEntry
from integrations import queue
from integrations.domain.resuming import resume
from integrations.models import Sync
from matters import timeline
from matters.models import Matter
from tests.integrations.conftest import work_off

pytestmark = pytest.mark.django_db(transaction=True)
EVENT = re.compile(r'timeline__event">.*?<p>(.*?)</p>')


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    monkeypatch.setattr(queue, "ring", lambda **_: None)


def told(matter):
    """From the first to the last."""
    return [event.words for event in timeline.of_matter(matter).events][::-1]


def test_a_sync_says_what_it_did_and_who_asked(connection, matter, file_document, sync_now, lena):
    for number in range(4):
        file_document(matter, f"{number}.pdf")
    sync_now(matter, by=lena)
    assert told(matter) == [
        "Synced to Clio: contact, matter and 4 documents · verified · Sync to Clio by Lena Ortiz"
    ]
    file_document(matter, "late.pdf")
    sync_now(matter, trigger=Sync.Trigger.APPROVAL)
    sync_now(matter, by=lena, trigger=Sync.Trigger.RETRY)
    assert told(matter)[1:] == [
        "Synced to Clio: 1 document · verified · Auto-sync on approval",
        "Synced to Clio: all was there already · verified · Retry by Lena Ortiz",
    ]


def test_what_waits_for_somebody_says_for_what(connection, matter, maya, sync_now, lena):
    Matter.objects.update(client=None)
    sync_now(matter, trigger=Sync.Trigger.MATTER_CREATED)
    Matter.objects.update(client=maya)
    resume(reason="needs_client", matter=matter, by=lena)
    work_off()
    assert told(matter) == [
        "The sync to Clio waits: This matter has no client yet. Add one to sync it.",
        "Synced to Clio: contact and matter · verified · What was missing was added by Lena Ortiz",
    ]


def test_a_changed_matter_is_told_too(connection, matter, sync_now):
    sync_now(matter, trigger=Sync.Trigger.MATTER_CREATED)
    Matter.objects.update(title="Ruiz — Custody")
    sync_now(matter, trigger=Sync.Trigger.APPROVAL)
    assert told(matter)[1:] == ["Synced to Clio: matter · verified · Auto-sync on approval"]


def test_the_page_tells_it_at_no_query_more(
    connection, matter, sync_now, signed_in, lena, django_assert_max_num_queries
):
    page, pages = f"/matters/{matter.pk}/", signed_in(lena)
    for _ in range(3):
        sync_now(matter, by=lena)
    pages.get(page)
    with django_assert_max_num_queries(8):
        text = unescape(pages.get(page).content.decode())
    assert EVENT.findall(text)[0].startswith("Synced to Clio: all was there already")


def test_the_entry_holds_codes_and_numbers_alone(connection, matter, file_document, sync_now, lena):
    file_document(matter, "Maya Ruiz.pdf")
    sync_now(matter, by=lena)
    entry = AuditEntry.objects.get(verb="sync.synced")
    assert entry.matter_id == matter.pk
    assert entry.detail == {
        "trigger": "manual", "synced": {"contact": 1, "matter": 1, "document": 1},
    }  # fmt: skip
