"""Nothing is promised that neither the program nor the firm's settings keep; safe ways are honoured."""

import pytest

from intake.answers import answers
from intake.lifecycle.submission import submit
from intake.models import DeviceCode, Email, Item
from matters.models import Client as Person
from tests.intake.conftest import Phone

EMAILS = "you get an email, and your list says what and why."
NO_EMAILS = "your list here says what and why. You get no email about it."
WAYS = [
    {"value": one, "labels": {"en": said}}
    for one, said in {"call": "Call me", "text": "Text me", "email": "Email me"}.items()
]


@pytest.fixture
def safe(ask):
    """safe("text") → Maya says so."""
    item = ask("How may we reach you safely?", answer_type="choices", options=WAYS)
    Item.objects.filter(pk=item.pk).update(key="safe_to_call")
    return lambda *ways: answers.give_answer(item=Item.objects.get(pk=item.pk), answer=list(ways))


def what_happens_next(phone, small):
    assert submit(intake=small) == []
    return phone.reads("sent/")


def test_an_email_is_promised_where_one_is_sent(phone, small, safe):
    safe("email", "text")
    assert EMAILS in what_happens_next(phone, small)


def test_no_email_is_promised_where_none_is_safe(phone, small, safe):
    safe("text")
    assert NO_EMAILS in what_happens_next(phone, small)
    assert not Email.objects.filter(kind="received", withdrawn_at=None).exists()


def test_no_email_is_promised_where_there_is_no_address(phone, small, safe):
    safe("email")
    Person.objects.update(email="")
    assert NO_EMAILS in what_happens_next(phone, small)


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_is_told_that_the_firm_will_call(phone, small, ask, safe, language):
    safe("text")
    small.language = language
    small.save()
    for title, why in {"Deed": "need_help", "Will": "someone_else"}.items():
        item = ask(title, "document")
        assert "will call" not in phone.reads(f"items/{item.pk}/excuse/")
        answers.excuse(item=item, excuse=why)
    page = what_happens_next(phone, small)
    for promise in ("will call", "will ask for it", "llamará", "lo pedirá"):
        assert promise not in page


def test_no_code_goes_to_a_mailbox_that_is_not_safe(phone, small, safe, token):
    safe("call")
    laptop = Phone(small)
    page = laptop.post(f"/p/{token}/", follow=True).content.decode()
    assert "To open it here too, call us: we read you a code" in page
    assert "@" not in page.split("<main")[1].split("</main")[0]
    laptop.post(f"/p/{token}/code/new/")
    assert not DeviceCode.objects.exists()
    assert not Email.objects.filter(kind="code").exists()
    assert "no code can be sent to you by email" in phone.reads("forgetting/")


def test_staff_who_answer_read_which_ways_are_safe(phone, small, ask, safe, lenas):
    safe("text")
    answers.excuse(item=ask("Deed", "document"), excuse="need_help")
    page = lenas.get(f"/matters/{small.matter_id}/review/").content.decode()
    assert "What the client called safe: Text me. Use nothing else." in page
