import errno
import hashlib
from pathlib import Path

import pytest
from django.test import Client

from casehug import audit
from casehug.files.storage import PrivateFiles, private_files
from casehug.models import AuditEntry
from matters.domain import documents
from matters.domain.documents import add_document
from matters.models import Document
from tests.fake_clamd import EICAR, clamd
from tests.intake.uploads import malformed_files as odd
from tests.markup import flat
from tests.matters.conftest import PDF, upload
from tests.matters.test_recordings import M4A, MP4


@pytest.fixture
def lenas(signed_in, lena):
    return signed_in(lena)


@pytest.fixture
def send(lenas, matter):
    def post(*files, **options):
        return lenas.post(f"/matters/{matter.pk}/documents/", {"files": list(files)}, **options)

    return post


def kept_files():
    root = private_files().path("")
    return sorted(path for path in Path(root).rglob("*") if path.is_file())


def test_documents_are_added_several_at_once(send, matter, lena):
    response = send(upload(), upload("Notes.txt", b"Two children", "application/octet-stream"))
    assert response.headers["Location"] == f"/matters/{matter.pk}/"
    passport, notes = Document.objects.order_by("id")
    assert (passport.name, passport.size, passport.added_by) == ("Passport.pdf", len(PDF), lena)
    assert passport.sha256 == hashlib.sha256(PDF).hexdigest()
    assert notes.content_type == "text/plain"


def test_filing_is_recorded(matter, lena):
    document = add_document(matter=matter, file=upload(), by=lena)
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.subject_id) == ("document.filed", str(document.pk))


def test_a_guard_keeps_a_document_on_its_matter(matter, lena, monkeypatch):
    document = add_document(matter=matter, file=upload(), by=lena)
    monkeypatch.setattr(
        documents,
        "_guards",
        [lambda _: {}, lambda ids: dict.fromkeys(ids, "It hangs in the hall.")],
    )
    with pytest.raises(documents.HasLeft, match="It hangs in the hall"):
        documents.take_out(document=document, by=lena)
    assert Document.objects.get() == document
    monkeypatch.setattr(documents, "_guards", [lambda _: {}])
    documents.take_out(document=document, by=lena)
    assert not Document.objects.exists()


def test_good_files_are_kept_and_bad_ones_named(send):
    answer = send(
        upload(), upload("page.pdf", b"<html>"), upload("empty.txt", b""), upload("Two.pdf")
    )
    text = flat(answer.content.decode())
    assert "2 documents were added. These were not:" in text
    assert "<strong>page.pdf</strong><br>This file is a web page" in text
    assert "<strong>empty.txt</strong><br>This file is empty." in text
    assert set(Document.objects.values_list("name", flat=True)) == {"Passport.pdf", "Two.pdf"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (odd.bomb(), "This file would be far too large once opened. Save it again"),
        (odd.many_entries(), "This file would be far too large once opened. Save it again"),
        (odd.endless_contents(), "This file would be far too large once opened. Save it again"),
        (odd.office("word", ("word/x.zip", b"x")), "There is another packed file inside this one."),
    ],
    ids=["bomb", "entries", "contents", "nested"],
)
def test_archives_of_staff_are_checked_like_those_of_clients(send, content, says):
    before = kept_files()  # Of other tests.
    answer = send(upload("Orders.docx", content))
    assert says in flat(answer.content.decode())
    assert answer.status_code == 422
    assert not Document.objects.exists()
    assert kept_files() == before


def test_a_word_file_of_staff_is_kept(send):
    send(upload("Orders.docx", odd.GOOD["docx"]))
    assert Document.objects.get().name == "Orders.docx"
    with private_files().open(Document.objects.get().file, "rb") as file:
        assert file.read() == odd.GOOD["docx"]


@pytest.mark.parametrize(
    ("name", "content", "player"),
    [("Body cam.MOV", MP4, "video"), ("911 call.m4a", M4A, "audio")],
    ids=["film", "call"],
)
def test_a_recording_of_staff_is_kept_and_played(send, lenas, name, content, player):
    """No less than a client's: a body camera, a call, a voicemail."""
    assert send(upload(name, content)).status_code == 302
    document = Document.objects.get()
    assert document.player == player
    page = lenas.get(f"/matters/{document.matter_id}/").content.decode()
    assert f'<{player} class="player"' in page


def test_what_is_taken_of_staff_is_said(lenas, matter):
    page = lenas.get(f"/matters/{matter.pk}/").content.decode()
    assert "email, sound or video" in page


def test_same_name_is_numbered(send):
    send(upload(), upload())
    send(upload("passport.PDF"))
    names = Document.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == ["Passport.pdf", "Passport (2).pdf", "passport (3).PDF"]


def test_name_in_any_script_survives(send, lenas):
    send(upload("出生证明 " + "好" * 290 + ".pdf"))
    document = Document.objects.get()
    assert document.name.startswith("出生证明 好")
    assert document.name.endswith("好.pdf")
    disposition = lenas.get(f"/documents/{document.pk}/").headers["Content-Disposition"]
    assert "filename*=UTF-8''%E5%87%BA%E7%94%9F" in disposition


def test_no_file_is_said(send):
    assert "Choose at least one file." in send().content.decode()


def test_too_large_is_refused_without_filling_the_disk(send, settings):
    settings.DOCUMENT_MAX_BYTES = 2**20
    text = send(upload("film.pdf", PDF + b"\0" * 2**21), upload()).content.decode()
    assert "<strong>film.pdf</strong><br>This file is larger than 1 MB." in text
    assert Document.objects.get().name == "Passport.pdf"


def test_full_disk_keeps_nothing_half(send, monkeypatch):
    before = kept_files()

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(PrivateFiles, "_save", full)
    assert "disk is full" in send(upload()).content.decode()
    assert Document.objects.count() == 0
    assert kept_files() == before


def test_full_disk_while_receiving_is_said(send, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        "casehug.files.upload_handler.TemporaryFileUploadHandler.receive_data_chunk", full
    )
    assert "disk is full" in send(upload()).content.decode()


def test_bytes_go_when_the_row_cannot_be_written(matter, lena, monkeypatch):
    before = kept_files()

    def broken(*_about, **_more):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        add_document(matter=matter, file=upload(), by=lena)
    assert kept_files() == before


def test_download_is_the_bytes_and_never_a_page(send, lenas):
    send(upload('A "quoted" name.pdf'))
    response = lenas.get(f"/documents/{Document.objects.get().pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Length"] == str(len(PDF))


def test_upload_needs_its_token(client, lena, matter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lena.user)
    response = strict.post(f"/matters/{matter.pk}/documents/", {"files": [upload()]})
    assert response.status_code == 403
    assert Document.objects.count() == 0


def test_where_files_are_scanned_a_clean_one_is_kept_whole(send, settings):
    with clamd() as settings.CLAMD_ADDRESS:
        send(upload())
    document = Document.objects.get()
    assert (document.sha256, document.open().read()) == (hashlib.sha256(PDF).hexdigest(), PDF)


def test_staff_see_which_document_was_never_scanned(send, lenas, matter, settings):
    with clamd() as settings.CLAMD_ADDRESS:
        send(upload())
    assert "Not scanned" not in lenas.get(f"/matters/{matter.pk}/").content.decode()
    settings.CLAMD_ADDRESS = ""
    send(upload("Notes.txt", b"Two children"))
    page = lenas.get(f"/matters/{matter.pk}/").content.decode()
    assert page.count("Not scanned</span>") == 1
    assert list(Document.objects.values_list("name", "scan")) == [
        ("Passport.pdf", "clean"),
        ("Notes.txt", "off"),
    ]


def test_an_infected_file_is_not_kept(send, settings):
    before = kept_files()
    with clamd() as settings.CLAMD_ADDRESS:
        page = send(upload(), upload("Notes.txt", EICAR)).content.decode()
    assert "The virus scanner found something harmful in this file, so it was not kept." in page
    assert [document.name for document in Document.objects.all()] == ["Passport.pdf"]
    assert len(kept_files()) == len(before) + 1


def test_without_a_verdict_nothing_is_kept(send, settings):
    before = kept_files()
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    assert "The virus scanner does not answer" in send(upload()).content.decode()
    assert not Document.objects.exists()
    assert kept_files() == before
