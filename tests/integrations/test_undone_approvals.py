"""An approval that is undone takes back what it asked of Clio, and nothing that is there already."""
# ruff: noqa: F811 - fixtures of another room are asked for by their names

import threading

import pytest
from django.db import connection as database
from django.db import transaction

from casehug.tenancy.scope import firm_scope
from intake.errors import NotNow
from intake.models import Intake, Item, Upload
from intake.review import decisions
from integrations import queue
from integrations.clio.push import run as pushing
from integrations.domain.resuming import resume
from integrations.models import Link, Sync, SyncEvent
from matters import timeline
from matters.models import Document, Matter
from tests.intake.conftest import (  # noqa: F401 - fixtures
    answered,
    car_title,
    modest,
    passport,
    quick_summary,
    tax_return,
)
from tests.intake.send import sent
from tests.integrations.conftest import work_off
from tests.integrations.proof.waiting import eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("modest", "quick_summary", "answered"),
]


@pytest.fixture(autouse=True)
def auto_sync(connection):
    connection.auto_sync_on_approval = True
    connection.save()


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    monkeypatch.setattr(queue, "ring", lambda **_: None)


@pytest.fixture
def last(passport, tax_return, lena):
    """The approval that approved the intake."""
    decisions.approve(upload=sent(passport), by=lena)
    return decisions.approve(upload=sent(tax_return, "Taxes.pdf"), by=lena)


def undone(upload, by):
    return decisions.undo(upload=Upload.objects.get(pk=upload.pk), by=by)


def states():
    return list(Sync.objects.order_by("pk").values_list("trigger", "state", "reason"))


def test_what_no_worker_took_up_is_not_sent(clio, last, lena):
    assert states() == [("approval", "queued", "")]
    mark = clio.mark()
    undone(last, lena)
    work_off()
    assert states() == [("approval", "superseded", "undone")]
    assert clio.ledger(mark) == []
    newest = timeline.of_matter(Matter.objects.get()).events[0].words
    assert newest == "Nothing was sent to Clio: the approval was undone first"


def test_approved_again_it_is_sent(clio, last, lena):
    decisions.approve(upload=undone(last, lena), by=lena)
    work_off()
    assert states() == [("approval", "superseded", "undone"), ("approval", "synced", "")]


def test_what_a_person_asked_for_stays(clio, last, matter, lena):
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
    undone(last, lena)
    assert states() == [("manual", "queued", "")]
    work_off()
    assert states() == [("manual", "synced", "")]
    filed = {
        link.document.uploads.get().item.title for link in Link.objects.filter(kind="document")
    }
    assert filed == {"Passport"}


def test_what_waits_for_a_person_on_its_account_waits_no_more(
    clio, last, matter, maya, lena, signed_in
):
    type(matter).objects.update(client=None)
    work_off()
    assert states() == [("approval", "held", "needs_client")]
    undone(last, lena)
    assert states() == [("approval", "superseded", "undone")]
    resume(reason="needs_client", matter=matter, by=lena)
    assert len(states()) == 1
    pages = signed_in(lena)
    panel = pages.get(f"/matters/{matter.pk}/").content.decode().partition('id="clio-panel"')[2]
    assert "Not synced yet" in panel.partition("</section>")[0]
    assert "Not needed any more" not in pages.get("/matters/").content.decode()


def test_what_has_begun_goes_on(clio, connection, last, matter, lena):
    """The contact and the matter are there; Clio was too busy for the documents."""
    clio.faults("429", match={"method": "POST", "path": "documents"}, times=20)
    work_off()
    assert states()[0][:2] == ("approval", "queued")
    with pytest.raises(NotNow, match="on its way there"):
        undone(last, lena)
    assert states()[0][:2] == ("approval", "queued")


def test_a_later_document_taken_back_is_not_waited_for(clio, last, car_title, lena):
    work_off()
    later = decisions.approve(upload=sent(car_title, "Car.pdf"), by=lena)
    undone(later, lena)
    assert states()[1:] == [("approval", "superseded", "undone")]
    assert Sync.objects.newest().get().state == "synced"


def test_what_was_held_before_waits_for_a_person_again(clio, last, matter, lena):
    type(matter).objects.update(client=None)
    work_off()
    held = Sync.objects.held().get()
    queue.enqueue(matter=matter, trigger=Sync.Trigger.APPROVAL)
    assert not Sync.objects.held().exists()
    queue.withdraw(matter=matter, by=lena)
    assert states() == [("approval", "held", "needs_client"), ("approval", "superseded", "undone")]
    assert Sync.objects.held().get() == held


def test_one_of_two_later_documents_is_still_sent(clio, last, car_title, lena):
    work_off()
    stays = decisions.approve(upload=sent(car_title, "Car.pdf"), by=lena)
    undone(decisions.approve(upload=sent(car_title, "Car 2.pdf"), by=lena), lena)
    work_off()
    assert states()[1:] == [("approval", "synced", "")]
    assert Link.objects.filter(document__uploads=stays, state="done").exists()


def test_an_excuse_taken_up_again_takes_it_back_too(clio, passport, tax_return, lena):
    decisions.approve(upload=sent(passport), by=lena)
    Item.objects.filter(pk=tax_return.pk).update(excuse=Item.Excuse.NOT_APPLICABLE)
    decisions.accept_excuse(item=tax_return, by=lena)
    decisions.undo_excuse(item=tax_return, by=lena)
    assert states() == [("approval", "superseded", "undone")]


def test_the_log_says_why(last, lena, mara, signed_in):
    undone(last, lena)
    log = signed_in(mara).get("/settings/integrations/").content.decode()
    assert "Not needed any more" in log
    assert "The approval was undone before anything was sent." in log


# --- What is in Clio, or under way ---------------------------------------------------------------


def test_what_is_in_clio_holds_back_its_own_approval_alone(
    clio,
    passport,
    tax_return,
    matter,
    lena,
    sync_now,
):
    first = decisions.approve(upload=sent(passport), by=lena)
    sync_now(matter, by=lena)
    last = decisions.approve(upload=sent(tax_return, "Taxes.pdf"), by=lena)
    undone(last, lena)
    assert Intake.objects.get().status != Intake.Status.APPROVED
    with pytest.raises(NotNow, match=r"This document is in Clio already.*It stays approved\."):
        undone(first, lena)
    first.refresh_from_db()
    assert (first.state, first.document.kind) == ("approved", Document.Kind.UPLOAD)


@pytest.mark.parametrize("state", Link.State.values)
def test_whatever_became_of_its_link_the_document_stays(clio, last, lena, state):
    row = {"clio_id": 7} if state == "done" else {}
    Link.objects.create(
        kind="document", document=last.document, clio_account="us:1", state=state, **row
    )
    with pytest.raises(NotNow, match="It stays approved"):
        undone(last, lena)
    assert states() == [("approval", "queued", "")]


def test_a_document_taken_back_while_the_push_begins_is_left_out(clio, last, lena, monkeypatch):
    """Read by the worker, and gone before it is linked."""
    real = pushing.file_documents

    def late(push, matter, documents):
        read = list(documents)
        undone(last, lena)
        real(push, matter, read)

    monkeypatch.setattr(pushing, "file_documents", late)
    work_off()
    assert states() == [("approval", "synced", "")]
    assert [
        link.document.uploads.get().item.title for link in Link.objects.filter(kind="document")
    ] == ["Passport"]
    assert not SyncEvent.objects.filter(sentence__contains="Taxes").exists()


# --- At the same moment as a worker --------------------------------------------------------------


def meanwhile(do):
    """In a thread with a connection of its own, which waits for a lock of this one by now."""

    def run():
        try:
            found.append(do())
        finally:
            database.close()

    found = []
    thread = threading.Thread(target=run)
    thread.start()
    eventually(lambda: somebody_waits() or not thread.is_alive())
    return thread, found


def somebody_waits():
    """How many sessions of this database wait for a lock, now.

    PostgreSQL keeps the list of sessions it first showed a transaction until that transaction
    ends; a session that came later is seen only once the list is thrown away.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0]


def test_a_worker_that_reaches_for_it_during_the_undo_finds_it_gone(last, lena):
    with transaction.atomic():
        undone(last, lena)
        thread, found = meanwhile(queue.claim)
        assert found == []
    thread.join()
    assert found == [None]
    assert states() == [("approval", "superseded", "undone")]


def test_an_undo_after_a_worker_took_it_lets_it_go_on(last, lena, in_firm):
    def undo():
        with firm_scope(in_firm.pk):
            return undone(last, lena)

    with transaction.atomic():
        claim = queue.claim()
        thread, found = meanwhile(undo)
        assert found == []
    thread.join()
    assert found[0].state == Upload.State.UPLOADED
    assert states() == [("approval", "running", "")]
    pushing.push(claim)
    assert states() == [("approval", "synced", "")]
