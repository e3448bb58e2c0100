"""Approving all that waits, and what a matter's page says of the rest."""

import pytest

from intake.models import Intake, Item, Upload
from intake.review import decisions
from integrations.models import Connection
from matters.models import Document
from tests.intake.send import sent
from tests.markup import flat

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")


@pytest.fixture
def board(lenas, modest):
    """board() → its words; board.press(uploads) → the words of the page it leads to."""
    return Page(lenas, f"/matters/{modest.matter_id}/review/")


class Page:
    def __init__(self, client, path):
        self.client, self.path = client, path

    def __call__(self, marks=""):
        return self.client.get(self.path + marks).content.decode()

    def press(self, shown):
        keys = [upload.pk for upload in shown]
        about = {"upload": keys, "newest": max(keys, default="")}
        return self.client.post(f"{self.path}approval/", about, follow=True).content.decode()


@pytest.fixture
def auto_sync(in_firm):
    Connection.objects.create(state=Connection.State.CONNECTED, auto_sync_on_approval=True)


def states(*uploads):
    return [Upload.objects.get(pk=upload.pk).state for upload in uploads]


def test_only_what_was_shown_is_approved(board, passport, tax_return):
    shown = [sent(passport), sent(passport), sent(tax_return)]
    text = board()
    for upload in shown:
        assert f'name="upload" value="{upload.pk}"' in text
    unseen = sent(tax_return, "Unseen.pdf")
    text = board.press(shown)
    assert states(*shown) == ["approved"] * 3
    assert states(unseen) == ["uploaded"]
    assert "Approved 3 uploads." in text
    assert "1 more came in meanwhile." in text


@pytest.mark.usefixtures("answered")
def test_what_came_unseen_keeps_the_intake_open(board, modest, passport, tax_return):
    shown = [sent(passport), sent(tax_return)]
    sent(tax_return, "Unseen.pdf")
    board.press(shown)
    modest.refresh_from_db()
    assert modest.status == Intake.Status.IN_PROGRESS
    assert not Document.objects.filter(kind=Document.Kind.SUMMARY).exists()


def test_a_press_that_names_nothing_approves_nothing(board, passport):
    upload = sent(passport)
    board.press([])
    assert states(upload) == ["uploaded"]


def test_what_is_being_scanned_is_neither_shown_nor_news(board, passport):
    scanned, shown = sent(passport), sent(passport)
    Upload.objects.filter(pk=scanned.pk).update(scan=Upload.Scan.PENDING)
    assert f'name="upload" value="{scanned.pk}"' not in board()
    text = board.press([shown])
    assert "more came in meanwhile" not in text
    assert states(scanned) == ["uploaded"]


def test_the_press_names_what_follows(board, passport):
    sent(passport)
    text = board()
    assert "Approve 1 upload</button>" in text
    assert "The intake stays open." in text


@pytest.mark.usefixtures("answered")
def test_the_press_names_the_intake_where_it_ends(board, passport, tax_return):
    sent(passport), sent(tax_return)
    text = board()
    assert "Approve 2 uploads and the intake</button>" in text
    assert "Clio" not in text.partition("review__whole")[2].partition("</form>")[0]


@pytest.mark.usefixtures("answered", "auto_sync")
def test_the_press_names_clio_where_it_sends(board, passport, tax_return):
    sent(passport), sent(tax_return)
    assert "Clio gets them by itself." in board()


@pytest.mark.usefixtures("answered")
def test_accepting_the_last_excuse_says_what_it_did(lenas, passport, tax_return, lena):
    decisions.approve(upload=sent(passport), by=lena)
    Item.objects.filter(pk=tax_return.pk).update(excuse=Item.Excuse.NOT_APPLICABLE)
    text = lenas.post(f"/items/{tax_return.pk}/excuse/", follow=True).content.decode()
    assert "The intake of Ruiz — Divorce is approved. Its summary follows in a moment." in text


def test_after_the_last_upload_the_page_says_what_is_to_come(
    board, lenas, modest, passport, tax_return
):
    upload = sent(passport)
    approval = f"/uploads/{upload.pk}/approval/"
    answer = lenas.post(approval, {"matter": modest.matter_id}, follow=True)
    text = flat(answer.content.decode())
    assert "Nothing more to review here" in text
    assert "2 still to come: Most recent tax return, Where do you work?" in text
    assert f'href="/matters/{modest.matter_id}/"' in text
    assert 'id="picture"' not in text
    assert "Passport.pdf" in board(f"?at={upload.pk}")


def test_staff_read_of_uploads(board, lenas, passport):
    sent(passport)
    for text in (board(), lenas.get("/review/").content.decode()):
        main = text.partition("<main")[2].replace("review__file", "")
        assert " file" not in main.replace("Passport.pdf", "").lower()
