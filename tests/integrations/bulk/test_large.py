"""Many thousand matters: everything about them is done in the database, so that memory does not grow
with them."""

import tracemalloc

import pytest

from integrations.domain.bulk import feeding, progress, runs
from integrations.domain.bulk.choosing import Selection
from integrations.models import BulkMatter
from matters.models import Document, Matter
from tests.integrations.test_query_plans import clone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MANY = 50_000
OLDER = "/settings/integrations/older/"
# A page that holds twenty rows takes some hundred KB, whatever stands behind them.
FLAT = 8_000_000


@pytest.fixture
def many(connection, matter, file_document):
    paper = file_document(matter, "Passport.pdf")
    clone(
        matter, MANY - 1, title="'M ' || one", created_at="r.created_at - one * interval '1 minute'"
    )
    others = f"SELECT id FROM matters_matter WHERE id <> {matter.pk}"
    clone(paper, None, f"({others}) m, generate_series(1, 2) n", matter_id="m.id")
    assert Matter.objects.count() == MANY
    assert Document.objects.count() == 2 * MANY - 1


def measured(does):
    """(what it answers, bytes of Python at the peak)"""
    tracemalloc.start()
    answer = does()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return answer, peak


def test_fifty_thousand_matters_are_chosen_started_and_paused(connection, many, mara, signed_in):
    desk = signed_in(mara)
    desk.get("/settings/integrations/")  # What a first page reads once for all that follow.
    did = {}
    answer, did["choosing"] = measured(lambda: desk.get(OLDER))
    assert "Start with 50,000 matters" in answer.content.decode()
    about = {"selection": Selection(), "connection": connection, "by": mara}
    (bulk, _new), did["starting"] = measured(lambda: runs.start(**about))
    assert (bulk.matters, bulk.calls) == (MANY, MANY * 9 - 2)
    assert BulkMatter.objects.count() == MANY
    _, did["feeding"] = measured(feeding.feed)
    assert bulk.members.queued().count() >= 2
    answer, did["the page"] = measured(lambda: desk.get(f"{OLDER}{bulk.pk}/?show=to-come"))
    assert answer.status_code == 200
    _, did["pausing"] = measured(lambda: runs.pause(bulk=bulk, by=mara))
    _, did["canceling"] = measured(lambda: runs.cancel(bulk=bulk, by=mara))
    assert progress.progress_of(bulk).left == MANY
    assert {what: peak for what, peak in did.items() if peak > FLAT} == {}
