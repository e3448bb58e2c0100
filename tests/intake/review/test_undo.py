"""Taking a decision back: the upload, and the intake that was approved with it."""

import pytest

from casehug.files.storage import private_files
from casehug.models import AuditEntry
from intake.errors import NotNow
from intake.models import Intake, Item, Upload
from intake.review import decisions
from intake.summary import due
from integrations.models import Link
from matters.models import Document
from tests.intake.send import sent

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")


@pytest.fixture
def whole(modest, passport, tax_return, answered, lena):
    """`modest`, submitted and approved; the tax return was the last that was needed."""
    Intake.objects.update(status=Intake.Status.SUBMITTED, submitted_at=modest.created_at)
    decisions.approve(upload=sent(passport), by=lena)
    decisions.approve(upload=sent(tax_return, "Taxes.pdf"), by=lena)
    due.file_due(modest.pk)
    modest.refresh_from_db()
    assert modest.status == Intake.Status.APPROVED
    return modest


@pytest.fixture
def last(whole, tax_return):
    return tax_return.uploads.get()


def summaries():
    return Document.objects.filter(kind=Document.Kind.SUMMARY)


def undone(upload, by):
    return decisions.undo(upload=Upload.objects.get(pk=upload.pk), by=by)


def test_undoing_the_last_approval_opens_the_intake_again(
    whole, last, passport, answered, lena, django_capture_on_commit_callbacks
):
    bytes_of_the_summary = summaries().get().file
    with django_capture_on_commit_callbacks(execute=True):
        undone(last, lena)
    whole.refresh_from_db()
    answered.refresh_from_db()
    assert (whole.status, whole.approved_at) == (Intake.Status.SUBMITTED, None)
    assert answered.state == Item.State.GIVEN
    assert not summaries().exists()
    assert not private_files().exists(bytes_of_the_summary)
    assert [one.uploads.get().item for one in Document.objects.all()] == [passport]
    verbs = list(AuditEntry.objects.order_by("-id").values_list("verb", flat=True)[:4])
    assert {"upload.approved_undone", "intake.approval_undone"} < set(verbs)


def test_approving_again_files_a_fresh_summary(whole, last, answered, lena):
    former = summaries().get().pk
    decisions.approve(upload=undone(last, lena), by=lena)
    due.file_due(whole.pk)
    whole.refresh_from_db()
    answered.refresh_from_db()
    assert whole.status == Intake.Status.APPROVED
    assert answered.state == Item.State.APPROVED
    assert summaries().get().pk != former
    assert summaries().get().name == "Intake summary - Ruiz.pdf"


def test_an_earlier_approval_is_undone_as_well(whole, passport, lena):
    undone(passport.uploads.get(), lena)
    whole.refresh_from_db()
    assert whole.status == Intake.Status.SUBMITTED


@pytest.mark.parametrize("status", [Intake.Status.RETURNED, Intake.Status.IN_PROGRESS])
def test_it_goes_back_to_what_it_was(modest, passport, tax_return, answered, lena, status):
    decisions.approve(upload=sent(passport), by=lena)
    Intake.objects.update(status=status)
    upload = decisions.approve(upload=sent(tax_return), by=lena)
    undone(upload, lena)
    modest.refresh_from_db()
    assert modest.status == status


def test_an_intake_approved_before_its_status_was_kept(whole, last, lena):
    Intake.objects.update(approved_from="")
    undone(last, lena)
    whole.refresh_from_db()
    assert whole.status == Intake.Status.SUBMITTED


def test_a_summary_that_has_left_keeps_everything(whole, last, answered, lena):
    Link.objects.create(kind=Link.Kind.DOCUMENT, document=summaries().get(), clio_account="us:1")
    with pytest.raises(NotNow, match=r"in Clio already.*the intake stays approved"):
        undone(last, lena)
    for row in (whole, last, answered):
        row.refresh_from_db()
    assert whole.status == Intake.Status.APPROVED
    assert (last.state, answered.state) == (Upload.State.APPROVED, Item.State.APPROVED)
    assert Document.objects.count() == 3
    assert not AuditEntry.objects.filter(verb__endswith="_undone").exists()


def test_the_page_says_why_it_stays(whole, last, lenas):
    Link.objects.create(kind=Link.Kind.DOCUMENT, document=summaries().get(), clio_account="us:1")
    response = lenas.post(f"/uploads/{last.pk}/undo/", follow=True)
    assert "the intake stays approved" in response.content.decode()


def test_a_document_approved_later_leaves_the_intake_approved(whole, car_title, lena):
    later = decisions.approve(upload=sent(car_title), by=lena)
    undone(later, lena)
    whole.refresh_from_db()
    assert whole.status == Intake.Status.APPROVED
    assert summaries().count() == 1


def test_an_excuse_is_taken_up_again_with_the_intake(modest, passport, tax_return, answered, lena):
    decisions.approve(upload=sent(passport), by=lena)
    Item.objects.filter(pk=tax_return.pk).update(excuse=Item.Excuse.NOT_APPLICABLE)
    decisions.accept_excuse(item=tax_return, by=lena)
    decisions.undo_excuse(item=tax_return, by=lena)
    modest.refresh_from_db()
    assert modest.status == Intake.Status.IN_PROGRESS
    assert not summaries().exists()


def test_the_page_tells_of_the_intake_opened_again(whole, last, lenas):
    text = lenas.post(f"/uploads/{last.pk}/undo/", follow=True).content.decode()
    assert "The intake of Ruiz — Divorce is open again, and its summary is off the matter." in text


# --- U: the last few decisions of one's own ------------------------------------------------------


def undone_by_key(text):
    """The upload whose Undo the key presses; None where there is none."""
    if 'data-key="u"' not in text:
        return None
    form = text[: text.index('data-key="u"')].rpartition("/undo/")[0]
    return int(form.rpartition("/uploads/")[2])


def pressed(client, upload, noun, **fields):
    answer = client.post(f"/uploads/{upload.pk}/{noun}/", fields, follow=True)
    return answer.content.decode()


def test_the_last_decisions_are_undone_one_after_the_other(lenas, passport):
    one, two, _three = (sent(passport) for _ in range(3))
    pressed(lenas, one, "approval")
    text = pressed(lenas, two, "approval")
    assert undone_by_key(text) == two.pk
    assert f"/uploads/{one.pk}/undo/" in text
    text = pressed(lenas, two, "undo")
    assert undone_by_key(text) == one.pk
    text = pressed(lenas, one, "undo")
    assert undone_by_key(text) is None
    assert not Document.objects.exists()


def test_the_last_decisions_stay_when_the_queue_is_empty(lenas, passport):
    upload = sent(passport)
    pressed(lenas, upload, "approval")
    assert undone_by_key(lenas.get("/review/").content.decode()) == upload.pk


def test_only_the_last_five_are_kept(lenas, lena, passport):
    uploads = [decisions.approve(upload=sent(passport), by=lena) for _ in range(6)]
    text = lenas.get("/review/").content.decode()
    shown = [upload for upload in uploads if f"/uploads/{upload.pk}/undo/" in text]
    assert shown == uploads[1:]


def test_what_another_decided_is_not_undone_by_key(lenas, mara, lena, passport, modest):
    own = decisions.approve(upload=sent(passport), by=lena)
    others = decisions.approve(upload=sent(passport), by=mara)
    for page in ("/review/", f"/matters/{modest.matter_id}/review/"):
        text = lenas.get(page).content.decode()
        assert undone_by_key(text) == own.pk
        assert f"/uploads/{others.pk}/undo/" not in text
        assert undone_by_key(lenas.get(f"{page}?last={others.pk}").content.decode()) == own.pk
        assert undone_by_key(lenas.get(f"{page}?at={others.pk}").content.decode()) is None


def test_an_approval_a_moment_too_late_says_whose_it_is(lenas, mara, lena, passport):
    upload = decisions.approve(upload=sent(passport), by=mara)
    text = pressed(lenas, upload, "approval")
    assert "Mara Hart approved Passport a moment before you." in text
    assert undone_by_key(text) is None
    assert "Passport of Ruiz — Divorce: approved" not in text
    upload.refresh_from_db()
    assert upload.reviewed_by == mara


def test_the_same_return_a_moment_too_late_says_whose_it_is(lenas, mara, passport):
    upload = decisions.return_(upload=sent(passport), reason="Blurry.", by=mara)
    text = pressed(lenas, upload, "return", own="Blurry.")
    assert "Mara Hart returned Passport a moment before you." in text
    assert undone_by_key(text) is None


def test_no_undo_is_offered_where_it_cannot_work(whole, last, passport, lenas, modest):
    """Neither of what is in Clio itself, nor of what the summary there was made with."""
    here = f"/uploads/{last.pk}/undo/"
    paths = [f"/review/?last={last.pk}", f"/review/?at={last.pk}"]
    paths += [
        f"/matters/{modest.matter_id}/review/",
        f"/matters/{modest.matter_id}/review/?at={last.pk}",
    ]
    assert [path for path in paths if here not in lenas.get(path).content.decode()] == []
    link = Link.objects.create(
        kind=Link.Kind.DOCUMENT, document_id=last.document_id, clio_account="us:1"
    )
    pages = [lenas.get(path).content.decode() for path in paths]
    assert not any(here in page for page in pages)
    assert "This document is in Clio already, or on its way there." in pages[1]
    Link.objects.filter(pk=link.pk).update(document=summaries().get())
    assert not any("/undo/" in lenas.get(path).content.decode() for path in paths)
