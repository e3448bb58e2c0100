"""Clio misbehaving: whatever its answers, each thing is there once in the end."""

import os
import random

import pytest

from tests.integrations.proof.faults import MISCHIEF, WRITES, arm_at_random

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.fixture(autouse=True)
def impatient(unhurried_clio, settings):
    """Δ and patience small enough for a test, in the proportion they have in life."""
    settings.CLIO_UNKNOWN_WAIT, settings.CLIO_TIMEOUT = 0.5, 0.3


@pytest.mark.parametrize("kind", MISCHIEF)
def test_every_write_spoilt_once(unhurried_clio, file, ask, work_until_done, truth, kind):
    for _ in range(2):
        ask(file(documents=2))
    for match in WRITES:
        unhurried_clio.faults(kind, match=match, **MISCHIEF[kind])
    work_until_done()
    assert truth() == []


@pytest.mark.parametrize("share", [0.5, 0.99])
@pytest.mark.parametrize("answer", ["500", "rst", "timeout"])
def test_every_creation_late(
    unhurried_clio, settings, file, ask, work_until_done, truth, share, answer
):
    """Applied after we were told otherwise, but within Δ of our giving up."""
    settings.CLIO_UNKNOWN_WAIT = 0.8
    ask(file(documents=2))
    for match in WRITES:
        if match["method"] == "POST":
            unhurried_clio.late(
                share * settings.CLIO_UNKNOWN_WAIT, answer=answer, times=2, match=match
            )
    work_until_done()
    assert truth() == []


def test_an_empty_row_is_no_news(unhurried_clio, file, ask, work_until_done, truth):
    """A matter shown without its client is not moved, a document without its address not lost."""
    ask(file(documents=1))
    unhurried_clio.faults("500_before", match={"method": "PATCH", "path": "documents/"})
    unhurried_clio.faults("no_id", times=2, match={"method": "GET", "path": "documents/"})
    unhurried_clio.faults("no_id", match={"method": "GET", "path": "matters/"})
    work_until_done()
    assert truth() == []


def test_only_a_dead_grant_disconnects(
    unhurried_clio, connection, file, ask, work_until_done, truth
):
    """A token refused right after it was given says nothing of the firm's permission."""
    ask(file(documents=0))
    unhurried_clio.faults("401", times=4, match={"path": "/api/"})
    work_until_done()
    connection.refresh_from_db()
    assert connection.is_connected
    assert truth() == []


@pytest.mark.parametrize("times", range(int(os.environ.get("FAULT_ROUNDS", "3"))))
def test_faults_of_every_kind_at_random(unhurried_clio, file, ask, work_until_done, truth, times):
    seed = int(os.environ.get("FAULT_SEED") or random.randrange(2**32))
    print(f"FAULT_SEED={seed}")
    for _ in range(8):
        ask(file(documents=2))
    mark = unhurried_clio.mark()
    arm_at_random(unhurried_clio, seed, late=0.45)
    work_until_done(seconds=60)
    wrong = truth()
    if wrong:
        print("\n".join(map(line, unhurried_clio.ledger(mark))))
    assert not wrong, f"seed {seed}: {wrong}"


def line(entry):
    """A call in one line, for whoever wants to know how it came to that."""
    told = ("at", "method", "path", "status", "fault", "did", "lost", "late", "seconds", "request")
    return " ".join(str(entry[name]) for name in told if entry.get(name) is not None)
