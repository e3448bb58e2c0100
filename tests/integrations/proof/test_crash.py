"""kill -9 of whoever works, at every named place of one sync: nothing is lost and nothing doubled."""

import pytest

from integrations.clio import failpoints

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

# After a first death, the places only a recovery comes by: it asks Clio what it has.
IN_RECOVERY = [
    (first, again)
    for first in ("contact.sent", "matter.sent", "document.sent", "bytes.sent", "complete.sent")
    for again in ("find.before", "find.sent", "find.response")
]


def test_killed_anywhere_once(forks, file, ask, truth):
    syncs = {point: ask(file(documents=2)) for point in failpoints.ALL}
    ended = {point: forks.run(sync, kill=point) for point, sync in syncs.items()}
    never_reached = [point for point, how in ended.items() if how != "killed"]
    assert never_reached == []
    assert forks.run() == "finished"
    assert truth() == []


def test_killed_again_while_recovering(forks, file, ask, truth):
    syncs = {points: ask(file(documents=2)) for points in IN_RECOVERY}
    for turn in (0, 1):
        ended = {points: forks.run(sync, kill=points[turn]) for points, sync in syncs.items()}
        assert [points for points, how in ended.items() if how != "killed"] == []
    assert forks.run() == "finished"
    assert truth() == []
