import errno
import hashlib
import io
import os
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import translation

from casehug.files import disk_space
from casehug.files.storage import PrivateFiles, private_files
from casehug.tenancy.scope import current_firm_id
from intake.models import Intake, Item, PartialUpload, Upload
from intake.uploads import receiving, spool, taking_back
from intake.uploads.receiving import Misfit, Refused
from intake.uploads.refusals import NoRoom
from tests.intake.send import PDF, sent

pytestmark = pytest.mark.usefixtures("modest")


def kept_files():
    """Of this test's firm."""
    root = Path(private_files().path(str(current_firm_id())))
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.fixture
def files_before():
    return kept_files()


def begun(item, content=PDF, name="Bank.pdf", nonce="a-nonce"):
    return receiving.begin(item=item, nonce=nonce, name=name, size=len(content))


def appended(partial, offset, content):
    return receiving.append(partial=partial, offset=offset, stream=io.BytesIO(content))


def test_bytes_are_kept_as_they_were_sent(passport):
    upload = sent(passport, content=PDF)
    with upload.open() as file:
        assert file.read() == PDF
    assert upload.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (upload.size, upload.content_type, upload.pages) == (len(PDF), "application/pdf", 1)


def test_what_is_sent_is_given_and_begins_the_intake(passport, modest):
    sent(passport)
    passport.refresh_from_db()
    modest.refresh_from_db()
    assert passport.state == Item.State.GIVEN
    assert modest.status == Intake.Status.IN_PROGRESS
    assert modest.begun_at
    assert modest.active_at


def test_a_file_that_comes_after_all_ends_the_excuse(passport):
    Item.objects.filter(pk=passport.pk).update(excuse=Item.Excuse.COMING)
    sent(passport)
    passport.refresh_from_db()
    assert passport.excuse == ""


def test_sent_twice_is_received_once(passport, files_before):
    first = sent(passport, nonce="same-nonce")
    assert sent(passport, nonce="same-nonce") == first
    assert len(kept_files()) == len(files_before) + 1


def test_one_nonce_on_two_items_is_two_uploads(passport, tax_return):
    assert sent(passport, nonce="n-1") != sent(tax_return, nonce="n-1")


def test_a_refused_file_leaves_nothing(passport, files_before):
    with pytest.raises(Refused) as refusal:
        sent(passport, "page.pdf", b"<html>")
    assert "a web page" in str(refusal.value)
    with translation.override("es"):
        assert "una página web" in str(refusal.value)
    assert not Upload.objects.exists()
    assert kept_files() == files_before


@pytest.mark.parametrize("call", ["pwrite", "fsync", "link"])
def test_a_full_disk_leaves_nothing_half_kept(passport, files_before, monkeypatch, call):
    with monkeypatch.context() as full:
        full.setattr(os, call, lambda *a: (_ for _ in ()).throw(OSError(errno.ENOSPC, "")))
        with pytest.raises(NoRoom) as refusal:
            sent(passport)
    assert "nothing of it was kept" in str(refusal.value)
    assert kept_files() == files_before
    assert not Upload.objects.exists()
    assert not PartialUpload.objects.exists()


def test_no_upload_begins_on_an_almost_full_disk(passport, monkeypatch):
    monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda path: SimpleNamespace(free=1))
    with pytest.raises(NoRoom):
        begun(passport)
    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".pdf", "паспорт.pdf", "../../etc/passwd.pdf", "a\0b.pdf"]
)
def test_names_in_any_script_and_length_are_borne(passport, name):
    upload = receiving.receive(item=passport, name=name, file=_file(), nonce="n")
    assert upload.name.endswith(".pdf")
    assert "/" not in upload.name
    assert "\0" not in upload.name


def _file():
    return SimpleUploadedFile("x.pdf", PDF)


# --- In pieces -----------------------------------------------------------------------------------


def test_pieces_make_the_file(passport):
    partial = begun(passport)
    assert appended(partial, 0, PDF[:100]) == 100
    assert appended(partial, 100, PDF[100:]) == len(PDF)
    upload = receiving.finish(partial=partial)
    with upload.open() as file:
        assert file.read() == PDF
    assert upload.sha256 == hashlib.sha256(PDF).hexdigest()
    assert not PartialUpload.objects.exists()


def test_finishing_leaves_one_copy(passport, files_before):
    partial = begun(passport)
    appended(partial, 0, PDF)
    receiving.finish(partial=partial)
    assert len(kept_files()) == len(files_before) + 1


def test_what_does_not_continue_is_told_where_to_go_on(passport):
    partial = begun(passport)
    appended(partial, 0, PDF[:100])
    for offset in (0, 50, 101):
        with pytest.raises(Misfit) as misfit:
            appended(partial, offset, b"x")
        assert misfit.value.offset == 100
    assert receiving.offset(partial) == 100


def test_more_than_was_announced_is_not_taken(passport):
    partial = begun(passport)
    with pytest.raises(Misfit):
        appended(partial, 0, PDF + b"more")
    assert receiving.offset(partial) <= len(PDF)


def test_a_lost_connection_keeps_what_arrived(passport):
    class Cut(io.BytesIO):
        def read(self, size=-1):
            if self.tell() >= 65536:
                raise ConnectionResetError
            return super().read(size)

    content = PDF + b"\n%" + b"x" * 200_000
    partial = begun(passport, content)
    with pytest.raises(ConnectionResetError):
        receiving.append(partial=partial, offset=0, stream=Cut(content))
    assert receiving.offset(partial) == 65536
    appended(partial, 65536, content[65536:])
    assert receiving.finish(partial=partial).size == len(content)


def test_a_first_connection_that_lingers_no_longer_fits(passport):
    """The phone changed networks: the old connection's rest must not spoil the new one's."""
    content = PDF + b"\n%" + b"x" * 200_000
    partial = begun(passport, content)
    waiting, go_on = threading.Event(), threading.Event()

    class Lingering(io.BytesIO):
        def read(self, size=-1):
            if self.tell() >= 65536:
                waiting.set()
                go_on.wait(5)
            return super().read(size)

    said = []

    def old():
        path = spool.path(partial)
        try:
            receiving.partial_file.grow(path, 0, Lingering(content), most=len(content))
        except Misfit as misfit:
            said.append(misfit.offset)

    thread = threading.Thread(target=old)
    thread.start()
    waiting.wait(5)
    appended(partial, 65536, content[65536:])
    upload = receiving.finish(partial=partial)
    go_on.set()
    thread.join(5)
    assert said == [len(content)]
    with upload.open() as file:
        assert file.read() == content


def test_a_file_still_missing_bytes_is_not_finished(passport):
    partial = begun(passport)
    with pytest.raises(Misfit) as misfit:
        receiving.finish(partial=partial)
    assert misfit.value.offset == 0
    appended(partial, 0, PDF[:10])
    with pytest.raises(Misfit) as misfit:
        receiving.finish(partial=partial)
    assert misfit.value.offset == 10
    appended(partial, 10, PDF[10:])
    receiving.finish(partial=partial)


def test_finishing_twice_is_finishing_once(passport):
    partial = begun(passport)
    appended(partial, 0, PDF)
    assert receiving.finish(partial=partial) == receiving.finish(partial=partial)


def test_beginning_again_goes_on(passport):
    partial = begun(passport)
    appended(partial, 0, PDF[:10])
    assert begun(passport) == partial
    assert receiving.offset(begun(passport)) == 10


def test_beginning_what_came_whole_gives_the_upload(passport):
    upload = sent(passport, nonce="a-nonce")
    assert begun(passport) == upload


def test_a_crash_before_the_row_is_finished_later(passport, monkeypatch):
    partial = begun(passport)
    appended(partial, 0, PDF)
    monkeypatch.setattr(receiving, "_written", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        receiving.finish(partial=partial)
    monkeypatch.undo()
    upload = receiving.finish(partial=partial)
    with upload.open() as file:
        assert file.read() == PDF


def test_nothing_more_fits_a_file_that_is_whole(passport):
    """Sealed before a crash: a sender who asks where to go on sends nothing, and finishes."""
    partial = begun(passport)
    appended(partial, 0, PDF)
    receiving.partial_file.seal(spool.path(partial), len(PDF))
    assert appended(partial, len(PDF), b"") == len(PDF)
    with pytest.raises(Misfit):
        appended(partial, 0, PDF)
    assert receiving.finish(partial=partial).size == len(PDF)


def test_what_is_no_document_is_refused_once_it_is_here(passport, files_before):
    content = b"<html>" + b"x" * 100
    partial = begun(passport, content)
    appended(partial, 0, content)
    with pytest.raises(Refused):
        receiving.finish(partial=partial)
    assert not PartialUpload.objects.exists()
    assert kept_files() == files_before


def test_a_kind_we_do_not_take_is_refused_before_it_is_sent(passport):
    with pytest.raises(Refused, match="a video"):
        begun(passport, name="wedding.mp4")
    with pytest.raises(Refused, match="larger than 100 MB"):
        receiving.begin(item=passport, nonce="n", name="a.pdf", size=101 * 2**20)


def test_a_full_disk_keeps_what_was_acknowledged(passport, monkeypatch):
    partial = begun(passport)
    appended(partial, 0, PDF[:10])
    monkeypatch.setattr(os, "pwrite", lambda *a: (_ for _ in ()).throw(OSError(errno.ENOSPC, "")))
    with pytest.raises(NoRoom):
        appended(partial, 10, PDF[10:])
    monkeypatch.undo()
    assert receiving.offset(partial) == 10


def test_what_nobody_went_on_sending_is_forgotten_after_a_day(passport, files_before):
    partial = begun(passport)
    appended(partial, 0, PDF[:10])
    assert spool.sweep_stale() == 0
    with time_machine.travel(time.time() + 23 * 3600):
        assert spool.sweep_stale() == 0
    with time_machine.travel(time.time() + 25 * 3600):
        assert spool.sweep_stale() == 1
    assert not PartialUpload.objects.exists()
    assert kept_files() == files_before


def test_the_sweep_leaves_what_became_an_upload(passport, monkeypatch):
    partial = begun(passport)
    appended(partial, 0, PDF)
    monkeypatch.setattr(spool, "forget", lambda partial: None)
    upload = receiving.finish(partial=partial)
    monkeypatch.undo()
    with time_machine.travel(time.time() + 25 * 3600):
        assert spool.sweep_stale() == 1
    with upload.open() as file:
        assert file.read() == PDF


def test_a_file_opened_too_late_is_swept(passport, files_before):
    """The upload was finished and forgotten while another connection was about to add to it."""
    partial = begun(passport)
    spool.forget(partial)
    with pytest.raises(Misfit):
        appended(partial, 10, PDF[10:])
    assert len(kept_files()) == len(files_before) + 1
    with time_machine.travel(time.time() + 25 * 3600):
        spool.sweep_stale()
    assert kept_files() == files_before


def test_a_plain_upload_killed_before_its_row_is_swept(passport, files_before, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(receiving, "_kept", lambda *a: (_ for _ in ()).throw(OperationalError))
        with pytest.raises(OperationalError):
            sent(passport)
    assert len(kept_files()) == len(files_before) + 2  # One file under two names.
    with time_machine.travel(time.time() + 25 * 3600):
        assert spool.sweep_stale() == 1
    assert kept_files() == files_before


# --- Taking back ---------------------------------------------------------------------------------


def test_a_client_takes_back_a_wrong_file(passport):
    upload = sent(passport)
    taking_back.take_back(upload=upload)
    passport.refresh_from_db()
    assert passport.state == Item.State.OPEN
    assert not Upload.objects.awaiting_review().exists()


def test_what_was_taken_back_may_be_sent_again_from_an_older_page(passport):
    first = sent(passport, nonce="same")
    taking_back.take_back(upload=first)
    second = sent(passport, nonce="same")
    assert second != first
    assert (second.state, second.nonce) == (Upload.State.UPLOADED, "same")
    partial = begun(passport, nonce="other")
    appended(partial, 0, PDF)
    taking_back.take_back(upload=receiving.finish(partial=partial))
    again = begun(passport, nonce="other")
    assert receiving.offset(again) == 0


def test_room_is_asked_for_only_what_is_missing(passport, monkeypatch, settings):
    settings.DISK_RESERVE = 0
    appended(begun(passport), 0, PDF[:-10])
    monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda path: SimpleNamespace(free=10))
    assert receiving.offset(begun(passport)) == len(PDF) - 10
    with pytest.raises(NoRoom):
        begun(passport, nonce="another")


def test_what_was_looked_at_is_not_taken_back(passport):
    upload = sent(passport)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.APPROVED)
    with pytest.raises(Refused, match="already looked at"):
        taking_back.take_back(upload=upload)


def test_files_lie_where_only_we_may_read_them(passport):
    upload = sent(passport)
    path = Path(private_files().path(upload.file))
    assert isinstance(private_files(), PrivateFiles)
    assert path.stat().st_mode & 0o077 == 0
    assert Path(private_files().path("")) in path.parents
