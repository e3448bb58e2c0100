"""Locked PDFs: the client gives the password once; a copy without it is what staff see and file."""

import io
import logging

import pytest

from casehug.files.storage import private_files
from casehug.models import AuditEntry
from intake.models import Upload
from intake.review import decisions, virus_scan
from intake.uploads import previews, unlocking, viewer_process
from matters.models import Document
from tests.intake.send import sent
from tests.intake.uploads import locked_files

PASSWORD, LOCKED = locked_files.PASSWORD_OF_AES_256, locked_files.AES_256


@pytest.fixture
def statement(ask):
    item = ask("Bank statements", "document")
    return sent(item, "May.pdf", LOCKED)


@pytest.fixture
def gives(phone, statement):
    def give(password, **options):
        return phone.sends(f"uploads/{statement.pk}/password/", {"password": password}, **options)

    return give


def test_the_right_password_keeps_a_copy_beside_the_original(gives, phone, statement):
    assert gives(PASSWORD).url == phone.at(f"items/{statement.item_id}/")
    upload = Upload.objects.get()
    assert [one["code"] for one in upload.remarks] == ["unlocked"]
    assert (upload.pages, upload.is_locked) == (1, False)
    assert private_files().open(upload.file).read() == LOCKED
    with upload.open() as stream:
        copy = stream.read()
    assert upload.stored.size == len(copy)
    assert viewer_process.look("pdf", io.BytesIO(copy))["pages"] == 1
    assert previews.of(upload)
    page = phone.reads(f"items/{statement.item_id}/")
    assert "A copy that opens without it is kept beside it." in page
    assert "Type its password" not in page


def test_a_pdf_of_old_is_opened_too(phone, ask):
    upload = sent(ask("Deed", "document"), "Deed.pdf", locked_files.RC4)
    phone.sends(f"uploads/{upload.pk}/password/", {"password": locked_files.PASSWORD_OF_RC4})
    assert Upload.objects.get().pages == 1


def test_staff_see_the_copy_and_clio_gets_it(gives, statement, lenas, lena):
    gives(PASSWORD)
    upload = Upload.objects.get()
    shown = lenas.get(f"/uploads/{upload.pk}/").getvalue()
    assert viewer_process.look("pdf", io.BytesIO(shown)) == {"pages": 1, "xfa": False, "files": 0}
    assert lenas.get(f"/uploads/{upload.pk}/?original").getvalue() == LOCKED
    assert "?original" in lenas.get(f"/review/?at={upload.pk}").content.decode()
    decisions.approve(upload=upload, by=lena)
    document = Document.objects.get(kind="upload")
    assert (document.file, document.size, document.sha256) == (
        upload.unlocked,
        upload.unlocked_size,
        upload.unlocked_sha256,
    )


def test_a_wrong_password_is_told_at_the_field(gives, statement, phone):
    answer = gives("1971")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "That password does not open this PDF." in page
    assert 'aria-invalid="true" data-focus' in page
    assert "1971" not in page
    upload = Upload.objects.get()
    assert (upload.unlocked, upload.unlock_tries, upload.is_locked) == ("", 1, True)


def test_nothing_typed_is_no_try(gives):
    assert "Type the password of this PDF" in gives("").content.decode()
    assert Upload.objects.get().unlock_tries == 0


def test_tries_are_limited(gives, monkeypatch):
    monkeypatch.setattr(unlocking, "MOST_TRIES", 2)
    assert [gives(word).status_code for word in ("a", "b", "c")] == [422] * 3
    assert "Too many passwords were tried" in gives(PASSWORD).content.decode()
    assert Upload.objects.get().unlock_tries == 2


def test_a_viewer_that_fails_leaves_all_as_it_was(gives, monkeypatch):
    monkeypatch.setattr(viewer_process, "unlock", lambda *_: None)
    assert "We could not open this PDF just now." in gives(PASSWORD).content.decode()
    assert Upload.objects.get().unlocked == ""


def test_the_password_is_written_nowhere(gives, statement, caplog, monkeypatch):
    commands = []
    run = viewer_process.subprocess.run
    monkeypatch.setattr(
        viewer_process.subprocess,
        "run",
        lambda command, **about: commands.append((command, about["env"])) or run(command, **about),
    )
    with caplog.at_level(logging.DEBUG):
        gives(PASSWORD)
    rows = [str(list(model.objects.values())) for model in (Upload, AuditEntry)]
    assert PASSWORD not in caplog.text + "".join(rows) + str(commands)


def test_opening_its_address_shows_the_item(phone, statement):
    answer = phone.get(phone.at(f"uploads/{statement.pk}/password/?password=x"))
    assert answer.url == phone.at(f"items/{statement.item_id}/")
    assert Upload.objects.get().unlock_tries == 0


def test_what_was_decided_stays_as_it_is(gives, statement, lena):
    decisions.approve(upload=statement, by=lena)
    gives(PASSWORD)
    assert Upload.objects.get().unlocked == ""


def test_another_intakes_file_is_not_there(phone, passport):
    upload = sent(passport, "May.pdf", LOCKED)
    answer = phone.sends(f"uploads/{upload.pk}/password/", {"password": PASSWORD})
    assert answer.status_code == 404


def test_what_was_inside_is_scanned_anew(gives, statement, settings, monkeypatch):
    scanned = []
    monkeypatch.setattr(unlocking.jobs, "ring", lambda *_: None)
    settings.CLAMD_ADDRESS = "unix:/nowhere"
    monkeypatch.setattr(virus_scan, "is_clean", lambda stream: not scanned.append(stream.read()))
    gives(PASSWORD)
    upload = Upload.objects.select_related("item").get()
    assert upload.scan == Upload.Scan.PENDING
    virus_scan.scan_pending(upload)
    with upload.open() as stream:
        assert scanned == [stream.read()]


def test_the_form_is_there_without_a_script(phone, statement):
    page = phone.reads(f"items/{statement.item_id}/")
    assert f'action="{phone.at(f"uploads/{statement.pk}/password/")}"' in page
    assert "This PDF is locked. Type its password, and your lawyer can open it" in page
    assert page.count("opens only with a password") == 0
