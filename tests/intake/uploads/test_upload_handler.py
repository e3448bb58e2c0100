"""Files of forms: written for those who may send them, as far as the disk has room."""

import errno
import tempfile
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casehug.files import disk_space, upload_handler
from intake.links import devices, private_links
from intake.models import Upload
from intake.portal.permissions import COOKIE
from matters.models import Document
from tests.intake.send import PDF


@pytest.fixture
def written(monkeypatch):
    """How many files were begun."""
    begun, make = [], tempfile.TemporaryFile

    def counted(**about):
        begun.append(1)
        return make(**about)

    monkeypatch.setattr(upload_handler.tempfile, "TemporaryFile", counted)
    return begun


def a_file():
    return {"files": SimpleUploadedFile("Passport.pdf", PDF)}


@pytest.fixture
def place(passport):
    return f"/portal/{passport.intake.key}/items/{passport.pk}/uploads/"


@pytest.fixture
def secret(modest):
    private_links.make_link(intake=modest, by=None)
    return devices.remember(link=modest.links.get())


def test_files_of_strangers_are_not_written(client, place, written):
    assert client.post("/accounts/login/", a_file()).status_code == 200
    assert client.post(place, a_file()).status_code == 404
    client.cookies[COOKIE] = "a-guess"
    assert client.post(place, a_file()).status_code == 404
    assert not written


def test_files_sent_where_none_are_asked_for_are_not_written(lenas, written):
    assert lenas.post("/clients/new/", {**a_file(), "email": "no address"}).status_code == 422
    assert not written


def test_files_of_a_device_whose_link_was_revoked_are_not_written(
    client, modest, place, secret, written, lena
):
    client.cookies[COOKIE] = secret
    private_links.revoke_link(link=modest.links.get(), by=lena)
    assert client.post(place, a_file()).status_code == 404
    assert not written


def test_files_of_a_client_are(client, place, secret, written):
    client.cookies[COOKIE] = secret
    assert client.post(place, {**a_file(), "nonce": "n"}).status_code == 302
    assert written
    assert Upload.objects.get().size == len(PDF)


@pytest.fixture(params=["at once", "reserve"])
def full(request, monkeypatch):
    """No room: the disk has none, or what is left is the database's."""
    if request.param == "reserve":
        monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
        monkeypatch.setattr(
            upload_handler, "_device_of_files", lambda: upload_handler.temporary().stat().st_dev
        )
    else:

        def none(*_args):
            raise OSError(errno.ENOSPC, "")

        monkeypatch.setattr(upload_handler.TemporaryFileUploadHandler, "receive_data_chunk", none)


@pytest.mark.usefixtures("full")
def test_form_that_finds_no_room_is_refused_in_words(client, lenas, matter, place, secret):
    client.cookies[COOKIE] = secret
    page = client.post(place, {**a_file(), "nonce": "n"})
    assert page.status_code == 422
    assert "We could not keep this file just now" in page.content.decode()
    assert not Upload.objects.exists()
    page = lenas.post(f"/matters/{matter.pk}/documents/", a_file())
    assert "disk is full" in page.content.decode()
    assert not Document.objects.exists()
