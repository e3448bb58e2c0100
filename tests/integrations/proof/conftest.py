"""A firm with several matters, and processes that work on them until they are killed."""

import time

import pytest

from integrations import queue
from integrations.clio.push.run import push
from integrations.models import Sync
from matters.models import Client, Matter
from tests.integrations.proof.environment import environment
from tests.integrations.proof.forks import Forks
from tests.integrations.proof.oracle import faults_of

PLENTY = 100_000


@pytest.fixture
def unhurried_clio(clio, connection):
    """A Clio whose budget is no question, as it was before we sent anything."""
    clio.settings(budget=PLENTY)
    return clio


@pytest.fixture
def forks(unhurried_clio, settings):
    settings.SYNC_LEASE, settings.CLIO_UNKNOWN_WAIT = 0.6, 0.4
    settings.CLIO_RATE_LIMIT, settings.CLIO_TIMEOUT = PLENTY, 1.5
    with Forks.start(environment()) as forks:
        yield forks


@pytest.fixture
def file(in_firm, divorce, lena, file_document):
    """file(3) → a new client's matter with that many documents, whose bytes are their own."""

    def make(documents=2, client=None, email=None):
        number = Matter.objects.count() + 1
        if client is None:
            client = Client.objects.create(
                first_name="Maya",
                last_name=f"Ruiz {number}",
                email=f"maya{number}@example.com" if email is None else email,
            )
        matter = Matter.objects.create(
            title=f"Ruiz {number}", client=client, case_type=divorce, state="OR", created_by=lena
        )
        for name in range(documents):
            content = f"%PDF-1.4 {number}.{name} ".encode() + b"x" * (1000 * name)
            file_document(matter, f"{number}-{name}.pdf", content)
        return matter

    return make


@pytest.fixture
def ask(in_firm):
    def enqueue(matter, trigger=Sync.Trigger.MATTER_CREATED, by=None):
        return queue.enqueue(matter=matter, trigger=trigger, by=by)

    return enqueue


@pytest.fixture
def truth(clio, connection):
    """truth() → what is wrong in Clio or in our rows, compared with before the test."""
    before = clio.store()
    return lambda: list(faults_of(before, clio.store()))


@pytest.fixture
def work_until_done(in_firm, lena):
    """Take turns in this process until nothing is pending, as if somebody pressed the button again."""

    def work(seconds=20):
        deadline = time.monotonic() + seconds
        while pending := list(Sync.objects.pending().select_related("matter")):
            if time.monotonic() > deadline:
                raise AssertionError(f"Still pending: {[(s.reason, s.sentence) for s in pending]}")
            for sync in pending:
                if sync.state == Sync.State.QUEUED and sync.reason != "unknown":
                    queue.enqueue(matter=sync.matter, trigger=Sync.Trigger.RETRY, by=lena)
            while claim := queue.claim():
                push(claim)
            time.sleep(0.01)

    return work
