"""Every kind of file a client can send is in Clio after its approval: byte for byte, each once."""

import hashlib
from collections import Counter

import pytest

from intake.models import Intake, Item
from intake.review import decisions
from tests.intake.send import sent
from tests.intake.uploads.test_every_kind import KEPT
from tests.integrations.test_documents import spent
from tests.integrations.test_push import ours, seed  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unhurried(clio, settings):
    """Before we hear of a limit."""
    clio.settings(budget=10_000)
    settings.CLIO_RATE_LIMIT = 10_000


def test_all_that_was_approved_is_there_once(unhurried, clio, connection, matter, sync_now, lena):
    intake = Intake.objects.create(matter=matter, status=Intake.Status.SUBMITTED)
    item = Item.objects.create(
        intake=intake, kind="document", title="Anything", required=True, takes_recordings=True
    )
    for name, content, *_ in KEPT.values():
        sent(item, name, content)
    decisions.approve_all(intake=intake, by=lena)
    spent(clio, sync_now, matter, lena)
    there = Counter(row["versions"][-1]["sha256"] for row in ours(clio)[2])
    wanted = {hashlib.sha256(content).hexdigest() for _, content, *_ in KEPT.values()}
    summary = matter.documents.get(kind="summary")  # Made by the sync: nothing leaves without it.
    assert there == Counter({*wanted, summary.sha256})
    endings = {row["name"].rpartition(".")[2] for row in ours(clio)[2]}
    assert endings == {kept.rpartition(".")[2].lower() for _, _, kept, *_ in KEPT.values()}
