"""Proofs that cannot fail prove nothing: each protection taken away is noticed by the same look."""

import random

import pytest

from intake.uploads import spool
from tests.intake.proof import seeded_bugs
from tests.intake.proof.clients import Formful, Piecemeal, Sender, Typist
from tests.intake.proof.kill_points import COPIED, POINTS, RENAMED
from tests.intake.proof.trials import intake_of, trial
from tests.intake.proof.web import KILLABLE, Web

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MANY = 60
# What is said of each, the most kills it takes, where, and of whom. What only the last look finds has
# a few chances to be left; the rest ends with the first fault.
BUGS = {
    "kept_in_memory": ("goes on from", MANY, POINTS, Piecemeal),
    "said_before_it_is_kept": ("is kept", MANY, POINTS, Typist),
    "half_an_answer": ("is kept", MANY, ["commit.after"], Typist),
    "forgotten_nonce": ("is there twice", MANY, ["unlink.before"], Sender),
    "row_before_bytes": ("lies nowhere", MANY, ["link.before"], Sender),
    "copied_in_place": ("with other bytes", MANY, [COPIED], Piecemeal),
    "forgotten_first": ("is nobody's", 6, ["unlink.before"], Sender),
    "bytes_nobody_finds": ("is nobody's", 4, [RENAMED], Formful),
    "named_temporaries": ("in the temporary folder", 4, ["fsync.before"], Formful),
}


def found(faults, words):
    return [fault for fault in faults if words in fault]


@pytest.fixture
def look(matter, tmp_path):
    """look(bug, kills, points, who) → the faults of a trial."""

    def look(bug, kills, points, who):
        seed = random.randrange(2**32)
        print(f"seed {seed}")
        with Web.start(tmp_path, application=KILLABLE, BUG=bug) as web:
            about = {"intake": intake_of(matter), "seed": seed, "until_fault": True}
            return trial(web=web, kills=kills, points=points, who=who, **about)[0]

    return look


@pytest.mark.parametrize("bug", BUGS)
def test_a_protection_taken_away_is_noticed(look, bug):
    words, *about = BUGS[bug]
    faults = look(bug, *about)
    assert found(faults, words), faults


def test_bytes_that_no_sweep_looks_for_are_noticed(look, monkeypatch):
    monkeypatch.setattr(spool, "discard", lambda _name: None)
    assert found(look("", 4, ["link.after"], Formful), "is nobody's")


def test_every_bug_is_tried():
    ours = {
        name
        for name, bug in vars(seeded_bugs).items()
        if getattr(bug, "__module__", "") == seeded_bugs.__name__
    }
    assert ours == set(BUGS)
