"""A walk through the portal in the pseudo-language: whatever is not in its brackets is not marked."""

from datetime import UTC, date, datetime, timedelta

from django.db import OperationalError
from django.test import Client
from django.utils import timezone, translation

from intake.answers import answers
from intake.emails.unsubscribe import stop_url
from intake.models import (
    Category,
    Device,
    DeviceCode,
    Intake,
    Item,
    PartialUpload,
    PortalLink,
    Preferences,
)
from intake.models import Upload as Uploads
from intake.review import decisions
from intake.uploads.refusals import SENTENCES, refused
from intake.uploads.validation import MOST_PAGES
from matters.models import Client as Person
from tests.intake.conftest import Phone
from tests.intake.portal.pages import OPTIONS, check
from tests.intake.send import sent
from tests.intake.uploads import malformed_files as odd

# --- Getting in ----------------------------------------------------------------------------------


def test_the_welcome(pseudo, token, in_firm):
    pages = {"code": Client().get(f"/p/{token}/")}
    assert '<html lang="eo">' in pages["code"].content.decode()
    in_firm.phone = ""
    in_firm.save()
    Person.objects.update(email="")
    pages["call"] = Client().get(f"/p/{token}/")
    check(pages)


def test_the_code_of_another_device(pseudo, token, phone, in_firm):
    laptop = Phone(phone.intake)
    path = f"/p/{token}/code/"
    pages = {"asked": laptop.get(path), "sent": laptop.post(f"{path}new/", follow=True)}
    pages["too soon"] = laptop.post(f"{path}new/")
    pages["wrong"] = laptop.post(path, {"code": "1"})
    DeviceCode.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    pages["late"] = laptop.post(path, {"code": "1"})
    link = PortalLink.objects.get()
    for number in range(5):
        DeviceCode.objects.create(link=link, code_hash=str(number), used_at=timezone.now())
    pages["many"] = laptop.post(f"{path}new/")
    DeviceCode.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    five = timezone.now() - timedelta(minutes=5)
    DeviceCode.objects.create(link=link, code_hash="5", sent_at=five)
    pages["many, and one to try"] = laptop.post(f"{path}new/")
    in_firm.phone = ""
    in_firm.save()
    Person.objects.update(email="")
    pages["nobody to send it to"] = laptop.get(path)
    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {
        "too soon": 429, "wrong": 422, "late": 422, "many": 429, "many, and one to try": 429,
    }  # fmt: skip
    check(pages)


def test_leaving(pseudo, phone, token):
    pages = {"asked": phone.get(phone.at("forgetting/"))}
    Preferences.objects.create(code_for_other_devices=False)
    pages["asked where the link is enough"] = phone.get(phone.at("forgetting/"))
    Preferences.objects.all().delete()
    pages["forgotten"] = phone.sends("forgetting/")
    Person.objects.update(email="")
    shared = Phone(phone.intake)
    Device.objects.all().delete()
    shared.post(f"/p/{token}/", {"shared": "yes"})
    Device.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    pages["lapsed"] = shared.get(shared.at())
    assert pages["lapsed"].status_code == 404
    check(pages)


def test_pages_for_whoever_it_is(alone, token, in_firm, monkeypatch):
    pages = {"unknown": alone.get("/p/unknown/"), "no intake": alone.get("/portal/unknown/")}
    PortalLink.objects.update(revoked_at=timezone.now())
    pages["closed"] = alone.get(f"/p/{token}/")

    def away(*_about):
        raise OperationalError

    monkeypatch.setattr("intake.portal.permissions.devices.link_of", away)
    plain = "application/x-www-form-urlencoded"
    pages["outage"] = alone.get(f"/p/{token}/")
    pages["outage of a form"] = alone.post(f"/p/{token}/", "lang=eo", content_type=plain)
    pages["outage of a file"] = alone.post(f"/p/{token}/", {"file": "x"})
    assert {page.status_code for page in pages.values()} == {404, 503}
    check(pages)


def test_no_more_reminders(pseudo, small):
    address = "/" + stop_url(small).split("/", 3)[3]
    check({"asked": Client().get(address), "stopped": Client().post(address)})


# --- The list ------------------------------------------------------------------------------------


def test_the_list_on_its_way(pseudo, phone, ask, lena):
    pages = {"empty": phone.reads()}
    only = ask("Paper", "document")
    pages["one thing"] = phone.reads()
    decisions.return_(upload=sent(only), reason="My reason.", by=lena)
    pages["one thing again"] = phone.reads()
    for category in Category.values:
        ask("Asked", category=category)
        ask("Paper", "document", category=category, required=False)
    pages["open"] = phone.reads()
    answers.give_answer(item=ask("Asked"), answer="Leo")
    for why in Item.Excuse.values:
        until = date(2099, 1, 1) if why == "coming" else None
        answers.excuse(item=ask("Paper", "document"), excuse=why, note="My note", until=until)
    ask("Paper", "document", excuse="coming")
    sent(ask("Paper", "document"))
    wordless = decisions.return_(
        upload=sent(ask("Paper", "document")), reason="My reason.", by=lena
    )
    Uploads.objects.filter(pk=wordless.pk).update(reason="")
    pages["on its way"] = phone.reads()
    pages["looked over"] = phone.reads("review/")
    pages["not sent yet"] = phone.sends("review/")
    pages |= {name: phone.reads(f"questions/{name}/") for name in Category.values[1:]}
    check(pages)


def test_the_list_once_it_was_sent(pseudo, phone, small, ask):
    Person.objects.update(first_name="", last_name="")
    pages = {"begun by nobody": phone.reads()}
    Intake.objects.update(status="submitted", submitted_at=datetime(2026, 11, 3, 20, tzinfo=UTC))
    small.refresh_from_db()
    first = ask("Paper", "document")
    for why in ("coming", "need_help", "someone_else"):
        answers.excuse(item=ask("Paper", "document"), excuse=why, until=date(2099, 1, 1))
    pages["one more"] = phone.reads()
    ask("Paper", "document")
    pages["more"] = phone.reads()
    Intake.objects.update(status="submitted")
    Item.objects.filter(excuse="", kind="document").exclude(pk=first.pk).delete()
    pages |= {path: phone.reads(path) for path in ("", "review/", "sent/")}
    Item.objects.filter(excuse="coming").delete()
    pages["nothing to come"] = phone.reads("sent/")
    Person.objects.update(first_name="Maya")
    Intake.objects.update(status="approved")
    pages |= {f"approved {path}": phone.reads(path) for path in ("", "review/", "sent/")}
    check(pages)


# --- Questions -----------------------------------------------------------------------------------

KINDS = {
    "short": "1" * 501, "long": "1" * 20_001, "date": "11/31/2026", "money": "a lot",
    "choice": "other", "choices": ["rent", "none"], "yes_no": "maybe", "phone": "555",
    "address": {"line1": "1" * 301}, "person": {"name": "1" * 301},
}  # fmt: skip


def as_form(item, answer):
    if isinstance(answer, dict):
        return {f"{item.pk}-{part}": text for part, text in answer.items()}
    return {str(item.pk): answer}


def test_each_kind_of_question_and_what_is_wrong_with_its_answer(pseudo, phone, ask):
    asked = [
        ask("Asked", answer_type=kind, options=OPTIONS, help="Helpful", required=kind != "phone")
        for kind in KINDS
    ]
    pages = {"questions": phone.reads("questions/financial/")}
    typed = {}
    for item, answer in zip(asked, KINDS.values(), strict=True):
        typed |= as_form(item, answer) | {f"{item.pk}-was": "x"}
        pages[item.answer_type] = phone.sends(f"items/{item.pk}/answer/", as_form(item, answer))
        assert pages[item.answer_type].status_code == 422
    pages["all wrong"] = phone.sends("questions/financial/", typed)
    assert pages["all wrong"].content.decode().count("field__error") == len(KINDS)
    check(pages)


def test_days_that_cannot_be(pseudo, phone, ask):
    pages = {}
    for bounds, day in (("past", "2099-01-01"), ("future", "2001-01-01"), ("any", "1200-01-01")):
        item = ask("Asked", answer_type="date", date_bounds=bounds)
        pages[bounds] = phone.sends(f"items/{item.pk}/answer/", {str(item.pk): day})
        assert pages[bounds].status_code == 422
    check(pages)


def test_answers_that_are_kept(pseudo, phone, ask):
    given = {
        "date": "2026-11-03",
        "yes_no": "yes",
        "choices": ["rent"],
        "person": {"email": "leo@", "phone": "555"},
        "address": {"line2": "1"},
    }
    pages = {}
    for kind, answer in given.items():
        item = ask("Asked", answer_type=kind, options=OPTIONS)
        pages[kind] = phone.sends(f"items/{item.pk}/answer/", as_form(item, answer))
        assert pages[kind].status_code == 200
    about = as_form(item, {"line1": "1"}) | {f"{item.pk}-over": "yes"}
    pages["replaced"] = phone.sends(f"items/{item.pk}/answer/", about)
    person = Item.objects.get(answer_type="person")
    whole = as_form(person, {"name": "Leo", "email": "leo@", "phone": "555"})
    pages["doubtful"] = phone.sends(f"items/{person.pk}/answer/", whole)
    pages |= {path: phone.reads(path) for path in ("questions/financial/", "review/")}
    Intake.objects.update(status="approved")
    pages["approved"] = phone.reads("questions/financial/")
    pages["too late"] = phone.sends(f"items/{item.pk}/answer/", as_form(item, {"line1": "2"}))
    assert pages["too late"].status_code == 422
    check(pages)


# --- Documents -----------------------------------------------------------------------------------


def test_a_document(pseudo, phone, ask, lena):
    paper = ask("Paper", "document", help="Helpful", required=False, may_be_typed=True)
    path = f"items/{paper.pk}/"
    pages = {"open": phone.reads(path)}
    about = {"nonce": "n", "name": "a.pdf", "size": 1000, "received": 500, "file": "f"}
    PartialUpload.objects.create(item=paper, **about)
    upload = sent(paper)
    pages["halfway"] = phone.reads(path)
    decisions.approve(upload=upload, by=lena)
    sent(paper)
    ask("Paper", "document")
    pages["sent"] = phone.reads(path)
    other = ask("Paper", "document")
    decisions.return_(upload=sent(other), reason="My reason.", by=lena)
    pages["returned"] = phone.reads(f"items/{other.pk}/")
    pages["nothing typed"] = phone.sends(f"{path}typed/", {"typed": " "})
    pages["too much typed"] = phone.sends(f"{path}typed/", {"typed": "1" * 20_001})
    pages["gone"] = phone.get(phone.at("items/0/"))
    assert pages["gone"].status_code == 404
    check(pages)


def test_what_is_not_here(pseudo, phone, ask, lena):
    paper, question = ask("Paper", "document"), ask("Asked")
    path = f"items/{paper.pk}/excuse/"
    pages = {
        "asked": phone.reads(path),
        "of a question": phone.reads(f"items/{question.pk}/excuse/"),
    }
    pages["none chosen"] = phone.sends(path)
    pages["no day"] = phone.sends(path, {"excuse": "coming"})
    pages["a day that passed"] = phone.sends(path, {"excuse": "coming", "until": "2001-01-01"})
    assert {pages[name].status_code for name in ("none chosen", "no day", "a day that passed")} == {
        422
    }
    for why in Item.Excuse.values:
        phone.sends(path, {"excuse": why, "until": "2099-01-01", "note": "My note"})
        pages[why] = phone.reads(f"items/{paper.pk}/")
    decisions.accept_excuse(item=Item.objects.get(pk=paper.pk), by=lena)
    pages["accepted"] = phone.reads(f"items/{paper.pk}/")
    check(pages)


# --- Refusals ------------------------------------------------------------------------------------

REFUSED = {
    "a.pdf": [b"", b"hello", b"\x01\x02", b"<html>", odd.many_pages()],
    "page.html": [b"<html>"],
    "a.xyz": [b"x"],
    "a": [b"x"],
    "a.zip": [odd.archive(("a", "b"))],
    "a.gif": [b"GIF89a"],
    "a.odt": [b"x"],
    "._a.pdf": [b"\0\5\x16\7" + b"\0" * 60],
    "a.docx": [odd.bomb(), odd.office("word", ("word/vbaProject.bin", b"x"))],
}


def test_files_that_are_refused(pseudo, phone, ask):
    where = phone.at(f"items/{ask('Paper', 'document').pk}/uploads/")
    pages = {"none": phone.post(where)}
    for name, contents in REFUSED.items():
        for number, content in enumerate(contents):
            headers = {
                "Upload-Offset": "0",
                "Upload-Length": str(len(content)),
                "Upload-Name": name,
            }
            about = {"content_type": "application/octet-stream", "headers": headers}
            answer = phone.put(f"{where}n{number}{name}/", content, **about)
            assert answer.status_code == 422
            pages[f"{name} {number}"] = f"<p>{answer.json()['words']}</p>"
    check(pages)
    assert not Uploads.objects.exists()


def test_each_refusal(pseudo):
    with translation.override(pseudo):
        check({why: str(refused(why, most=MOST_PAGES)) for why in SENTENCES})
