"""kill -9 at every named place of a file that is sent in parts: none is lost, none is sent in vain."""

import hashlib

import pytest

from integrations.clio import failpoints
from tests.integrations.test_large_files import FILM, PART, parts_sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

SMALL = {"LARGE": PART, "SIZE": PART}
# What a first try comes by, and what only somebody who goes on does.
AT_FIRST = [one for one in failpoints.OF_PARTS if one.startswith("part.")]
GOING_ON = [one for one in failpoints.OF_PARTS if one.startswith("addresses.")]


@pytest.fixture
def film(file, file_document):
    """film() → a matter with a large file."""

    def make():
        matter = file(documents=0)
        file_document(matter, "Scene.mp4", FILM + hashlib.sha256(matter.title.encode()).digest())
        return matter

    return make


def test_killed_anywhere_once(forks, film, ask, truth):
    points = [*AT_FIRST, "document.sent", "document.after_commit", "complete.sent"]
    syncs = {point: ask(film()) for point in points}
    ended = {point: forks.run(sync, kill=point, parts=SMALL) for point, sync in syncs.items()}
    assert [point for point, how in ended.items() if how != "killed"] == []
    assert forks.run(parts=SMALL) == "finished"
    assert truth() == []


def test_killed_again_while_going_on(forks, film, ask, truth):
    syncs = {point: ask(film()) for point in GOING_ON}
    for nth in (0, 1):
        ended = {
            point: forks.run(sync, kill=("part.after_commit", point)[nth], parts=SMALL)
            for point, sync in syncs.items()
        }
        assert [point for point, how in ended.items() if how != "killed"] == []
    assert forks.run(parts=SMALL) == "finished"
    assert truth() == []


def test_what_was_noted_is_not_sent_again(forks, film, ask, truth, clio):
    sync = ask(film())
    mark = clio.mark()
    assert forks.run(sync, kill="part.after_commit", parts=SMALL) == "killed"
    assert forks.run(parts=SMALL) == "finished"
    assert parts_sent(clio, mark) == [(1, 200), (2, 200), (3, 200)]
    assert truth() == []
