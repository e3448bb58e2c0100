"""Many at once on the same thing: one of each comes out."""

import threading

import pytest
from django.db import connection as database

from casehug.tenancy.scope import firm_scope
from integrations import queue
from integrations.models import Sync
from matters.models import Client
from tests.integrations.proof.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


def at_once(times, do):
    """`do` in that many threads, let go together; raises what any of them raised."""
    gate, troubles = threading.Barrier(times), []

    def run():
        try:
            gate.wait()
            do()
        except Exception as trouble:  # noqa: BLE001 - raised below, in the test's own thread
            troubles.append(trouble)
        finally:
            database.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]


def test_twenty_clicks_while_four_workers_push(forks, unhurried_clio, file, lena, in_firm, truth):
    matter = file(documents=2)
    unhurried_clio.latency(0.02, uploads=True)

    def click():
        with firm_scope(in_firm.pk):
            queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)

    click()
    workers = [forks.begin() for _ in range(4)]
    at_once(20, click)
    assert [forks.end(worker) for worker in workers] == ["finished"] * 4
    assert forks.run() == "finished"
    assert truth() == []


def test_two_new_matters_of_one_client_at_once(forks, unhurried_clio, file, ask, truth):
    forks.run(ask(file(documents=0)))  # From here on the budget is known to all.
    first = file(documents=1)
    pushed_at_once(forks, unhurried_clio, [ask(first), ask(file(documents=1, client=first.client))])
    assert truth() == []


def test_two_clients_with_one_email_at_once(forks, unhurried_clio, file, ask, truth):
    forks.run(ask(file(documents=0)))  # From here on the budget is known to all.
    first = file(documents=1, email="Maya@Example.com")
    second = Client.objects.create(first_name="M.", last_name="Ruiz", email="maya@example.com")
    pushed_at_once(forks, unhurried_clio, [ask(first), ask(file(documents=1, client=second))])
    assert truth() == []


def pushed_at_once(forks, clio, syncs):
    clio.latency(0.1)
    workers = [forks.begin(sync) for sync in syncs]
    assert [forks.end(worker) for worker in workers] == ["finished"] * len(workers)


def test_second_client_waits_for_the_firsts_contact(
    unhurried_clio, settings, file, ask, work_until_done, truth
):
    """The contact of the one may still be landing when the other with the same email comes."""
    settings.CLIO_UNKNOWN_WAIT = 1.0
    first = file(documents=0, email="maya@example.com")
    second = Client.objects.create(first_name="M.", last_name="Ruiz", email="maya@example.com")
    unhurried_clio.late(0.9, match={"method": "POST", "path": "contacts"})
    for matter in (first, file(documents=0, client=second)):
        ask(matter)
    work_until_done()
    assert truth() == []


def test_namesakes_without_email_stay_two(forks, unhurried_clio, file, ask, in_firm):
    """An answer lost on the way to one must not make the other's contact theirs."""
    before = unhurried_clio.store()
    one = Client.objects.create(first_name="Ann", last_name="Lee")
    other = Client.objects.create(first_name="Ann", last_name="Lee")
    first = ask(file(documents=0, client=one))
    unhurried_clio.faults("500_before", match={"method": "POST", "path": "contacts"})
    slow = forks.begin(first)
    eventually(
        lambda: any(fault["hits"] for fault in unhurried_clio.control("GET", "/faults")["faults"])
    )
    assert forks.run(ask(file(documents=0, client=other))) == "finished"
    assert forks.end(slow) == "finished"
    after = unhurried_clio.store()
    assert len(after["contacts"]) - len(before["contacts"]) == 2
