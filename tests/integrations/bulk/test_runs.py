"""A bulk sync from its start to its end, and everything that may come between."""

import threading
from datetime import timedelta

import pytest
from django.db import connection as database
from django.utils import timezone

from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from integrations import queue
from integrations.clio import rate_limit
from integrations.clio.push.run import push
from integrations.clio.session import budget_of
from integrations.domain.bulk import feeding, runs
from integrations.domain.bulk.choosing import Selection
from integrations.models import BulkMatter, BulkSync, Connection, Link, Sync
from matters.models import CaseType, Matter
from tests.integrations.bulk.conftest import now, run_dry, states, step

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plenty(clio, settings):
    """A firm with as many calls as it likes."""
    settings.CLIO_RATE_LIMIT = 10_000
    clio.settings(budget=10_000)
    yield
    clio.settings(budget=50)


def verbs(bulk):
    entries = AuditEntry.objects.filter(subject_type="integrations.bulksync")
    return list(entries.order_by("id").values_list("verb", "actor"))


def sent(clio):
    """The matters of ours that are in Clio."""
    told = [one["description"] for one in clio.store()["matters"]]
    return [one for one in told if one.startswith("Older")]


def store_of(clio):
    return {name: clio.store()[name] for name in ("contacts", "matters", "documents")}


def in_queue():
    waiting = Sync.objects.pending().order_by("requested_at", "pk")
    return list(waiting.values_list("matter__title", "trigger"))


# --- From start to end ---------------------------------------------------------------------------


def test_older_matters_go_to_clio_oldest_first(clio, older, started, file_document, plenty):
    matters, before = older(5), {name: len(rows) for name, rows in store_of(clio).items()}
    for number, matter in enumerate(matters):
        file_document(matter, f"Paper {number}.pdf")
    bulk = started()
    assert (bulk.matters, bulk.documents, bulk.calls) == (5, 5, 5 * 7)
    run_dry()
    bulk = now(bulk)
    assert bulk.state == BulkSync.State.DONE
    assert bulk.ended_at
    assert states(bulk) == [(f"Older {n}", "synced") for n in range(5)]
    assert sent(clio) == [f"Older {n}" for n in range(5)]
    assert {name: len(rows) - before[name] for name, rows in store_of(clio).items()} == {
        "contacts": 5, "matters": 5, "documents": 5
    }  # fmt: skip
    assert verbs(bulk) == [
        ("bulk_sync.started", "Mara Hart"),
        ("bulk_sync.finished", "CaseHug"),
    ]
    assert set(Sync.objects.values_list("trigger", "state", "requested_by__user__name")) == {
        ("bulk", "synced", "Mara Hart")
    }


def test_a_second_run_has_nothing_to_do(clio, older, started, connection, mara, plenty):
    older(2)
    started()
    run_dry()
    with pytest.raises(runs.NothingToSync):
        runs.start(selection=Selection(), connection=connection, by=mara)
    assert BulkSync.objects.count() == 1
    assert BulkMatter.objects.count() == 2


def test_a_firm_has_one_run_at_a_time(older, started, connection, mara):
    older(2)
    first = started()
    assert runs.start(selection=Selection(), connection=connection, by=mara) == (first, False)
    runs.pause(bulk=first, by=mara)
    assert runs.start(selection=Selection(), connection=connection, by=mara) == (first, False)
    runs.cancel(bulk=first, by=mara)
    assert runs.start(selection=Selection(), connection=connection, by=mara)[1] is True


def test_a_double_click_starts_one(older, connection, mara, hart_vale):
    older(3)
    both, answers = threading.Barrier(2, timeout=10), []

    def press():
        try:
            with firm_scope(hart_vale.id):
                both.wait()
                answers.append(runs.start(selection=Selection(), connection=connection, by=mara))
        finally:
            database.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert sorted(is_new for _bulk, is_new in answers) == [False, True]
    assert len({bulk.pk for bulk, _is_new in answers}) == 1
    assert BulkMatter.objects.count() == 3


# --- Nothing else waits for it -------------------------------------------------------------------


def test_a_few_at_a_time_are_in_the_queue(older, started, plenty):
    older(9)
    bulk = started()
    for _ in range(3):
        feeding.feed_due()
        assert len(in_queue()) == feeding.AHEAD
    assert bulk.members.queued().count() == feeding.AHEAD


def test_whatever_is_asked_for_by_itself_is_claimed_first(older, started, lena, plenty):
    """An approval, a new matter, a mended one and a person's press, each asked for long after."""
    older(4)
    mine = older(4, title="Asked")
    runs_first = Matter.objects.filter(title__startswith="Asked")
    started(created_to=(timezone.now() - timedelta(days=490)).date())
    feeding.feed_due()
    assert {title for title, _trigger in in_queue()} <= {one.title for one in Matter.objects.all()}
    Sync.objects.all().delete()
    BulkMatter.objects.filter(matter__in=runs_first).delete()
    BulkMatter.objects.update(state="waiting")
    feeding.feed_due()
    for matter, trigger in zip(
        mine, ["approval", "matter_created", "mended", "manual"], strict=True
    ):
        queue.enqueue(matter=matter, trigger=trigger, by=lena if trigger == "manual" else None)
    order = []
    while claim := queue.claim():
        sync = Sync.objects.get(pk=claim.sync_id)
        order.append(sync.trigger)
        Sync.objects.filter(pk=claim.sync_id).update(state="synced", lease_until=None)
    assert order == ["manual", "approval", "matter_created", "mended", "bulk", "bulk", "bulk"]


def test_a_run_takes_no_place_from_others(older, started, lena, plenty):
    """Two of it are at work; three others may be beside them all the same."""
    others = older(4, title="Other")
    older(5)
    bulk = started()
    bulk.members.filter(matter__in=others).delete()
    feeding.feed_due()
    assert [queue.claim().is_of_bulk for _ in range(queue.OF_BULK_AT_ONCE)] == [True, True]
    assert queue.claim() is None
    for matter in others:
        queue.enqueue(matter=matter, trigger=Sync.Trigger.APPROVAL)
    claims = [queue.claim() for _ in range(queue.AT_ONCE_PER_FIRM)]
    assert [claim.is_of_bulk for claim in claims] == [False] * 3
    assert queue.claim() is None


def test_other_firms_approvals_go_before_it(older, started, lindgren, otto, plenty):
    older(3)
    started()
    feeding.feed_due()
    with firm_scope(lindgren.id):
        theirs = Matter.objects.create(
            title="Theirs", case_type=CaseType.objects.first(), state="OR", created_by=otto
        )
        queue.enqueue(matter=theirs, trigger=Sync.Trigger.APPROVAL)
        Sync.objects.filter(matter=theirs).update(claimed_at=timezone.now())
    assert queue.claim().firm_id == lindgren.id


def test_nothing_is_fed_while_something_else_is_due(older, started, lena, plenty):
    older(5)
    bulk = started()
    first = bulk.members.order_by("-pk")[0].matter
    queue.enqueue(matter=first, trigger=Sync.Trigger.APPROVAL)
    feeding.feed_due()
    assert in_queue() == [("Older 4", "approval")]


@pytest.mark.parametrize("trigger", ["approval", "manual", "mended"])
def test_what_waits_for_the_run_is_moved_up_when_asked_for(older, started, lena, plenty, trigger):
    older(3)
    started()
    feeding.feed_due()
    Sync.objects.update(not_before=timezone.now() + timedelta(hours=1))
    last = Sync.objects.order_by("-pk")[0]
    by = lena if trigger == "manual" else None
    queue.enqueue(matter=last.matter, trigger=trigger, by=by)
    claim = queue.claim()
    assert (claim.sync_id, claim.is_of_bulk) == (last.pk, False)
    last.refresh_from_db()
    assert (last.trigger, last.requested_by) == (trigger, by)


def test_the_run_leaves_what_waits_by_itself_as_it_is(older, started, lena, plenty):
    [matter] = older(1)
    asked = queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
    bulk = started()
    Sync.objects.update(not_before=timezone.now() + timedelta(seconds=60))
    feeding.feed_due()
    asked.refresh_from_db()
    assert (asked.trigger, asked.requested_by) == ("manual", lena)
    assert states(bulk) == [("Older 0", "queued")]
    Sync.objects.update(not_before=timezone.now())
    run_dry()
    assert states(bulk) == [("Older 0", "synced")]


def test_it_leaves_calls_to_everything_else(clio, older, started, connection, lena, sync_now):
    """Of fifty a minute twenty are left when the run has spent what it may."""
    matters = older(12)
    bulk = started()
    bulk.members.filter(matter=matters[11]).delete()
    run_dry()
    limit, left = budget_of(connection).state()
    assert (limit, left >= 20) == (50, True)
    assert bulk.members.filter(state="synced").count() >= 4
    assert now(bulk).is_running
    asked = sync_now(matters[11], by=None, trigger=Sync.Trigger.APPROVAL)
    assert asked.state == "synced"


def test_a_run_without_calls_delays_nobody(clio, older, started, connection, sync_now, settings):
    """It finds its part of the budget spent: that says nothing of what others may spend."""
    matters = older(4)
    bulk = started()
    bulk.members.filter(matter=matters[3]).delete()
    feeding.feed_due()
    budget = budget_of(connection)
    for _ in range(28):
        assert budget.take() is None
        budget.hear(50, budget.state()[1], 60)
    approval = queue.enqueue(matter=matters[3], trigger=Sync.Trigger.APPROVAL)
    Sync.objects.filter(pk=approval.pk).update(not_before=timezone.now() + timedelta(seconds=5))
    before = Sync.objects.get(pk=approval.pk).not_before
    assert step().is_of_bulk
    assert Sync.objects.get(pk=approval.pk).not_before == before
    assert set(Sync.objects.filter(trigger="bulk").values_list("reason", flat=True)) == {
        "budget", ""
    }  # fmt: skip


def test_nothing_is_fed_while_no_call_is_left(older, started, connection):
    older(3)
    started()
    budget_of(connection).hold(timedelta(seconds=30))
    feeding.feed_due()
    assert in_queue() == []


# --- Paused, resumed, cancelled ------------------------------------------------------------------


def test_pausing_takes_back_what_has_not_begun(clio, older, started, mara, plenty):
    older(6)
    bulk = started()
    feeding.feed_due()
    claim = queue.claim()  # At work while somebody presses Pause.
    assert runs.pause(bulk=bulk, by=mara)
    assert in_queue() == [("Older 0", "bulk")]
    assert states(bulk)[:3] == [
        ("Older 0", "queued"),
        ("Older 1", "waiting"),
        ("Older 2", "waiting"),
    ]
    runs_to_its_end(claim)
    feeding.feed_due()
    assert in_queue() == []
    assert states(bulk)[0] == ("Older 0", "synced")
    assert now(bulk).is_paused
    assert sent(clio) == ["Older 0"]
    assert runs.resume(bulk=now(bulk), by=mara)
    run_dry()
    assert now(bulk).state == "done"
    assert {state for _title, state in states(bulk)} == {"synced"}
    assert len(sent(clio)) == 6
    assert [verb for verb, _actor in verbs(bulk)] == [
        "bulk_sync.started", "bulk_sync.paused", "bulk_sync.resumed", "bulk_sync.finished"
    ]  # fmt: skip


def runs_to_its_end(claim):
    push(claim)


def test_what_went_out_already_is_not_taken_back(clio, older, started, mara, plenty, settings):
    """It waits for Clio in the middle: it is finished, or half a matter would stay there."""
    settings.CLIO_UNKNOWN_WAIT = 0
    older(3)
    bulk = started()
    feeding.feed_due()
    clio.faults("503_before", match={"method": "POST", "path": "matters"})
    step()
    assert runs.pause(bulk=bulk, by=mara)
    assert in_queue() == [("Older 0", "bulk")]
    Sync.objects.update(not_before=timezone.now())
    run_dry()
    assert sent(clio) == ["Older 0"]
    assert now(bulk).is_paused
    runs.resume(bulk=now(bulk), by=mara)
    run_dry()
    assert {state for _title, state in states(bulk)} == {"synced"}


def test_cancelling_ends_it_and_leaves_what_is_in_clio(clio, older, started, mara, plenty):
    older(6)
    bulk = started()
    feeding.feed_due()
    step()
    assert runs.cancel(bulk=now(bulk), by=mara)
    run_dry()
    bulk = now(bulk)
    assert (bulk.state, bulk.ended_at is None, bulk.changed_by) == ("cancelled", False, mara)
    assert sent(clio) == ["Older 0"]
    assert states(bulk) == [("Older 0", "synced"), *((f"Older {n}", "left") for n in range(1, 6))]
    assert Sync.objects.pending().count() == 0
    assert not runs.cancel(bulk=bulk, by=mara)
    assert not runs.resume(bulk=bulk, by=mara)
    assert not runs.pause(bulk=bulk, by=mara)


def test_what_runs_is_finished_and_told_after_a_cancellation(clio, older, started, mara, plenty):
    older(3)
    bulk = started()
    feeding.feed_due()
    claim = queue.claim()
    runs.cancel(bulk=bulk, by=mara)
    feeding.feed_due()
    assert states(bulk) == [("Older 0", "queued"), ("Older 1", "left"), ("Older 2", "left")]
    assert now(bulk).ended_at is None
    runs_to_its_end(claim)
    feeding.feed_due()
    assert states(bulk)[0] == ("Older 0", "synced")
    assert now(bulk).ended_at
    assert sent(clio) == ["Older 0"]


def test_what_cannot_be_finished_after_a_cancellation_is_not_sent(
    clio, older, started, mara, connection, plenty
):
    older(1)
    bulk = started()
    feeding.feed_due()
    claim = queue.claim()
    runs.cancel(bulk=bulk, by=mara)
    renew(clio, connection, account_id="2")
    runs_to_its_end(claim)
    feeding.feed_due()
    assert states(bulk) == [("Older 0", "left")]
    assert now(bulk).ended_at
    assert sent(clio) == []


def test_what_a_person_took_over_is_told_of_a_paused_run(clio, older, started, mara, lena, plenty):
    [matter] = older(1)
    bulk = started()
    feeding.feed_due()
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
    runs.pause(bulk=bulk, by=mara)
    run_dry()
    assert states(bulk) == [("Older 0", "synced")]
    assert now(bulk).is_paused
    runs.resume(bulk=now(bulk), by=mara)
    run_dry()
    assert now(bulk).state == "done"


def test_what_was_taken_back_is_told_in_the_log(older, started, mara, signed_in, plenty):
    older(2)
    bulk = started()
    feeding.feed_due()
    runs.pause(bulk=bulk, by=mara)
    page = signed_in(mara).get("/settings/integrations/syncs/").content.decode()
    assert page.count("The sync of older matters was stopped before this one.") == 2
    assert page.count("Not needed any more") == 2
    assert not Sync.objects.newest().exists()


# --- Held, lapsed, another account ---------------------------------------------------------------


def test_what_is_held_is_kept_and_the_run_goes_on(clio, older, started, plenty):
    first, *_ = older(3)
    for last_name in ("One", "Two"):
        clio.add(
            "contacts", type="Person", first_name="Ana", last_name=last_name,
            email_addresses=[{"name": "Work", "address": first.client.email}],
        )  # fmt: skip
    bulk = started()
    run_dry()
    assert now(bulk).state == "done"
    assert states(bulk) == [("Older 0", "held"), ("Older 1", "synced"), ("Older 2", "synced")]


def test_a_lapsed_connection_is_waited_for(clio, older, started, connection, mara, plenty):
    older(3)
    bulk = started()
    clio.revoke_grants()
    clio.expire_tokens()
    run_dry()
    assert Connection.objects.get().state == "lapsed"
    assert now(bulk).is_running
    assert {state for _title, state in states(bulk)} == {"waiting"}
    held = list(Sync.objects.values_list("state", "reason"))
    feeding.feed_due()
    assert list(Sync.objects.values_list("state", "reason")) == held
    renew(clio, connection)
    run_dry()
    assert now(bulk).state == "done"
    assert len(sent(clio)) == 3


def renew(clio, connection, **about):
    token = clio.token()
    Connection.objects.filter(pk=connection.pk).update(state="connected", lapsed_at=None, **about)
    row = Connection.objects.get(pk=connection.pk)
    row.access_token, row.refresh_token = token["access_token"], token["refresh_token"]
    row.token_expires_at = timezone.now() + timedelta(days=30)
    row.save()


def test_another_clio_account_pauses_it(clio, older, started, connection, mara, plenty):
    older(4)
    bulk = started()
    feeding.feed_due()
    renew(clio, connection, account_id="2")
    run_dry()
    bulk = now(bulk)
    assert (bulk.state, bulk.reason, bulk.changed_by) == ("paused", "other_account", None)
    assert {state for _title, state in states(bulk)} == {"waiting"}
    assert sent(clio) == []
    assert not runs.resume(bulk=bulk, by=mara)
    renew(clio, connection, account_id="1")
    assert runs.resume(bulk=bulk, by=mara)
    run_dry()
    assert len(sent(clio)) == 4


def test_a_permission_that_lacks_stops_it_after_one(clio, older, started, plenty):
    """All that follow would be held for the same."""
    older(6)
    bulk = started()
    clio.faults("error", times=None, status=403, match={"method": "POST", "path": "contacts"})
    run_dry()
    bulk = now(bulk)
    assert (bulk.state, bulk.reason) == ("paused", "forbidden")
    assert Sync.objects.held().count() <= feeding.AHEAD
    assert {state for _title, state in states(bulk)} == {"waiting"}


# --- Nothing is lost -----------------------------------------------------------------------------


def test_it_goes_on_after_everything_was_forgotten(clio, older, started, plenty):
    """FLUSHALL, and a worker that died with a matter in its hands."""
    older(4)
    bulk = started()
    feeding.feed_due()
    step()
    queue.claim()  # Nobody ever comes back with this one.
    rate_limit.connected_redis().flushdb()
    Sync.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))
    run_dry()
    assert now(bulk).state == "done"
    assert {state for _title, state in states(bulk)} == {"synced"}
    assert len(sent(clio)) == 4
    names = [one["name"] for one in clio.store()["contacts"]]
    assert len([one for one in names if "Older" in one]) == 4


def test_an_approval_undone_puts_it_back_into_the_run(older, started, lena, plenty):
    [matter] = older(1)
    bulk = started()
    feeding.feed_due()
    queue.enqueue(matter=matter, trigger=Sync.Trigger.APPROVAL)
    queue.withdraw(matter=matter, by=lena)
    feeding.feed_due()
    assert in_queue() == [("Older 0", "bulk")]
    run_dry()
    assert states(bulk) == [("Older 0", "synced")]
    assert Link.objects.filter(kind="matter", state="done").count() == 1
