"""Proofs that cannot fail prove nothing: each protection taken away is noticed by the same look."""

import pytest

from casehug.tenancy.scope import firm_scope
from integrations import queue
from integrations.clio.push.lease import Lease
from integrations.errors import LostLease
from integrations.models import Sync
from matters.models import Client
from tests.integrations.proof.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

CREATIONS = ("contacts", "matters", "documents")


def doubles(faults):
    return [fault for fault in faults if "too many" in fault]


def test_without_the_wait(forks, unhurried_clio, file, ask, truth):
    forks.run(ask(file(documents=0)))
    for path in CREATIONS:
        unhurried_clio.late(1, match={"method": "POST", "path": path})
    forks.run(ask(file(documents=1)), bugs=["no_wait"])
    assert eventually(lambda: doubles(truth()), 5)


def test_without_asking_first(forks, unhurried_clio, file, ask, truth):
    unhurried_clio.faults("500_after", match={"method": "POST", "path": "matters"})
    forks.run(ask(file(documents=0)), bugs=["no_question"])
    assert doubles(truth())


def test_without_show_uncompleted(forks, unhurried_clio, file, ask, truth):
    unhurried_clio.faults("500_after", match={"method": "POST", "path": "documents"})
    forks.run(ask(file(documents=1)), bugs=["no_uncompleted"])
    assert doubles(truth())


def test_without_one_creator_at_a_time(forks, unhurried_clio, file, ask, truth):
    first = file(documents=0, email="maya@example.com")
    twin = Client.objects.create(first_name="M.", last_name="Ruiz", email="maya@example.com")
    syncs = [ask(first), ask(file(documents=0, client=twin))]
    forks.run(ask(file(documents=0)))
    unhurried_clio.latency(0.3)
    workers = [forks.begin(sync, bugs=["no_lock"]) for sync in syncs]
    for worker in workers:
        forks.end(worker)
    assert doubles(truth())


def test_without_the_lock_a_frozen_worker_doubles(forks, file, ask, truth):
    sync = ask(file(documents=0))
    sleeper = forks.begin(sync, freeze="matter.before", bugs=["no_lock"])
    assert forks.end(sleeper) == "frozen"
    assert forks.run(sync, bugs=["no_lock"]) == "finished"
    forks.wake(sleeper)
    forks.end(sleeper)
    assert doubles(truth())


def test_without_the_fence_the_old_owner_writes(file, ask, settings, in_firm, connection):
    settings.SYNC_LEASE = 0.5
    sync = ask(file(documents=0))
    old = queue._claim_one(sync.pk, sync.firm_id)
    Sync.objects.update(lease_until=Sync.objects.get(pk=sync.pk).requested_at)
    new = queue._claim_one(sync.pk, sync.firm_id)
    with firm_scope(in_firm.pk), pytest.raises(LostLease), Lease(old).commit():
        Sync.objects.update(state="held")
    with Lease(new).commit():
        assert Sync.objects.get(pk=sync.pk).state == "running"
