"""What a sync may cost in Clio's rate-limited calls, and that all workers together keep the budget."""

import pytest
import redis

from integrations.clio import rate_limit as budgets
from tests.integrations.proof.environment import environment, redis_url
from tests.integrations.proof.forks import Forks
from tests.integrations.proof.ledgers import calls, most_in_a_window, refusals_per_window

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

WINDOW, BUDGET = 3, 40


@pytest.mark.parametrize("documents", [0, 1, 3])
def test_calls_of_a_sync(unhurried_clio, file, sync_now, lena, documents):
    def spent(matter):
        mark = unhurried_clio.mark()
        assert sync_now(matter, by=lena).state == "synced"
        return len(calls(unhurried_clio.ledger(mark)))

    # Without documents there are none to read back.
    spared = 0 if documents else 1
    first = file(documents)
    assert spent(first) == 5 + 2 * documents - spared
    assert spent(first) == 2 - spared
    assert spent(file(documents, client=first.client)) == 3 + 2 * documents - spared


def test_a_growing_file_costs_only_what_is_new(unhurried_clio, file, file_document, sync_now, lena):
    matter = file(1)
    sync_now(matter, by=lena)
    file_document(matter, "Later.pdf")
    mark = unhurried_clio.mark()
    sync_now(matter, by=lena)
    assert len(calls(unhurried_clio.ledger(mark))) == 2 + 2


@pytest.fixture
def four_workers(clio, connection, settings):
    """Processes that share one token's budget: of 40 calls in each 3 seconds."""
    clio.settings(budget=BUDGET, window=WINDOW)
    settings.CLIO_RATE_WINDOW, settings.CLIO_RATE_LIMIT = WINDOW, BUDGET
    settings.SYNC_LEASE, settings.CLIO_UNKNOWN_WAIT = 3, 0.5
    shared = redis.Redis.from_url(redis_url())
    shared.flushdb()
    with Forks.start(environment()) as forks:
        clio.reset_budget()
        yield forks, shared
    shared.flushdb()
    shared.close()


def test_budget_shared_by_four_workers(four_workers, clio, file, ask, truth):
    forks, _ = four_workers
    syncs = [ask(file(documents=2)) for _ in range(8)]
    mark = clio.mark()
    workers = [forks.begin(seconds=60) for _ in range(4)]
    assert [forks.end(worker) for worker in workers] == ["finished"] * 4
    entries = calls(clio.ledger(mark))
    assert len(entries) == 9 * len(syncs)
    assert most_in_a_window(entries, WINDOW) <= BUDGET
    assert refusals_per_window(entries, WINDOW) == []
    assert truth() == []


def test_a_redis_that_forgot_costs_one_refusal(four_workers, clio, file, ask):
    forks, shared = four_workers
    for _ in range(6):
        ask(file(documents=2))
    mark = clio.mark()
    workers = [forks.begin(seconds=60) for _ in range(4)]
    for spent in (12, 33):
        clio.until(lambda _: len(calls(clio.ledger(mark))) >= spent)  # noqa: B023
        shared.flushdb()
    assert [forks.end(worker) for worker in workers] == ["finished"] * 4
    assert max(refusals_per_window(calls(clio.ledger(mark)), WINDOW), default=0) <= 1


def test_the_harness_sees_workers_that_do_not_share(four_workers, clio, file, ask):
    forks, _ = four_workers
    for _ in range(8):
        ask(file(documents=2))
    mark = clio.mark()
    workers = [forks.begin(seconds=4, bugs=["own_budget"]) for _ in range(4)]
    for worker in workers:
        forks.end(worker)
    entries = calls(clio.ledger(mark))
    assert most_in_a_window(entries, WINDOW) > BUDGET or refusals_per_window(entries, WINDOW)
    assert budgets.RESERVE > 0
