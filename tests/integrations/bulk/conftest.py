"""Many older matters, and the steps of a worker and a sweep by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrations import queue
from integrations.clio.push.run import push
from integrations.domain.bulk import feeding, runs
from integrations.domain.bulk.choosing import Selection
from integrations.models import BulkSync
from matters.models import Client, Matter


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    """Nobody works unless the test does."""
    monkeypatch.setattr(queue, "ring", lambda **_: None)
    monkeypatch.setattr(runs, "ring", lambda: None)


@pytest.fixture
def older(in_firm, divorce, lena):
    """older(3) → as many matters of before, each with a client of its own; the first is the oldest."""

    def make(count, **fields):
        made = []
        for number in range(count):
            name = f"{fields.get('title', 'Older')} {number}"
            client = Client.objects.create(
                first_name="Ana",
                last_name=name,
                email=f"{name.replace(' ', '.').lower()}@ex.example",
            )
            about = {"client": client, "case_type": divorce, "state": "OR", "created_by": lena}
            made.append(Matter.objects.create(**{**about, **fields, "title": name}))
        for number, one in enumerate(made):
            one.created_at = timezone.now() - timedelta(days=500 - number)
            one.save(update_fields=["created_at"])
        return made

    return make


@pytest.fixture
def started(connection, mara):
    """started() → a run of all that fits."""

    def start(**about):
        bulk, _is_new = runs.start(selection=Selection(**about), connection=connection, by=mara)
        return bulk

    return start


def step():
    """One matter, as a worker would; its title, or nothing where none is due."""
    claim = queue.claim()
    if claim is None:
        return None
    push(claim)
    if claim.is_of_bulk:
        feeding.feed_firm(claim.firm_id)
    return claim


def run_dry():
    """Sweeps and workers until nothing is due and nothing more is fed."""
    feeding.feed_due()
    while step():
        feeding.feed_due()
    feeding.feed_due()


def states(bulk):
    return list(bulk.members.order_by("pk").values_list("matter__title", "state"))


def now(bulk):
    return BulkSync.objects.get(pk=bulk.pk)
