"""The poll: what changed in Clio is asked for in time, at a bounded cost, and never half taken in."""

from datetime import datetime, timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from integrations.clio import rate_limit
from integrations.clio.pull import feeds, schedule
from integrations.clio.pull.schedule import poll_due
from integrations.models import Connection, Difference, Link, Poll, Sync, database_now
from matters.models import Matter
from tests.integrations.polling import calls, feed_only, look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def synced(clio, connection, matter, sync_now):
    """A matter in Clio, and one look taken since."""
    clio.settings(budget=10_000)
    assert sync_now(matter).state == "synced"
    look()
    return Link.objects.get(kind="matter")


def status(matter):
    return Matter.objects.values_list("status", flat=True).get(pk=matter.pk)


def watermark():
    return Poll.objects.get().feeds["matters"]["since"]


def test_change_in_clio_is_taken_in_by_the_feed(clio, matter, synced):
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    assert status(matter) == "closed"


def test_watermark_moves_only_once_all_was_taken_in(clio, matter, synced, monkeypatch):
    before = watermark()
    Poll.objects.update(feeds={"matters": {"since": before}, "contacts": {"since": before}})
    clio.change("matters", synced.clio_id, status="closed")

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(feeds, "take_in", killed)
        with pytest.raises(KeyboardInterrupt):
            feed_only()
    assert (watermark(), status(matter)) == (before, "open")
    assert Connection.objects.get().next_poll_at < timezone.now() + timedelta(minutes=2, seconds=5)
    feed_only()
    feed_only()
    assert (watermark() >= before, status(matter)) == (True, "closed")
    assert AuditEntry.objects.filter(verb="matter.status_followed").count() == 1


def test_killed_after_taking_in_takes_nothing_twice(clio, matter, synced, monkeypatch):
    clio.change("matters", synced.clio_id, status="closed")

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(feeds, "_keep", killed)
        with pytest.raises(KeyboardInterrupt):
            feed_only()
    assert status(matter) == "closed"
    feed_only()
    assert AuditEntry.objects.filter(verb="matter.status_followed").count() == 1


@pytest.mark.parametrize(
    "fault", ["503_before", "429", "reset", "garbage", "silence", "500_after", "empty"]
)
def test_failed_answer_moves_nothing_and_is_asked_again(clio, matter, synced, fault, settings):
    known = {"reset": "rst_after", "silence": "timeout"}
    settings.CLIO_TIMEOUT = 0.5
    before = watermark()
    clio.change("matters", synced.clio_id, status="closed")
    clio.faults(known.get(fault, fault), match={"path": "/api/v4/matters"})
    feed_only()
    there = Connection.objects.get()
    if status(matter) == "open":
        assert watermark() == before
        assert there.next_poll_at - timezone.now() < timedelta(minutes=7)
    assert there.state == "connected"
    clio.no_faults()
    clio.reset_budget()
    settings.CLIO_TIMEOUT = 5
    forget_holds()
    feed_only()
    assert status(matter) == "closed"


def forget_holds():
    redis = rate_limit.connected_redis()
    for key in redis.scan_iter("casehug:budget:*"):
        redis.delete(key)


def test_many_changes_are_read_page_by_page(clio, matter, synced, monkeypatch):
    monkeypatch.setattr(feeds, "ROWS_A_PAGE", 2)
    contact = clio.store()["contacts"][0]["id"]
    for number in range(7):
        clio.add("matters", client={"id": contact}, description=f"Other {number}")
    last = clio.add("matters", client={"id": contact}, description="Ours, by a late id")
    Link.objects.filter(pk=synced.pk).update(clio_id=last["id"])
    clio.change("matters", last["id"], status="pending")
    before = watermark()
    turns = 0
    while status(matter) == "open":
        feed_only()
        turns += 1
        assert turns < 10
        if status(matter) == "open":
            assert Poll.objects.get().feeds["matters"]["since"] == before
            assert "next" in Poll.objects.get().feeds["matters"]
    assert turns > 1
    while "next" in Poll.objects.get().feeds["matters"]:
        feed_only()
    assert watermark() >= before


def test_place_that_ran_out_is_begun_again(clio, matter, synced):
    since = watermark()
    bad = f"{clio.url}/api/v4/matters.json?page_token=xyz"
    kept = {"since": since, "began": since, "next": bad}
    Poll.objects.update(feeds={**Poll.objects.get().feeds, "matters": kept})
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    assert Connection.objects.get().next_poll_at - timezone.now() < timedelta(minutes=7)
    feed_only()
    assert status(matter) == "closed"


def test_page_of_another_host_is_not_followed(clio, matter, synced):
    since = watermark()
    kept = {"since": since, "began": since, "next": "http://127.0.0.1:9/elsewhere"}
    Poll.objects.update(feeds={**Poll.objects.get().feeds, "matters": kept})
    mark = clio.mark()
    feed_only()
    assert "/elsewhere" not in str(clio.ledger(mark))
    assert Connection.objects.get().state == "connected"


def test_firm_is_asked_four_times_a_quarter_of_an_hour_at_most(clio, synced):
    Poll.objects.update(window_at=None)
    mark = clio.mark()
    for _turn in range(6):
        Link.objects.update(compared_at=None)
        look(again=False)
    assert len(calls(clio, mark)) == 4
    resumes = Connection.objects.get().next_poll_at - timezone.now()
    assert timedelta(minutes=14) < resumes <= timedelta(minutes=15)


def test_active_firm_is_asked_sooner_than_a_quiet_one(clio, synced):
    feed_only()
    soon = Connection.objects.get().next_poll_at - timezone.now()
    Sync.objects.update(finished_at=timezone.now() - timedelta(hours=2))
    feed_only()
    later = Connection.objects.get().next_poll_at - timezone.now()
    assert timedelta(minutes=5) < soon < timedelta(minutes=9)
    assert timedelta(minutes=11) < later <= timedelta(minutes=15)


def test_firm_with_no_links_costs_nothing(clio, connection):
    mark = clio.mark()
    look()
    Poll.objects.update(feeds={**Poll.objects.get().feeds, "practice_areas": soon()})
    mark = clio.mark()
    look()
    look()
    assert calls(clio, mark) == []


def soon():
    return {"at": database_now().isoformat()}


@pytest.mark.parametrize("state", ["lapsed", "unconfirmed", "disconnected"])
def test_firm_that_is_not_connected_costs_nothing(clio, synced, state):
    Connection.objects.update(state=state)
    mark = clio.mark()
    look()
    assert clio.ledger(mark) == []


def test_firm_without_api_access_is_asked_once_a_day(clio, matter, synced):
    clio.settings(api_access=False)
    mark = clio.mark()
    feed_only()
    poll_due()
    assert len(calls(clio, mark)) == 1
    assert Connection.objects.get().next_poll_at - timezone.now() > timedelta(hours=19)


def test_permission_revoked_in_clio_ends_the_connection(clio, synced):
    clio.revoke_grants()
    feed_only()
    assert Connection.objects.get().state == "lapsed"


def test_other_account_hears_nothing_of_the_first(clio, matter, synced):
    clio.change("matters", synced.clio_id, status="closed")
    Connection.objects.update(account_id="2")
    mark = clio.mark()
    look()
    assert status(matter) == "open"
    assert not Difference.objects.exists()
    assert not [path for path in calls(clio, mark) if "practice_areas" not in path]


def test_account_that_changes_under_a_turn_ends_it(clio, matter, synced, monkeypatch):
    clio.change("matters", synced.clio_id, status="closed")
    real = feeds.take_in

    def reconnected(*about):
        Connection.objects.update(account_id="2")
        real(*about)

    monkeypatch.setattr(feeds, "take_in", reconnected)
    before = watermark()
    feed_only()
    assert status(matter) == "open"
    assert Poll.objects.get(clio_account="us:1").feeds["matters"]["since"] == before
    assert Connection.objects.get().next_poll_at - timezone.now() < timedelta(minutes=7)


def test_turn_that_was_overtaken_writes_nothing(clio, matter, synced, monkeypatch):
    clio.change("matters", synced.clio_id, status="closed")
    real = feeds.take_in

    def overtaken(*about):
        Poll.objects.update(fence=99)
        real(*about)

    monkeypatch.setattr(feeds, "take_in", overtaken)
    before = watermark()
    feed_only()
    assert (status(matter), watermark()) == ("open", before)


def test_two_workers_at_once_ask_once(clio, synced):
    Connection.objects.update(next_poll_at=Now())
    Link.objects.update(compared_at=Now())
    mark = clio.mark()
    schedule.poll_firm()
    schedule.poll_firm()
    assert calls(clio, mark).count("/api/v4/matters.json") == 1


@pytest.mark.parametrize("offset", [-600, 600])
def test_clocks_that_differ_lose_nothing(clio, matter, synced, offset):
    clio.clock(offset)
    feed_only()
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    assert status(matter) == "closed"


def test_clock_far_behind_is_made_up_for_by_the_round(clio, matter, synced):
    clio.clock(-7200)
    clio.change("matters", synced.clio_id, status="closed")
    feed_only()
    assert status(matter) == "open"
    look()
    assert status(matter) == "closed"


def test_firms_are_not_all_asked_in_one_second(clio, connection, lindgren):
    due = [Connection().next_poll_at for _ in range(20)]
    assert len({at.replace(microsecond=0) for at in due}) > 5
    assert all(datetime.now(tz=at.tzinfo) + timedelta(minutes=6) > at for at in due)


def test_fault_of_one_firm_leaves_the_others(clio, synced, monkeypatch, lindgren):
    with firm_scope(lindgren.id):
        Connection.objects.create(region="eu", account_id="9", next_poll_at=timezone.now())
    seen = []
    monkeypatch.setattr(schedule, "poll_firm", lambda: seen.append(1) or 1 / 0)
    Connection.objects.update(next_poll_at=Now())
    poll_due()
    assert len(seen) == 2
