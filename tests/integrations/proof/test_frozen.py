"""A worker that stops past its lease and comes back must not do what another did meanwhile."""

import pytest

from integrations.models import Sync
from tests.integrations.proof.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

POINTS = ("contact.before", "matter.before", "document.before", "find.before", "readback.before")


@pytest.mark.parametrize("point", POINTS)
def test_frozen_past_its_lease_then_woken(forks, file, ask, truth, point):
    # With one document nothing else of the sleeper is in the middle of a transaction.
    sync = ask(file(documents=1))
    sleeper = forks.begin(sync, freeze=point)
    assert forks.end(sleeper) == "frozen"
    other = forks.begin(sync)
    eventually(lambda: Sync.objects.get(pk=sync.pk).fence > 1)
    # Long enough for the second to do everything, were it let.
    eventually(lambda: Sync.objects.get(pk=sync.pk).state == "synced", seconds=1.5, sure=False)
    forks.wake(sleeper)
    assert forks.end(sleeper) == forks.end(other) == "finished"
    assert truth() == []
