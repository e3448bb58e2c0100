"""What /metrics tells, and to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casehug.tenancy.scope import firm_scope
from integrations.models import Sync

FAR = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def numbers(client, db):
    def read():
        lines = client.get("/metrics").content.decode().splitlines()
        told = (line.rpartition(" ") for line in lines if not line.startswith("#"))
        return {name: float(value) for name, _, value in told}

    return read


def ask(matter, **fields):
    with firm_scope(matter.firm_id):
        Sync.objects.update(is_newest=False)
        return Sync.objects.create(matter=matter, trigger=Sync.Trigger.MANUAL, **fields)


def test_pending_syncs_of_all_firms_are_counted(numbers, matter):
    ask(matter, not_before=timezone.now() - timedelta(minutes=5))
    ask(matter, state=Sync.State.RUNNING, lease_until=timezone.now() + timedelta(minutes=1))
    ask(matter, state=Sync.State.SYNCED)
    told = numbers()
    assert told['casehug_syncs{state="queued"}'] == 1
    assert told['casehug_syncs{state="running"}'] == 1
    assert 300 <= told["casehug_oldest_due_sync_seconds"] < 400


def test_nothing_due_is_no_wait(numbers, matter):
    ask(matter, not_before=timezone.now() + timedelta(hours=1))
    assert numbers()["casehug_oldest_due_sync_seconds"] == 0


def test_no_one_is_named(client, matter):
    ask(matter)
    text = client.get("/metrics").content.decode()
    for private in (str(matter.firm_id), "Hart", matter.title):
        assert private not in text


def test_far_away_it_does_not_exist(client, db):
    assert client.get("/metrics", **FAR).status_code == 404


def test_token_opens_it_from_far_away(client, db, settings):
    settings.METRICS_TOKEN = "t0ken"
    for shown, status in [("Bearer t0ken", 200), ("Bearer other", 404), ("t0ken", 404), ("é", 404)]:
        answer = client.get("/metrics", headers={"Authorization": shown}, **FAR)
        assert answer.status_code == status, shown


def test_no_token_set_opens_it_to_nobody(client, db):
    answer = client.get("/metrics", headers={"Authorization": "Bearer "}, **FAR)
    assert answer.status_code == 404


def test_what_a_proxy_passes_on_is_not_from_here(client, db, settings):
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404
    settings.BEHIND_PROXY = True
    assert client.get("/metrics").status_code == 404


def test_it_costs_the_same_queries_however_many_wait(numbers, matter, django_assert_num_queries):
    ask(matter)
    with django_assert_num_queries(3):
        numbers()
