"""Nothing typed is lost: not to an older save, not to a database that is away, not to its length."""

from urllib.parse import urlencode

import pytest
from django.db import OperationalError

from intake.answers import answers
from intake.answers.answers import Overtaken
from intake.models import Item
from tests.intake.portal.test_answers import HTMX, was

LONG = "长" * 20_000


@pytest.fixture
def name(ask):
    return ask("What is your name?")


def answer_of(item):
    return Item.objects.get(pk=item.pk).answer


def test_an_older_save_does_not_undo_a_newer_one(phone, name):
    older = was(name)
    answers.give_answer(item=name, answer="Maya")
    path = f"items/{name.pk}/answer/"
    answer = phone.sends(path, {str(name.pk): "May"} | older, **HTMX)
    assert answer.status_code == 409
    assert f'name="{name.pk}-over"' in answer.content.decode()
    assert was(name)[f"{name.pk}-was"] in answer.content.decode()
    assert answer_of(name) == "Maya"


def test_the_same_said_twice_is_no_conflict(phone, name):
    older = was(name)
    answers.give_answer(item=name, answer="Maya")
    path = f"items/{name.pk}/answer/"
    assert phone.sends(path, {str(name.pk): "Maya"} | older, **HTMX).status_code == 200


def test_what_is_replaced_is_shown(phone, name):
    answers.give_answer(item=name, answer="Maya")
    sent = {str(name.pk): "Mia", f"{name.pk}-over": "yes"} | was(name)
    page = phone.sends(f"items/{name.pk}/answer/", sent, **HTMX).content.decode()
    assert "Another page said: “Maya”" in page
    assert answer_of(name) == "Mia"


def test_an_answer_says_which_one_it_replaces_only_if_it_likes(name):
    answers.give_answer(item=name, answer="Maya")
    answers.give_answer(item=name, answer="Mia")
    with pytest.raises(Overtaken):
        answers.give_answer(item=name, answer="Mo", was=answers.digest("Maya"))
    assert answer_of(name) == "Mia"


def test_a_page_of_the_longest_answers_is_kept(phone, ask):
    """Each letter takes nine bytes in a form."""
    stories = [ask(f"Story {number}", answer_type="long") for number in range(10)]
    sent = {str(item.pk): LONG for item in stories}
    for item in stories:
        sent |= was(item)
    body = "&".join(f"{name}={value}" for name, value in sent.items())
    kind = "application/x-www-form-urlencoded"
    answer = phone.post(phone.at("questions/financial/"), quoted(body), content_type=kind)
    assert answer.status_code == 302
    assert {answer_of(item) for item in stories} == {LONG}


def quoted(body):
    return "".join(letter if letter.isascii() else "%E9%95%BF" for letter in body)


# --- The database is away ------------------------------------------------------------------------


@pytest.fixture
def outage(phone, monkeypatch):
    """outage() → from now on the database answers nobody."""

    def begin():
        def refuse(secret):
            raise OperationalError("the database is away")

        monkeypatch.setattr("intake.portal.permissions.devices.device_of", refuse)

    return begin


def test_a_form_sent_to_no_database_is_on_the_page_again(phone, name, outage, monkeypatch):
    sent = {str(name.pk): 'Maya "May" <Ruiz>'} | was(name)
    outage()
    path, kind = phone.at("questions/financial/"), "application/x-www-form-urlencoded"
    answer = phone.post(path, urlencode(sent), content_type=kind)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    assert "What you just sent is not saved yet" in page
    assert "todavía no está guardado" in page
    assert 'value="Maya &quot;May&quot; &lt;Ruiz&gt;"' in page
    assert "Try again" in page
    monkeypatch.undo()
    phone.sends("questions/financial/", sent)
    assert answer_of(name) == 'Maya "May" <Ruiz>'


def test_a_page_asked_of_no_database_says_when_to_come_back(phone, name, outage):
    outage()
    page = phone.get(phone.at("questions/financial/"))
    assert page.status_code == 503
    assert "Reload this page in a minute." in page.content.decode()
    assert "<form" not in page.content.decode()
    assert 'href="">' in page.content.decode()  # Try again: this page, whatever its address.
