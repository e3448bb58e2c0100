"""A client who asks for help is answered from the desk."""

import pytest

from intake.answers import answers
from intake.emails import client_emails
from intake.models import Email, Intake, Item

pytestmark = pytest.mark.usefixtures("modest")


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    monkeypatch.setattr(client_emails, "ring", lambda: None)


@pytest.fixture
def asks(passport):
    passport.category = "identification"
    passport.save(update_fields=["category"])
    return answers.excuse(item=passport, excuse=Item.Excuse.NEED_HELP, note="Which page?")


def page(client, intake):
    return client.get(f"/matters/{intake.matter_id}/review/").content.decode()


def answer(client, item, said="Send pages 1 and 2.\r\nBoth sides."):
    return client.post(f"/items/{item.pk}/answer/", {"said": said}, follow=True).content.decode()


def test_the_ways_to_reach_the_client_stand_beside_the_note(lenas, modest, asks, maya):
    maya.phone = "(503) 555-0111"
    maya.save()
    text = page(lenas, modest)
    assert "“Which page?”" in text
    assert 'href="tel:(503) 555-0111"' in text
    assert f'href="mailto:{maya.email}"' in text


def test_an_answer_is_a_letter_on_the_matter(lenas, modest, asks, maya):
    text = answer(lenas, asks)
    email = Email.objects.get()
    assert (email.kind, email.to, email.matter_id) == ("answer", maya.email, modest.matter_id)
    assert "Hello Maya,\n\nYou asked Hart & Vale for help with this: Passport" in email.body
    assert "\n\nSend pages 1 and 2.\nBoth sides.\n\n" in email.body
    assert "Answered by Lena Ortiz, " in text
    asks.refresh_from_db()
    assert asks.state == Item.State.OPEN
    assert asks.excuse == Item.Excuse.NEED_HELP
    assert "Answer to the client" in lenas.get(f"/matters/{modest.matter_id}/").content.decode()


def test_a_client_who_reads_spanish_gets_spanish_around_it(lenas, modest, asks):
    Intake.objects.update(language="es")
    answer(lenas, asks, "Las páginas 1 y 2.")
    email = Email.objects.get()
    assert email.subject == "Una respuesta para usted"
    assert "Usted pidió ayuda a Hart & Vale con esto: Passport (es)" in email.body


def test_asked_again_it_is_not_answered_any_more(lenas, modest, asks):
    answer(lenas, asks)
    answers.excuse(item=Item.objects.get(pk=asks.pk), excuse="need_help", note="And the back?")
    assert "Answered by" not in page(lenas, modest)


@pytest.mark.parametrize("said", ["", "  \n "])
def test_an_answer_says_something(lenas, asks, said):
    assert "Write what the client should know." in answer(lenas, asks, said)
    assert not Email.objects.exists()


def test_nobody_is_written_to_who_does_not_ask(lenas, asks):
    answers.withdraw_excuse(item=asks)
    assert "does not ask for help with this any more" in answer(lenas, asks)
    assert not Email.objects.exists()


def test_without_an_address_the_page_says_so(lenas, modest, asks, maya):
    maya.email = maya.phone = ""
    maya.save()
    text = page(lenas, modest)
    assert "Neither a phone number nor an email address" in text
    assert f"/items/{asks.pk}/answer/" not in text
    assert "There is no email address of this client." in answer(lenas, asks)
