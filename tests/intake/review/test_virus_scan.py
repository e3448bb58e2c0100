"""Fail closed: what was not found clean is not shown, downloaded, approved or synced."""

import pytest

from intake.models import Intake, Item, Upload
from intake.review import virus_scan
from intake.tasks import look_at_upload
from intake.uploads import previews, return_reasons
from tests.fake_clamd import EICAR, clamd
from tests.intake.send import sent

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
