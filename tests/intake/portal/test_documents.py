"""Documents: sending, taking back, going on after a cut, and saying why something is not here."""

import errno
import hashlib
import os
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intake.models import Item, PartialUpload, Upload
from intake.review import decisions
from matters.demo import papers

PDF = papers.pdf("Tax return", ["2025"] * 40)
WHOLE = len(PDF)
MIDDLE = WHOLE // 2


def pdf(name="return.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def tax(ask):
    return ask("Most recent tax return", "document", help="All pages.")


@pytest.fixture
def stubs(ask, tax):
    return ask("Last three pay stubs", "document")


@pytest.fixture
def path(tax):
    return f"items/{tax.pk}/"


def kept(**about):
    return list(Upload.objects.filter(**about).values_list("name", "state"))


def state_of(item):
    return Item.objects.get(pk=item.pk).state


# --- A plain form --------------------------------------------------------------------------------


def test_several_files_are_sent_with_a_plain_form(phone, tax, path):
    answer = phone.sends(f"{path}uploads/", {"nonce": "n1", "files": [pdf("1.pdf"), pdf("2.pdf")]})
    assert answer.url == phone.at(path)
    assert kept(item=tax) == [("1.pdf", "uploaded"), ("2.pdf", "uploaded")]
    assert {upload.sha256 for upload in Upload.objects.all()} == {hashlib.sha256(PDF).hexdigest()}
    assert state_of(tax) == "given"
    page = phone.reads(path)
    assert "What you sent" in page
    assert "1.pdf" in page
    assert "2 files" in phone.reads()


def test_a_form_sent_twice_is_received_once(phone, tax, path):
    for _ in range(2):
        phone.sends(f"{path}uploads/", {"nonce": "same", "files": [pdf()]})
    assert kept(item=tax) == [("return.pdf", "uploaded")]


def test_a_refused_file_is_named_with_the_reason_and_the_rest_is_kept(phone, tax, path):
    files = [SimpleUploadedFile("page.html", b"<html><script>1</script>"), pdf()]
    answer = phone.sends(f"{path}uploads/", {"nonce": "n", "files": files})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "page.html" in page
    assert "This file is a web page, not a document." in page
    assert kept(item=tax) == [("return.pdf", "uploaded")]


def test_a_refusal_is_said_in_spanish(phone, small, path):
    phone.sends("language/", {"lang": "es"})
    files = [SimpleUploadedFile("empty.pdf", b"")]
    answer = phone.sends(f"{path}uploads/", {"nonce": "n", "files": files})
    assert "Este archivo está vacío." in answer.content.decode()


def test_sending_nothing_says_what_to_do(phone, path):
    answer = phone.sends(f"{path}uploads/", {"nonce": "n"})
    assert answer.status_code == 422
    assert "Choose a file first, then press Send." in answer.content.decode()


@pytest.mark.parametrize("name", ["ü" * 296 + ".pdf", "税务.pdf", "a<b>&.pdf", "\u202efdp.pdf"])
def test_names_of_any_script_and_length(phone, tax, path, name):
    assert phone.sends(f"{path}uploads/", {"nonce": "n", "files": [pdf(name)]}).status_code == 302
    assert Upload.objects.get(item=tax).name.endswith(".pdf")
    assert "<b>" not in phone.reads(path)


# --- Taking back, and returned -------------------------------------------------------------------


@pytest.fixture
def sent(phone, tax, path):
    phone.sends(f"{path}uploads/", {"nonce": "first", "files": [pdf()]})
    return Upload.objects.get(item=tax)


def test_a_file_is_taken_back(phone, tax, path, sent):
    answer = phone.sends(f"uploads/{sent.pk}/removal/")
    assert answer.url == f"{phone.at(path)}#files"
    assert kept(item=tax) == [("return.pdf", "removed")]
    assert state_of(tax) == "open"
    assert "You took back return.pdf." in phone.reads(path)


def test_what_was_looked_at_is_not_taken_back(phone, tax, sent, lena):
    decisions.approve(upload=sent, by=lena)
    assert phone.sends(f"uploads/{sent.pk}/removal/").status_code == 302
    assert kept(item=tax) == [("return.pdf", "approved")]


def test_nobody_elses_file_is_taken_back(phone, sent, new_intake, lena):
    stranger = Client()
    stranger.cookies["casehug-device"] = phone.cookies["casehug-device"].value
    other = new_intake(title="Ruiz — Custody")
    foreign = Upload.objects.create(
        item=other.items.first(), nonce="n", name="x.pdf", file="f", size=1, sha256="0",
        content_type="application/pdf",
    )  # fmt: skip
    assert phone.sends(f"uploads/{foreign.pk}/removal/").status_code == 404
    assert Upload.objects.get(pk=foreign.pk).state == "uploaded"


def test_a_returned_file_shows_the_reason_and_takes_another(phone, tax, path, sent, lena):
    decisions.return_(upload=sent, reason="Page 2 is missing.", by=lena)
    assert "Page 2 is missing." in phone.reads()
    page = phone.reads(path)
    assert "Needed again: return.pdf" in page
    assert "Page 2 is missing." in page
    assert "Send another" in page
    phone.sends(f"{path}uploads/", {"nonce": "second", "files": [pdf("again.pdf")]})
    assert state_of(tax) == "given"
    page = phone.reads(path)
    assert "again.pdf" in page
    assert "Page 2 is missing." not in page


# --- In pieces -----------------------------------------------------------------------------------


def put(phone, path, nonce, offset, body, length=WHOLE, name="return.pdf"):
    return phone.put(
        phone.at(f"{path}uploads/{nonce}/"),
        body,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(offset), "Upload-Length": str(length), "Upload-Name": name},
    )


def told(answer):
    return answer.status_code, answer["Upload-Offset"], answer["Upload-Complete"]


def test_a_file_goes_on_where_it_was_cut(phone, tax, path):
    where = phone.at(f"{path}uploads/abc/")
    assert told(phone.head(where)) == (200, "0", "?0")
    assert told(put(phone, path, "abc", 0, PDF[:MIDDLE])) == (200, str(MIDDLE), "?0")
    assert told(phone.head(where)) == (200, str(MIDDLE), "?0")
    assert told(put(phone, path, "abc", MIDDLE, PDF[MIDDLE:])) == (201, str(len(PDF)), "?1")
    assert told(phone.head(where)) == (200, str(len(PDF)), "?1")
    upload = Upload.objects.get(item=tax)
    assert (upload.name, upload.size) == ("return.pdf", len(PDF))
    assert upload.sha256 == hashlib.sha256(PDF).hexdigest()
    assert list(PartialUpload.objects.all()) == []


def test_a_piece_that_does_not_fit_is_told_where_to_go_on(phone, path):
    put(phone, path, "abc", 0, PDF[:MIDDLE])
    assert told(put(phone, path, "abc", 0, PDF[:MIDDLE])) == (409, str(MIDDLE), "?0")
    assert told(put(phone, path, "abc", MIDDLE + 9, b"x")) == (409, str(MIDDLE), "?0")


def test_a_piece_sent_after_the_end_changes_nothing(phone, tax, path):
    put(phone, path, "abc", 0, PDF)
    assert told(put(phone, path, "abc", 0, PDF)) == (201, str(len(PDF)), "?1")
    assert len(kept(item=tax)) == 1


@pytest.mark.parametrize(
    ("name", "body"), [("page.html", b"<html>"), ("return.pdf", b"<html>" * 9)]
)
def test_what_cannot_be_kept_is_refused_in_words(phone, path, name, body):
    answer = put(phone, path, "abc", 0, body, length=len(body), name=name)
    assert answer.status_code == 422
    assert answer.json()["words"].startswith("This file")
    assert list(Upload.objects.all()) == []


def test_a_full_disk_is_said_and_what_arrived_stays(phone, tax, path, monkeypatch):
    put(phone, path, "abc", 0, PDF[:MIDDLE])
    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", lambda *a: (_ for _ in ()).throw(OSError(errno.ENOSPC, "")))
        answer = put(phone, path, "abc", MIDDLE, PDF[MIDDLE:])
    assert answer.status_code == 507
    assert "There is no room for this file just now. What has arrived" in answer.json()["words"]
    assert told(put(phone, path, "abc", MIDDLE, PDF[MIDDLE:])) == (201, str(WHOLE), "?1")
    assert Upload.objects.get(item=tax).sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_file_that_came_halfway_is_told_of_in_both_languages(phone, path):
    put(phone, path, "abc", 0, PDF[:MIDDLE])
    percent = MIDDLE * 100 // WHOLE
    assert f"return.pdf has arrived up to {percent} %." in phone.reads(path)
    phone.sends("language/", {"lang": "es"})
    assert f"return.pdf ha llegado hasta el {percent} %." in phone.reads(path)
    put(phone, path, "abc", MIDDLE, PDF[MIDDLE:])
    assert "ha llegado hasta" not in phone.reads(path)


def test_names_come_percent_encoded(phone, tax, path):
    put(phone, path, "abc", 0, PDF, name="%E7%A8%8E%20%26.pdf")
    assert kept(item=tax) == [("税 &.pdf", "uploaded")]


@pytest.mark.parametrize("headers", [{}, {"Upload-Offset": "-1"}, {"Upload-Offset": "٣"}])
def test_without_its_headers_a_piece_is_refused(phone, path, headers):
    where = phone.at(f"{path}uploads/abc/")
    answer = phone.put(where, PDF, content_type="application/octet-stream", headers=headers)
    assert answer.status_code == 400


def test_a_piece_needs_the_pages_token(small, token, path, tax, settings):
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/p/{token}/")
    key = strict.cookies[settings.CSRF_COOKIE_NAME].value
    strict.post(f"/p/{token}/", {"csrfmiddlewaretoken": key})
    where = f"/portal/{small.key}/{path}uploads/abc/"
    assert strict.put(where, PDF, content_type="application/octet-stream").status_code == 403


# --- "I don't have this" -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "row", "words"),
    [
        (
            {"excuse": "not_applicable"},
            ("not_applicable", "", None),
            "You said this does not apply to you",
        ),
        (
            {"excuse": "someone_else", "note": " my accountant "},
            ("someone_else", "my accountant", None),
            "You said someone else has it",
        ),
        (
            {"excuse": "coming", "until": "2099-12-01"},
            ("coming", "", date(2099, 12, 1)),
            "Coming by December 1, 2099",
        ),
        (
            {"excuse": "need_help", "until": "2099-12-01"},
            ("need_help", "", None),
            "You asked for help",
        ),
    ],
)
def test_i_dont_have_this_is_kept_and_shown(phone, tax, stubs, path, sent, row, words):
    answer = phone.sends(f"{path}excuse/", sent)
    assert answer.url == phone.at(f"items/{stubs.pk}/")
    about = ("excuse", "excuse_note", "excuse_until")
    assert Item.objects.values_list(*about).get(pk=tax.pk) == row
    assert words in phone.reads()
    assert words in phone.reads(path)


@pytest.mark.parametrize("sent", [{}, {"excuse": "lazy"}, {"excuse": "coming", "until": "soon"}])
def test_i_dont_have_this_needs_a_reason(phone, tax, path, sent):
    answer = phone.sends(f"{path}excuse/", sent)
    assert answer.status_code == 422
    assert Item.objects.get(pk=tax.pk).excuse == ""


def test_the_reason_is_undone(phone, tax, path):
    phone.sends(f"{path}excuse/", {"excuse": "need_help", "note": "How?"})
    phone.sends(f"{path}excuse/", {"withdraw": "yes"})
    row = Item.objects.get(pk=tax.pk)
    assert (row.excuse, row.excuse_note, row.excused_at) == ("", "", None)


def test_a_file_that_comes_after_all_ends_the_reason(phone, tax, path):
    phone.sends(f"{path}excuse/", {"excuse": "need_help"})
    phone.sends(f"{path}uploads/", {"nonce": "n", "files": [pdf()]})
    row = Item.objects.get(pk=tax.pk)
    assert (row.excuse, row.state) == ("", "given")


@pytest.mark.parametrize("then", [{"withdraw": "yes"}, {"excuse": "need_help"}])
def test_what_the_firm_goes_on_without_stays_settled(phone, tax, path, lena, then):
    """A page from before would have left the document approved with nothing in its place."""
    phone.sends(f"{path}excuse/", {"excuse": "not_applicable", "note": "No car."})
    decisions.accept_excuse(item=Item.objects.get(pk=tax.pk), by=lena)
    assert "Hart &amp; Vale goes on without it." in phone.reads(path)
    assert "Undo this" not in phone.reads(path)
    phone.sends(f"{path}excuse/", then)
    row = Item.objects.get(pk=tax.pk)
    assert (row.state, row.excuse, row.excuse_note) == ("approved", "not_applicable", "No car.")


def test_what_was_approved_is_not_explained_away(phone, tax, path, lena):
    phone.sends(f"{path}uploads/", {"nonce": "n", "files": [pdf()]})
    decisions.approve(upload=Upload.objects.get(), by=lena)
    phone.sends(f"{path}excuse/", {"excuse": "not_applicable"})
    row = Item.objects.get(pk=tax.pk)
    assert (row.state, row.excuse) == ("approved", "")
