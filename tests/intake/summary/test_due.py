"""The summary is made after the approval: no request waits for it, and no lock is held meanwhile."""

from pathlib import Path

import pytest
from django.db import connection

from casehug.files.storage import private_files
from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from intake import summary, tasks
from intake.models import Intake, Item
from intake.review import decisions
from intake.summary import due
from matters.domain import pending
from matters.models import Document
from tests.intake.send import sent

LOCKED_ROWS = "intake_intake", "intake_item", "intake_upload", "matters_matter", "matters_document"


@pytest.fixture
def last(matter, lena):
    """The one upload an intake needs."""
    intake = Intake.objects.create(matter=matter, status=Intake.Status.SUBMITTED)
    item = Item.objects.create(intake=intake, kind="document", title="Passport", required=True)
    return sent(item)


@pytest.fixture
def approved(last, lena):
    decisions.approve(upload=last, by=lena)
    return Intake.objects.get()


def summaries():
    return Document.objects.filter(kind=Document.Kind.SUMMARY)


def files():
    root = private_files().location
    return {path for path in Path(root).rglob("*") if path.is_file()}


def test_an_approval_makes_no_paper_itself(last, lena, monkeypatch):
    monkeypatch.setattr(summary, "make_summary", pytest.fail)
    decisions.approve(upload=last, by=lena)
    intake = Intake.objects.get()
    assert (intake.status, intake.summary_due) == (Intake.Status.APPROVED, True)
    assert not summaries().exists()


def test_it_is_rung_for_when_the_approval_stands(
    last, lena, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(due, "ring", lambda *args: rung.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        decisions.approve(upload=last, by=lena)
        assert rung == []
    intake = Intake.objects.get()
    assert rung == [(due.MAKE, intake.firm_pk, intake.pk)]


@pytest.mark.django_db(transaction=True)
def test_the_job_files_it_once(approved, lena, quick_summary):
    for _ in range(2):
        tasks.make_summary(str(approved.firm_pk), str(approved.pk))
    approved.refresh_from_db()
    assert approved.summary_due is False
    document = summaries().get()
    assert (document.name, document.added_by) == ("Intake summary - Ruiz.pdf", lena)
    with document.open() as file:
        assert file.read() == b"%PDF-1.7 summary"
    entry = AuditEntry.objects.filter(verb="document.filed").latest("id")
    assert (entry.actor, entry.detail["kind"]) == (str(lena), "summary")


@pytest.mark.django_db(transaction=True)
def test_what_nobody_rang_for_is_found(approved, quick_summary):
    with firm_scope(approved.firm_pk):
        tasks.sweep_summaries()
        assert summaries().count() == 1
        assert due.sweep() == 0


def test_one_that_cannot_be_made_keeps_no_other_waiting(
    approved, monkeypatch, new_intake, quick_summary
):
    other = new_intake()
    Intake.objects.filter(pk=other.pk).update(
        status="approved", approved_at=approved.approved_at, summary_due=True
    )

    def made(intake):
        if intake.pk == approved.pk:
            raise RuntimeError
        return b"%PDF-1.7 summary"

    monkeypatch.setattr(summary, "make_summary", made)
    due.sweep()
    assert summaries().get().matter_id == other.matter_id
    approved.refresh_from_db()
    assert approved.summary_due is True


def test_undone_before_it_was_made_it_is_not_made(approved, last, lena, quick_summary):
    decisions.undo(upload=last, by=lena)
    approved.refresh_from_db()
    assert approved.summary_due is False
    assert due.file_due(approved.pk) is None
    assert not summaries().exists()


@pytest.mark.parametrize("again", [False, True])
def test_undone_while_it_was_made_its_bytes_are_let_go(approved, last, lena, monkeypatch, again):
    before = files()

    def meanwhile(intake):
        decisions.undo(upload=last, by=lena)
        if again:
            last.refresh_from_db()
            decisions.approve(upload=last, by=lena)
        return b"%PDF-1.7 of before"

    monkeypatch.setattr(summary, "make_summary", meanwhile)
    assert due.file_due(approved.pk) is None
    approved.refresh_from_db()
    assert approved.summary_due is again  # The newer approval has a paper of its own.
    assert not summaries().exists()
    assert files() == before


def test_undone_afterwards_it_goes(approved, last, lena, quick_summary):
    due.file_due(approved.pk)
    decisions.undo(upload=last, by=lena)
    assert not summaries().exists()


def test_what_leaves_takes_it_along(approved, quick_summary):
    """Whoever sends the matter on makes it first, should the job not have come to it."""
    assert pending.coming(approved.matter) == ["Intake summary - Ruiz.pdf"]
    pending.make_due(approved.matter)
    assert pending.coming(approved.matter) == []
    assert summaries().count() == 1


def test_the_matters_page_says_that_it_is_being_made(approved, lenas, matter, quick_summary):
    page = lenas.get(f"/matters/{matter.pk}/").content.decode()
    assert "Intake summary - Ruiz.pdf" in page
    assert "Being made" in page
    due.file_due(approved.pk)
    page = lenas.get(f"/matters/{matter.pk}/").content.decode()
    assert "Intake summary - Ruiz.pdf" in page
    assert "Being made" not in page


@pytest.mark.django_db(transaction=True)
def test_no_lock_is_held_while_it_is_made(last, lena, monkeypatch, hart_vale):
    """Somebody else changes every row of the matter meanwhile, and waits for nobody."""
    seen = []

    def made(intake):
        seen.append(connection.in_atomic_block)
        other = connection.copy()
        try:
            with firm_scope(hart_vale.id), other.cursor() as cursor:
                cursor.execute("SELECT set_config('casehug.firm', %s, false)", [str(hart_vale.id)])
                for table in LOCKED_ROWS:
                    cursor.execute(f"SELECT id FROM {table} FOR UPDATE NOWAIT")
                    assert cursor.fetchall()
        finally:
            other.close()
        return b"%PDF-1.7 summary"

    monkeypatch.setattr(summary, "make_summary", made)
    decisions.approve(upload=last, by=lena)
    assert seen == []
    due.file_due(Intake.objects.get().pk)
    assert seen == [False]
    assert summaries().count() == 1
