"""Statuses both ways: Clio's comes back, ours never echoes, and what both changed is asked about."""

from datetime import date

import pytest

from casehug.models import AuditEntry
from integrations import queue
from integrations.clio.pull import feeds
from integrations.clio.push import run
from integrations.models import Difference, Link, Sync
from matters.domain.matters import change_matter
from matters.models import Matter
from tests.integrations.conftest import work_off
from tests.integrations.polling import calls, feed_only, look
from tests.markup import flat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def synced(clio, connection, matter, sync_now):
    clio.settings(budget=10_000)
    assert sync_now(matter).state == "synced"
    look()
    return Link.objects.get(kind="matter")


def status(matter):
    return Matter.objects.values_list("status", flat=True).get(pk=matter.pk)


def in_clio(clio, link):
    return next(row for row in clio.store()["matters"] if row["id"] == link.clio_id)


def writes(clio, mark):
    return [e for e in clio.ledger(mark) if e["method"] in {"POST", "PATCH", "PUT", "DELETE"}]


@pytest.mark.parametrize("there", ["pending", "closed"])
def test_status_set_in_clio_is_ours_with_its_day(clio, matter, synced, signed_in, lena, there):
    day = {"pending": "pending_date", "closed": "close_date"}[there]
    clio.change("matters", synced.clio_id, status=there, **{day: "2026-03-05"})
    feed_only()
    assert status(matter) == there
    entry = AuditEntry.objects.get(verb="matter.status_followed")
    assert (entry.actor, entry.matter_id) == ("CaseHug", matter.pk)
    assert entry.detail == {"status": there, "on": "2026-03-05", "fields": ["status"]}
    page = flat(signed_in(lena).get(f"/matters/{matter.pk}/").content.decode())
    assert f"The status was set to {there.capitalize()} in Clio on Mar 5, 2026" in page
    assert not Difference.objects.exists()


def test_status_taken_in_is_not_sent_back(clio, matter, synced, sync_now):
    clio.change("matters", synced.clio_id, status="closed", close_date="2026-03-05")
    feed_only()
    mark = clio.mark()
    feed_only()
    assert sync_now(matter).state == "synced"
    assert writes(clio, mark) == []
    assert not Sync.objects.pending().exists()


def test_our_status_does_not_come_back_as_theirs(clio, matter, synced, sync_now, lena):
    change_matter(matter=matter, by=lena, status="closed")
    feed_only()
    assert status(matter) == "closed"  # Not sent yet: Clio's open is no news.
    sync_now(matter)
    feed_only()
    assert (status(matter), in_clio(clio, synced)["status"]) == ("closed", "Closed")
    assert not AuditEntry.objects.filter(verb="matter.status_followed").exists()
    assert not Difference.objects.exists()


def test_same_change_on_both_sides_is_agreed(clio, matter, synced, lena, sync_now):
    change_matter(matter=matter, by=lena, status="closed")
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    mark = clio.mark()
    sync_now(matter)
    assert writes(clio, mark) == []
    assert not Difference.objects.exists()


def test_change_on_both_sides_is_asked_about(clio, matter, synced, lena, sync_now):
    change_matter(matter=matter, by=lena, status="closed")
    clio.change("matters", synced.clio_id, status="pending")
    feed_only()
    feed_only()
    (found,) = Difference.objects.all()
    assert (found.kind, found.state, found.theirs) == ("status", "open", "pending")
    assert (status(matter), in_clio(clio, synced)["status"]) == ("closed", "Pending")
    assert AuditEntry.objects.filter(verb="difference.found").count() == 1


def test_undecided_status_is_not_overwritten_by_a_sync(clio, matter, synced, lena, sync_now):
    change_matter(matter=matter, by=lena, status="closed")
    clio.change("matters", synced.clio_id, status="pending")
    sync_now(matter)  # Before any poll saw it.
    assert in_clio(clio, synced)["status"] == "Pending"
    feed_only()
    assert Difference.objects.open().get().kind == "status"
    sync_now(matter)
    assert (status(matter), in_clio(clio, synced)["status"]) == ("closed", "Pending")


def test_difference_ends_by_itself_once_both_agree(clio, matter, synced, lena):
    change_matter(matter=matter, by=lena, status="closed")
    clio.change("matters", synced.clio_id, status="pending")
    feed_only()
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    assert Difference.objects.get().state == "settled"


@pytest.mark.parametrize("said", [None, "archived", 7, {}, ""])
def test_unknown_status_is_left_alone(clio, matter, synced, monkeypatch, said):
    real = feeds.take_in

    def odd(turn, kind, rows, asked_at):
        real(turn, kind, [{**row, "status": said} for row in rows], asked_at)

    monkeypatch.setattr(feeds, "take_in", odd)
    clio.change("matters", synced.clio_id, location="Salem")
    feed_only()
    assert status(matter) == "open"
    assert not Difference.objects.exists()


def test_changed_by_us_while_clio_answered_is_not_undone(
    clio, matter, synced, lena, sync_now, monkeypatch
):
    """The poll read Open; then we closed it and sent that; then the poll takes in what it read."""
    real = feeds.take_in

    def meanwhile(turn, kind, rows, asked_at):
        if kind == Link.Kind.MATTER and status(matter) == "open":
            change_matter(matter=matter, by=lena, status="closed")
            queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
            work_off()
        real(turn, kind, rows, asked_at)

    monkeypatch.setattr(feeds, "take_in", meanwhile)
    clio.change("matters", synced.clio_id, location="Salem")
    feed_only()
    assert (status(matter), in_clio(clio, synced)["status"]) == ("closed", "Closed")
    assert not Difference.objects.exists()


def test_taken_in_while_a_sync_runs_is_not_sent_back(clio, matter, synced, sync_now, monkeypatch):
    """The sync read our Open; then Clio's Closed was taken in; then the sync compares."""
    real = run.ensure_contact

    def meanwhile(push, client):
        clio.change("matters", synced.clio_id, status="closed")
        feed_only()
        return real(push, client)

    monkeypatch.setattr(run, "ensure_contact", meanwhile)
    assert sync_now(matter).state == "synced"
    assert (status(matter), in_clio(clio, synced)["status"]) == ("closed", "Closed")


def test_days_given_in_clio_are_the_days_of_the_matter(clio, matter, synced, lena, sync_now):
    clio.change("matters", synced.clio_id, status="closed", close_date="2026-03-05")
    feed_only()
    matter.refresh_from_db()
    change_matter(matter=matter, by=lena, status="open")
    sync_now(matter)
    clio.change("matters", synced.clio_id, status="closed", close_date="2026-03-06")
    feed_only()
    entries = AuditEntry.objects.filter(verb="matter.status_followed").order_by("at")
    assert [date.fromisoformat(e.detail["on"]).day for e in entries] == [5, 6]


def test_closed_in_clio_is_closed_here_in_every_way(clio, matter, synced, signed_in, lena):
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    listed = signed_in(lena).get("/matters/?status=closed").content.decode()
    assert "Ruiz — Divorce" in listed


def test_poll_age_is_shown_to_admins(clio, connection, matter, sync_now, signed_in, mara):
    page = flat(signed_in(mara).get("/settings/integrations/").content.decode())
    assert "Last looked at Clio" in page
    assert "not yet" in page.split("Last looked at Clio")[1][:60]
    sync_now(matter)
    look()
    page = flat(signed_in(mara).get("/settings/integrations/").content.decode())
    assert "not yet" not in page.split("Last looked at Clio")[1][:200]


def test_taking_in_costs_no_call(clio, matter, synced):
    clio.change("matters", synced.clio_id, status="closed")
    mark = clio.mark()
    feed_only()
    assert sorted(calls(clio, mark))[:2] == ["/api/v4/contacts.json", "/api/v4/matters.json"][:2]
