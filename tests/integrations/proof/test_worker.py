"""The same with real Celery workers: kill -9, a Redis that forgets everything, lost messages."""

from contextlib import suppress

import pytest
import redis

from intake import errors, summary
from intake.models import Intake, Item
from intake.review import decisions
from integrations import queue
from integrations.domain.bulk import runs
from integrations.domain.bulk.choosing import Selection
from integrations.models import BulkSync, Connection, Link, Sync
from tests.intake.send import sent
from tests.integrations.proof.environment import redis_url
from tests.integrations.proof.waiting import eventually
from tests.integrations.proof.workers import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

POINTS = ("contact.sent", "matter.response", "document.before_commit", "complete.sent")


@pytest.fixture
def its_redis(unhurried_clio, settings, monkeypatch):
    """The Redis of this test's workers, empty; and what this process rings goes there as well."""
    settings.SYNC_LEASE, settings.CLIO_UNKNOWN_WAIT, settings.SWEEP_EVERY = 1.5, 0.5, 0.4
    settings.CLIO_RATE_LIMIT, settings.CLIO_TIMEOUT = 100_000, 2
    client = redis.Redis.from_url(redis_url())
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


def are_synced(*syncs):
    return lambda: (
        Sync.objects.filter(pk__in=[s.pk for s in syncs], state="synced").count() == len(syncs)
    )


def test_worker_killed_at_several_places(its_redis, file, ask, truth):
    with Worker.start() as worker:
        syncs = []
        for times, point in enumerate(POINTS, 1):
            worker.until_ready(times)
            worker.arm(point)
            syncs.append(ask(file(documents=2)))
            worker.until_killed()
            worker.start_again()
        eventually(are_synced(*syncs), 30)
    assert truth() == []


def test_redis_forgets_everything_in_the_middle(its_redis, unhurried_clio, file, ask, truth):
    """As FLUSHALL does to an installation: bells, budget and whatever else."""
    unhurried_clio.latency(0.15, uploads=True)
    with Worker.start().until_ready() as worker:
        mark = unhurried_clio.mark()
        syncs = [ask(file(documents=2)) for _ in range(3)]
        for calls in (2, 8, 14):
            eventually(lambda: len(unhurried_clio.ledger(mark)) >= calls)  # noqa: B023
            its_redis.flushdb()
        late = ask(file(documents=2))
        its_redis.flushdb()
        eventually(are_synced(*syncs, late), 30)
        assert worker.process.poll() is None
    assert truth() == []


def test_a_bulk_sync_outlives_its_workers_and_redis(
    its_redis, unhurried_clio, connection, mara, file, truth
):
    """Killed where it hurts, and robbed of all that Redis knew: each matter goes once, none is lost."""
    for _ in range(6):
        file(documents=1)
    with Worker.start() as worker:
        bulk, _is_new = runs.start(selection=Selection(), connection=connection, by=mara)
        for times, point in enumerate(("matter.response", "document.before_commit"), 1):
            worker.until_ready(times)
            worker.arm(point)
            worker.until_killed()
            its_redis.flushdb()
            worker.start_again()
        eventually(lambda: BulkSync.objects.get(pk=bulk.pk).state == BulkSync.State.DONE, 60)
    assert set(bulk.members.values_list("state", flat=True)) == {"synced"}
    assert truth() == []


def test_work_nobody_rang_for_is_found(its_redis, file, ask, truth, monkeypatch):
    monkeypatch.setattr(queue, "ring", lambda **_: None)
    sync = ask(file(documents=1))
    monkeypatch.undo()
    with Worker.start():
        eventually(are_synced(sync), 30)
    assert truth() == []


def test_seeded_bug_no_sweep_is_seen(its_redis, monkeypatch, in_firm, file, ask):
    """Without the sweep, what nobody rang for stays: the test above can fail."""
    monkeypatch.setattr(queue, "ring", lambda **_: None)
    sync = ask(file(documents=0))
    monkeypatch.undo()
    with Worker.start(SWEEP_EVERY=3600).until_ready():
        eventually(are_synced(sync), 3, sure=False)
        assert Sync.objects.get(pk=sync.pk).state == Sync.State.QUEUED


@pytest.mark.parametrize("until", ["queued", "running"])
def test_an_approval_undone_under_a_workers_hands(
    its_redis, unhurried_clio, connection, file, ask, lena, truth, monkeypatch, until
):
    """Each goes out whole or not at all, whoever was first."""
    monkeypatch.setattr(summary, "make_summary", lambda intake: b"%PDF-1.7 summary")
    Connection.objects.update(auto_sync_on_approval=True)
    unhurried_clio.latency(0.02)
    with Worker.start().until_ready():
        for _ in range(6):
            matter = file(documents=0)
            upload = approved_upload(matter, lena)
            eventually(lambda: until in states_of(matter) or "synced" in states_of(matter))  # noqa: B023
            with suppress(errors.NotNow):  # It is in Clio by now, or on its way there.
                decisions.undo(upload=upload, by=lena)
        eventually(lambda: not Sync.objects.pending().exists(), 30)
        for sync in Sync.objects.select_related("matter"):
            went = Link.objects.filter(matter=sync.matter_id).exists()
            assert went == (sync.state == Sync.State.SYNCED), sync
            if not went:
                ask(sync.matter, by=lena, trigger=Sync.Trigger.MANUAL)
        eventually(lambda: not Sync.objects.pending().exists(), 30)
    assert truth() == []


def states_of(matter):
    return set(Sync.objects.filter(matter=matter).values_list("state", flat=True))


def approved_upload(matter, by):
    """The last thing an intake of one item needed."""
    intake = Intake.objects.create(matter=matter, status=Intake.Status.SENT)
    item = Item.objects.create(intake=intake, kind="document", title="Passport", required=True)
    return decisions.approve(upload=sent(item), by=by)
