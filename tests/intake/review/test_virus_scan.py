"""Fail closed: what was not found clean is not shown, downloaded, approved or synced."""

import pytest

from intake.models import Intake, Item, Upload
from intake.review import decisions, virus_scan
from intake.tasks import look_at_upload
from intake.uploads import previews, return_reasons
from matters.models import Document
from tests.fake_clamd import EICAR, clamd
from tests.intake.send import PDF, sent

pytestmark = pytest.mark.usefixtures("modest")


@pytest.fixture
def scanner(settings):
    with clamd() as address:
        settings.CLAMD_ADDRESS = address
        yield address


@pytest.fixture
def scanner_away(settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:9"


def test_without_an_address_nothing_is_scanned(passport):
    upload = sent(passport)
    assert (upload.scan, upload.is_safe) == (Upload.Scan.OFF, True)
    assert virus_scan.sweep() == 0


@pytest.mark.usefixtures("scanner_away")
def test_while_the_scanner_is_away_the_file_waits(passport, lenas):
    upload = sent(passport)
    assert (upload.scan, upload.is_safe) == (Upload.Scan.PENDING, False)
    virus_scan.scan_pending(upload)
    assert virus_scan.sweep() == 0
    assert previews.of(upload) == ""
    upload.refresh_from_db()
    assert (upload.scan, upload.preview) == (Upload.Scan.PENDING, "")
    for path in (f"/uploads/{upload.pk}/", f"/uploads/{upload.pk}/preview/"):
        assert lenas.get(path).status_code == 404
    text = lenas.get("/review/").content.decode()
    assert "Being scanned for viruses" in text
    assert "approval" not in text
    lenas.post(f"/uploads/{upload.pk}/approval/")
    upload.refresh_from_db()
    assert upload.state == Upload.State.UPLOADED


@pytest.mark.usefixtures("scanner_away")
def test_the_sweep_scans_when_the_scanner_is_back(passport, settings):
    upload = sent(passport)
    with clamd() as settings.CLAMD_ADDRESS:
        assert virus_scan.sweep() == 1
    upload.refresh_from_db()
    assert upload.scan == Upload.Scan.CLEAN
    assert previews.of(upload)


@pytest.mark.usefixtures("scanner_away")
def test_an_infected_file_goes_back_with_a_reason(passport, modest, settings, lenas):
    Intake.objects.update(language="es")
    upload = sent(passport, "Notes.txt", EICAR)
    with clamd() as settings.CLAMD_ADDRESS:
        look_at_upload(str(upload.firm_id), upload.pk)
    upload.refresh_from_db()
    passport.refresh_from_db()
    assert (upload.scan, upload.state) == (Upload.Scan.INFECTED, Upload.State.RETURNED)
    assert (upload.reason_code, upload.reason) == (return_reasons.INFECTED, "")
    assert "antivirus" in return_reasons.told(upload, "es")
    assert passport.state == Item.State.RETURNED
    assert lenas.get(f"/uploads/{upload.pk}/").status_code == 404
    lenas.post(f"/uploads/{upload.pk}/undo/")
    upload.refresh_from_db()
    assert upload.state == Upload.State.RETURNED
    assert not Upload.objects.awaiting_review().exists()


@pytest.mark.usefixtures("scanner")
def test_a_file_that_came_is_scanned_and_pictured(passport):
    upload = sent(passport)
    look_at_upload(str(upload.firm_id), upload.pk)
    upload.refresh_from_db()
    assert upload.scan == Upload.Scan.CLEAN
    assert upload.has_preview


def test_what_was_let_through_while_scanning_was_off_is_scanned_later(passport, settings):
    clean, infected = sent(passport), sent(passport, "Notes.txt", EICAR)
    with clamd() as settings.CLAMD_ADDRESS:
        assert virus_scan.sweep() == 2
        assert virus_scan.sweep() == 0
    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.scan, infected.scan) == (Upload.Scan.CLEAN, Upload.Scan.INFECTED)
    assert infected.state == Upload.State.RETURNED


UNSCANNED_BADGE = "Not scanned</span>"


@pytest.mark.parametrize(
    ("scan", "shown"), [("off", True), ("clean", False), ("pending", False), ("infected", False)]
)
def test_staff_see_which_upload_was_never_scanned(passport, lenas, scan, shown):
    sent(passport)
    Upload.objects.update(scan=scan)
    for page in ("/review/", f"/matters/{passport.intake.matter_id}/review/"):
        assert (UNSCANNED_BADGE in lenas.get(page).content.decode()) == shown


def test_the_client_is_not_told_how_files_are_scanned(passport, token, phone):
    sent(passport)
    assert "canned" not in phone.get(phone.at()).content.decode()


def test_a_document_says_it_until_its_upload_is_scanned(passport, lena, lenas, settings):
    upload = sent(passport)
    decisions.approve(upload=upload, by=lena)
    matter = f"/matters/{passport.intake.matter_id}/"
    assert UNSCANNED_BADGE in lenas.get(matter).content.decode()
    with clamd() as settings.CLAMD_ADDRESS:
        virus_scan.sweep()
    assert Document.objects.get().scan == Document.Scan.CLEAN
    assert UNSCANNED_BADGE not in lenas.get(matter).content.decode()


def test_a_document_found_infected_says_so(passport, lena, lenas, settings):
    decisions.approve(upload=sent(passport, "Notes.txt", EICAR), by=lena)
    with clamd() as settings.CLAMD_ADDRESS:
        virus_scan.sweep()
    assert "Infected</span>" in lenas.get(f"/matters/{passport.intake.matter_id}/").content.decode()


def test_equal_bytes_found_clean_are_a_clean_document(passport, tax_return, lena):
    decisions.approve(upload=sent(passport, content=PDF), by=lena)
    again = sent(tax_return, content=PDF)
    Upload.objects.filter(pk=again.pk).update(scan=Upload.Scan.CLEAN)
    decisions.approve(upload=Upload.objects.get(pk=again.pk), by=lena)
    document = Document.objects.get(kind=Document.Kind.UPLOAD)
    assert document.scan == Document.Scan.CLEAN
