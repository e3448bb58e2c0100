"""What a client sent: seen again, opened, taken back after one question, and put back for a while."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casehug.models import AuditEntry
from intake.models import Intake, Item, Upload
from intake.review import decisions
from intake.uploads import taking_back
from tests.intake.send import PDF, picture, sent
from tests.intake.uploads.test_previews import CAGE

MOST_BYTES = 60_000


@pytest.fixture
def item(ask):
    return ask("Most recent tax return", "document")


@pytest.fixture
def upload(item):
    return sent(item, "return.pdf", PDF)


def state(upload):
    upload.refresh_from_db()
    return upload.state


def test_each_file_has_a_picture_and_can_be_opened(phone, item, upload):
    page = phone.reads(f"items/{item.pk}/")
    at = phone.at(f"uploads/{upload.pk}/")
    assert f'src="{at}thumbnail/"' in page
    assert 'alt="Picture of return.pdf"' in page
    assert f'href="{at}file/"' in page
    small = phone.get(f"{at}thumbnail/")
    assert small.headers["Content-Type"] == "image/jpeg"
    assert small.getvalue().startswith(b"\xff\xd8")
    assert {name: small.headers[name] for name in CAGE} == CAGE
    whole = phone.get(f"{at}file/")
    assert whole.getvalue() == PDF
    assert whole.headers["Content-Disposition"].startswith("attachment; ")
    assert {name: whole.headers[name] for name in CAGE} == CAGE


def test_a_picture_is_shown_in_the_browser(phone, item):
    photo = sent(item, "photo.jpg", picture(size=(2000, 1500)))
    assert phone.get(phone.at(f"uploads/{photo.pk}/file/"))["Content-Disposition"] == "inline"
    small = phone.get(phone.at(f"uploads/{photo.pk}/thumbnail/")).getvalue()
    assert len(small) < 10_000


def test_what_has_no_picture_has_a_mark_instead(phone, item):
    text = sent(item, "notes.txt", b"Two children")
    assert f"uploads/{text.pk}/thumbnail/" not in phone.reads(f"items/{item.pk}/")
    assert phone.get(phone.at(f"uploads/{text.pk}/thumbnail/")).status_code == 404


@pytest.mark.parametrize("name", ["file", "thumbnail", "removal", "put-back", "password"])
def test_nobody_else_gets_there(phone, upload, passport, name):
    foreign = sent(passport)
    assert phone.get(phone.at(f"uploads/{foreign.pk}/{name}/")).status_code == 404
    assert phone.sends(f"uploads/{foreign.pk}/{name}/").status_code in {404, 405}
    assert Client().get(phone.at(f"uploads/{upload.pk}/{name}/")).status_code == 404
    assert state(foreign) == "uploaded"


@pytest.mark.parametrize("scan", [Upload.Scan.PENDING, Upload.Scan.INFECTED])
def test_what_was_not_found_clean_is_not_opened(phone, item, upload, scan):
    Upload.objects.update(scan=scan)
    page = phone.reads(f"items/{item.pk}/")
    for name in ("file", "thumbnail"):
        assert phone.get(phone.at(f"uploads/{upload.pk}/{name}/")).status_code == 404
        assert f"uploads/{upload.pk}/{name}/" not in page


def test_taking_back_is_asked_once(phone, item, upload):
    page = phone.reads(f"uploads/{upload.pk}/removal/")
    assert "Take this file back?" in page
    assert "return.pdf" in page
    assert state(upload) == "uploaded"
    answer = phone.sends(f"uploads/{upload.pk}/removal/")
    assert answer.url == f"{phone.at(f'items/{item.pk}/')}#files"
    assert state(upload) == "removed"


def test_it_can_be_put_back_for_ten_minutes(phone, item, upload):
    phone.sends(f"uploads/{upload.pk}/removal/")
    page = phone.reads(f"items/{item.pk}/")
    assert "You took back return.pdf." in page
    assert f'action="{phone.at(f"uploads/{upload.pk}/put-back/")}"' in page
    answer = phone.sends(f"uploads/{upload.pk}/put-back/")
    assert answer.url == f"{phone.at(f'items/{item.pk}/')}#files"
    upload.refresh_from_db()
    assert (upload.state, upload.removed_at) == ("uploaded", None)
    assert Item.objects.get(pk=item.pk).state == "given"
    assert AuditEntry.objects.latest("id").verb == "upload.put_back"
    assert "You took back" not in phone.reads(f"items/{item.pk}/")


def test_later_it_has_to_be_sent_again(phone, item, upload):
    phone.sends(f"uploads/{upload.pk}/removal/")
    Upload.objects.update(removed_at=timezone.now() - taking_back.WITHIN - timedelta(seconds=1))
    assert "You took back" not in phone.reads(f"items/{item.pk}/")
    answer = phone.sends(f"uploads/{upload.pk}/put-back/")
    assert answer.status_code == 422
    assert "This file was taken back a while ago. Choose it again to send it." in (
        answer.content.decode()
    )
    assert state(upload) == "removed"


def test_once_something_was_decided_it_stays_away(phone, item, upload, lena):
    phone.sends(f"uploads/{upload.pk}/removal/")
    other = sent(item, "other.pdf")
    decisions.return_(upload=other, reason="Page 2 is missing.", by=lena)
    assert phone.sends(f"uploads/{upload.pk}/put-back/").status_code == 422
    Upload.objects.filter(pk=other.pk).update(reviewed_at=None)
    Intake.objects.update(status=Intake.Status.APPROVED)
    assert phone.sends(f"uploads/{upload.pk}/put-back/").status_code == 422
    assert state(upload) == "removed"


def test_pressed_twice_it_is_put_back_once(phone, upload):
    for _ in range(2):
        assert phone.sends(f"uploads/{upload.pk}/put-back/").status_code == 302
    assert state(upload) == "uploaded"


def test_what_was_looked_at_is_not_taken_back(phone, item, upload, lena):
    decisions.approve(upload=upload, by=lena)
    assert phone.get(phone.at(f"uploads/{upload.pk}/removal/")).url == phone.at(f"items/{item.pk}/")


def test_a_page_of_twenty_files_stays_small(phone, item):
    for number in range(20):
        sent(item, f"Bank statement {number}, Checking.pdf")
    assert len(phone.reads(f"items/{item.pk}/").encode()) < MOST_BYTES
