"""What approving, returning and undoing does, to the rows and to what listens."""

import pytest

from casehug.models import AuditEntry
from intake.errors import NotNow
from intake.events import document_approved, intake_approved
from intake.lifecycle.intakes import add_item
from intake.models import Intake, Item, Upload
from intake.review import decisions
from intake.summary import due
from integrations.models import Connection, Link, Sync
from matters.models import Document
from tests.intake.send import sent

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")


@pytest.fixture
def heard():
    """The news sent, in order."""
    news = []
    on_intake = lambda matter, by, **_: news.append("intake")  # noqa: E731
    on_document = lambda document, by, **_: news.append(document.name)  # noqa: E731
    intake_approved.connect(on_intake)
    document_approved.connect(on_document)
    yield news
    intake_approved.disconnect(on_intake)
    document_approved.disconnect(on_document)


@pytest.fixture
def auto_sync(in_firm):
    return Connection.objects.create(state=Connection.State.CONNECTED, auto_sync_on_approval=True)


def approved(upload, by):
    return decisions.approve(upload=upload, by=by)


def state(row):
    row.refresh_from_db()
    return getattr(row, "state", None) or row.status


def finished(modest, passport, tax_return, lena):
    """Both required documents approved."""
    approved(sent(passport), lena)
    approved(sent(tax_return, "Taxes.pdf"), lena)
    modest.refresh_from_db()
    return modest


def test_approving_files_the_same_bytes(passport, lena):
    upload = approved(sent(passport), lena)
    document = Document.objects.get()
    assert (document.file, document.sha256, document.size) == (
        upload.file,
        upload.sha256,
        upload.size,
    )
    assert (document.kind, document.added_by, upload.document) == ("upload", lena, document)
    assert state(passport) == Item.State.APPROVED
    assert {"upload.approved", "document.filed"} <= set(
        AuditEntry.objects.values_list("verb", flat=True)
    )


def test_approving_twice_is_approving_once(passport, lena, mara):
    upload = sent(passport)
    approved(upload, lena)
    assert approved(upload, mara).reviewed_by == lena
    assert Document.objects.count() == 1


def test_an_item_with_two_files_waits_for_both(passport, lena):
    first, second = sent(passport), sent(passport)
    approved(first, lena)
    assert state(passport) == Item.State.GIVEN
    approved(second, lena)
    assert state(passport) == Item.State.APPROVED


def test_a_return_carries_a_reason_and_tells_the_client_later(passport, modest, lena):
    upload = decisions.return_(upload=sent(passport), reason=" Page 2 is \n missing. ", by=lena)
    assert (upload.reason, upload.reviewed_by) == ("Page 2 is missing.", lena)
    assert state(passport) == Item.State.RETURNED
    assert state(modest) == Intake.Status.RETURNED
    assert modest.returns_due_at is not None
    assert not Document.objects.exists()


def test_a_return_without_a_reason_is_refused(passport, lena):
    with pytest.raises(NotNow, match="Say why"):
        decisions.return_(upload=sent(passport), reason="  ", by=lena)


def test_a_return_is_answered_by_what_comes_after_it(passport, lena):
    decisions.return_(upload=sent(passport), reason="Blurry.", by=lena)
    second = sent(passport)
    assert state(passport) == Item.State.GIVEN
    approved(second, lena)
    assert state(passport) == Item.State.APPROVED


def test_a_decision_is_not_overruled_without_undoing_it(passport, lena, mara):
    upload = approved(sent(passport), lena)
    with pytest.raises(NotNow, match="Lena Ortiz has approved this already"):
        decisions.return_(upload=upload, reason="No.", by=mara)
    upload = decisions.return_(upload=sent(passport), reason="Blurry.", by=lena)
    with pytest.raises(NotNow, match="Lena Ortiz has returned this already"):
        approved(upload, mara)


def test_undoing_an_approval_takes_the_document_back(passport, lena):
    upload = decisions.undo(upload=approved(sent(passport), lena), by=lena)
    assert upload.state == Upload.State.UPLOADED
    assert not Document.objects.exists()
    assert state(passport) == Item.State.GIVEN
    with upload.open() as file:
        assert file.read(5) == b"%PDF-"
    approved(upload, lena)
    assert Document.objects.get().name.endswith("Ruiz.pdf")


def test_undoing_a_return_takes_the_status_back(passport, modest, lena):
    upload = decisions.return_(upload=sent(passport), reason="Blurry.", by=lena)
    decisions.undo(upload=upload, by=lena)
    assert state(modest) == Intake.Status.IN_PROGRESS
    assert state(passport) == Item.State.GIVEN


def test_what_may_be_in_clio_stays(passport, lena):
    upload = approved(sent(passport), lena)
    Link.objects.create(kind=Link.Kind.DOCUMENT, document=upload.document, clio_account="us:1")
    with pytest.raises(NotNow, match=r"in Clio already, or on its way there\. It stays approved"):
        decisions.undo(upload=upload, by=lena)
    assert Document.objects.count() == Link.objects.count() == 1
    assert state(upload) == Upload.State.APPROVED


@pytest.mark.usefixtures("answered")
def test_the_last_required_approval_approves_the_intake(modest, passport, tax_return, lena, heard):
    approved(sent(passport), lena)
    assert state(modest) == Intake.Status.IN_PROGRESS
    approved(sent(tax_return), lena)
    assert state(modest) == Intake.Status.APPROVED
    assert modest.approved_at is not None
    assert heard == ["intake"]
    due.file_due(modest.pk)
    summary_document = Document.objects.get(kind=Document.Kind.SUMMARY)
    assert summary_document.name == "Intake summary - Ruiz.pdf"
    with summary_document.open() as file:
        assert file.read() == b"%PDF-1.7 summary"


def test_answers_are_approved_with_the_intake(modest, passport, tax_return, lena, answered):
    finished(modest, passport, tax_return, lena)
    assert state(answered) == Item.State.APPROVED


def test_an_open_question_keeps_the_intake_open(modest, passport, tax_return, lena):
    assert finished(modest, passport, tax_return, lena).status == Intake.Status.IN_PROGRESS


@pytest.mark.usefixtures("answered")
def test_an_accepted_excuse_stands_for_a_file(modest, passport, tax_return, lena, heard):
    approved(sent(passport), lena)
    tax_return.excuse = Item.Excuse.NOT_APPLICABLE
    tax_return.save()
    decisions.accept_excuse(item=tax_return, by=lena)
    assert state(modest) == Intake.Status.APPROVED
    assert heard == ["intake"]


def test_an_accepted_excuse_can_be_undone(passport, lena):
    passport.excuse = Item.Excuse.COMING
    passport.save()
    decisions.accept_excuse(item=passport, by=lena)
    assert state(passport) == Item.State.APPROVED
    decisions.undo_excuse(item=passport, by=lena)
    assert state(passport) == Item.State.OPEN


def test_there_is_no_excuse_to_accept_where_none_was_given(passport, lena):
    with pytest.raises(NotNow):
        decisions.accept_excuse(item=passport, by=lena)


@pytest.mark.usefixtures("answered")
def test_approving_all_approves_the_intake_once(modest, passport, tax_return, lena, heard):
    sent(passport)
    sent(passport)
    sent(tax_return)
    assert decisions.approve_all(intake=modest, by=lena) == 3
    assert state(modest) == Intake.Status.APPROVED
    assert heard == ["intake"]
    assert Document.objects.filter(kind="upload").count() == 3
    assert decisions.approve_all(intake=modest, by=lena) == 0
    assert heard == ["intake"]


@pytest.mark.usefixtures("answered")
def test_later_documents_are_told_one_by_one(modest, passport, tax_return, car_title, lena, heard):
    finished(modest, passport, tax_return, lena)
    approved(sent(car_title, "Title.pdf"), lena)
    assert state(modest) == Intake.Status.APPROVED
    assert heard[0] == "intake"
    assert heard[1].endswith("Car title - Ruiz.pdf")


@pytest.mark.usefixtures("answered")
def test_a_late_return_leaves_the_intake_approved(modest, passport, tax_return, car_title, lena):
    finished(modest, passport, tax_return, lena)
    decisions.return_(upload=sent(car_title), reason="Blurry.", by=lena)
    assert state(modest) == Intake.Status.APPROVED


@pytest.mark.usefixtures("answered", "auto_sync")
def test_approval_asks_for_exactly_one_sync(modest, passport, tax_return, car_title, lena):
    approved(sent(passport), lena)
    assert not Sync.objects.exists()
    approved(sent(tax_return), lena)
    assert Sync.objects.get().trigger == Sync.Trigger.APPROVAL
    approved(sent(car_title), lena)
    assert Sync.objects.count() == 1  # The one that waits takes the later document along.
    Sync.objects.update(state=Sync.State.SYNCED)
    approved(sent(car_title), lena)
    assert Sync.objects.filter(state=Sync.State.QUEUED).count() == 1


@pytest.mark.usefixtures("answered")
def test_without_auto_sync_nothing_is_asked_of_clio(modest, passport, tax_return, lena):
    finished(modest, passport, tax_return, lena)
    assert not Sync.objects.exists()


@pytest.mark.usefixtures("answered", "auto_sync")
def test_approval_stands_or_falls_as_a_whole(modest, passport, tax_return, lena, monkeypatch):
    def fails(intake):
        raise RuntimeError

    approved(sent(passport), lena)
    last = sent(tax_return)
    monkeypatch.setattr(due, "ask_for", fails)
    with pytest.raises(RuntimeError):
        approved(last, lena)
    assert state(modest) == Intake.Status.IN_PROGRESS
    assert state(last) == Upload.State.UPLOADED
    assert Document.objects.count() == 1
    assert not Sync.objects.exists()


def test_an_optional_approval_alone_does_not_end_an_intake(modest, car_title, lena):
    modest.items.exclude(pk=car_title.pk).update(required=False)
    approved(sent(car_title), lena)
    assert state(modest) == Intake.Status.IN_PROGRESS
    decisions.approve_all(intake=modest, by=lena)
    assert state(modest) == Intake.Status.APPROVED


@pytest.mark.parametrize("scan", [Upload.Scan.PENDING, Upload.Scan.INFECTED])
def test_what_was_not_found_clean_is_not_approved(passport, modest, lena, scan):
    upload = sent(passport)
    Upload.objects.update(scan=scan)
    with pytest.raises(NotNow, match="virus scanner"):
        approved(upload, lena)
    assert decisions.approve_all(intake=modest, by=lena) == 0
    assert not Document.objects.exists()


def test_what_the_client_took_back_is_not_decided(passport, lena):
    upload = sent(passport)
    Upload.objects.update(state=Upload.State.REMOVED)
    for verb in (decisions.approve, decisions.undo):
        with pytest.raises(NotNow, match="took this upload back"):
            verb(upload=upload, by=lena)


# --- Who said so ---------------------------------------------------------------------------------


def excused(item, lena):
    item.excuse = Item.Excuse.SOMEONE_ELSE
    item.save()
    return decisions.accept_excuse(item=item, by=lena)


@pytest.mark.usefixtures("answered")
def test_an_approved_intake_knows_who_approved_it(modest, passport, tax_return, lena):
    assert finished(modest, passport, tax_return, lena).approved_by == lena
    add_item(intake=modest, by=lena, kind="document", title="One more")
    modest.refresh_from_db()
    assert (modest.approved_at, modest.approved_by) == (None, None)


def test_an_item_knows_who_went_on_without_it(passport, lena):
    item = excused(passport, lena)
    item.refresh_from_db()
    assert item.accepted_by == lena
    assert item.accepted_at
    decisions.undo_excuse(item=item, by=lena)
    item.refresh_from_db()
    assert (item.accepted_by, item.accepted_at) == (None, None)
