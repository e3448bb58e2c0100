"""Questions: what counts as an answer, and that each is kept as it is given."""

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from intake.answers import answers, render
from intake.models import Intake, Item
from tests.markup import flat

OPTIONS = [
    {"value": "rent", "labels": {"en": "We rent", "es": "Alquilamos"}},
    {"value": "own", "labels": {"en": "We own", "es": "Somos dueños"}},
]
UNDERSTOOD = [
    ("short", "  Maya Ruiz ", "Maya Ruiz"),
    ("short", "马雅 · مايا · Майя", "马雅 · مايا · Майя"),
    ("short", "a" * 300, "a" * 300),
    ("short", "nul\0byte", "nulbyte"),
    ("long", "one\r\ntwo", "one\ntwo"),
    ("date", "2026-11-03", "2026-11-03"),
    ("date", "11/3/2026", "2026-11-03"),
    ("money", "$1,250.50", "1250.50"),
    ("money", "1250", "1250"),
    ("money", "1.250,50", "1250.50"),
    ("money", "0", "0"),
    ("choice", "rent", "rent"),
    ("choices", ["own", "rent", "rent"], ["rent", "own"]),
    ("yes_no", "no", "no"),
    ("phone", "+1 (503) 555-0199 ext. 4", "(503) 555-0199 ext. 4"),
    (
        "address",
        {"line1": " 12 Oak St ", "city": "Bend", "odd": "x"},  # Without state and ZIP code: open.
        {"line1": "12 Oak St", "city": "Bend"},
    ),
    ("person", {"name": "Leo Ruiz", "email": ""}, {"name": "Leo Ruiz"}),
    ("short", "", None),
    ("money", "  ", None),
    ("choices", [], None),
    ("address", {"line1": ""}, None),
]
UNCLEAR = [
    ("short", "a" * 501),
    ("long", "a" * 20_001),
    ("date", "31/12/2026"),
    ("date", "tomorrow"),
    ("date", "1066-10-14"),
    ("money", "a lot"),
    ("money", "-5"),
    ("money", "1.234"),
    ("money", "9" * 20),
    ("choice", "castle"),
    ("choices", ["rent", "castle"]),
    ("yes_no", "maybe"),
    ("phone", "555"),
    ("address", {"line1": "a" * 301}),
]


@pytest.mark.parametrize(("answer_type", "sent", "kept"), UNDERSTOOD)
def test_answers_are_understood(ask, answer_type, sent, kept):
    item = ask("Asked", answer_type=answer_type, options=OPTIONS)
    answers.give_answer(item=item, answer=sent)
    row = Item.objects.get(pk=item.pk)
    assert row.answer == kept
    assert row.state == ("open" if kept is None or answer_type == "address" else "given")
    assert (row.answered_at is None) == (kept is None)


@pytest.mark.parametrize(("answer_type", "sent"), UNCLEAR)
def test_what_is_unclear_is_said_in_every_language_and_changes_nothing(ask, answer_type, sent):
    item = ask("Asked", answer_type=answer_type, options=OPTIONS)
    before = Item.objects.values().get(pk=item.pk)
    with pytest.raises(answers.InvalidAnswer) as unclear:
        answers.give_answer(item=item, answer=sent)
    english = str(unclear.value)
    with translation.override("es"):
        assert str(unclear.value) != english
    assert Item.objects.values().get(pk=item.pk) == before


def test_the_first_answer_puts_the_intake_in_progress(ask):
    item = ask("What is your name?")
    Intake.objects.update(status="sent")
    answers.give_answer(item=item, answer="Maya")
    intake = Intake.objects.get()
    assert intake.status == "in_progress"
    assert intake.begun_at is not None
    assert intake.active_at is not None


@pytest.mark.parametrize(
    ("answer_type", "answer", "en", "es"),
    [
        ("date", "2026-11-03", "November 3, 2026", "3 de noviembre de 2026"),
        ("money", "1250.50", "$1,250.50", "$1,250.50"),
        ("choices", ["rent", "own"], "We rent\nWe own", "Alquilamos\nSomos dueños"),
        ("yes_no", "yes", "Yes", "Sí"),
        (
            "address",
            {"line1": "12 Oak St", "city": "Bend", "state": "OR", "zip": "97701"},
            "12 Oak St\nBend, OR 97701",
            "12 Oak St\nBend, OR 97701",
        ),
        ("person", {"name": "Leo Ruiz", "phone": "555"}, "Leo Ruiz\n555", "Leo Ruiz\n555"),
        ("short", None, "", ""),
    ],
)
def test_an_answer_is_read_back(ask, answer_type, answer, en, es):
    item = ask("Asked", answer_type=answer_type, options=OPTIONS)
    item.answer = answer
    assert render.shown(item) == en
    with translation.override("es"):
        assert render.shown(item) == es


# --- On the page ---------------------------------------------------------------------------------

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def name(ask):
    return ask("What is your name?")


@pytest.fixture
def home_of(ask):
    """Where do you live → how much rent, shown for `rent` alone."""
    where = ask("Where do you live?", answer_type="choice", options=OPTIONS)
    rent = ask("How much is the rent?", answer_type="money", shown_if=where, shown_if_value="rent")
    return where, rent


def was(item):
    return {f"{item.pk}-was": answers.digest(Item.objects.get(pk=item.pk).answer)}


def test_one_answer_is_kept_as_it_is_given(phone, name):
    answer = phone.sends(f"items/{name.pk}/answer/", {str(name.pk): "Maya"}, **HTMX)
    assert answer.status_code == 200
    page = flat(answer.content.decode())
    assert "Saved" in page
    assert "100% · 1 of 1 required · saved just now" in strip_tags(page)
    assert Item.objects.get(pk=name.pk).answer == "Maya"
    assert 'value="Maya"' in phone.reads("questions/financial/")


def test_an_unclear_answer_says_what_would_be_clear(phone, ask):
    earned = ask("What do you earn?", answer_type="money")
    answer = phone.sends(f"items/{earned.pk}/answer/", {str(earned.pk): "a lot"}, **HTMX)
    assert answer.status_code == 422
    assert "Write the amount in numbers, like 1,250 or 1250.50." in answer.content.decode()
    assert Item.objects.get(pk=earned.pk).answer is None


def test_an_answer_brings_in_what_it_asks_for_and_takes_it_away(phone, home_of):
    where, rent = home_of
    assert "How much is the rent?" not in phone.reads("questions/financial/")
    path = f"items/{where.pk}/answer/"
    page = phone.sends(path, {str(where.pk): "rent"}, **HTMX).content.decode()
    page = flat(page)
    assert f'id="q{rent.pk}" hx-swap-oob="true"' in page
    assert "How much is the rent?" in page
    page = phone.sends(path, {str(where.pk): "own"}, **HTMX).content.decode()
    page = flat(page)
    assert f'id="q{rent.pk}" hx-swap-oob="true" hidden' in page
    assert "How much is the rent?" not in page


def test_what_is_not_asked_cannot_be_answered(phone, home_of):
    _, rent = home_of
    answer = phone.sends(f"items/{rent.pk}/answer/", {str(rent.pk): "900"}, **HTMX)
    assert answer.status_code == 404
    assert Item.objects.get(pk=rent.pk).answer is None


def test_without_scripts_the_page_is_saved_whole_and_stays_for_what_it_brought_in(phone, home_of):
    where, rent = home_of
    answer = phone.sends("questions/financial/", {str(where.pk): "rent"} | was(where))
    assert answer.url == phone.at(f"questions/financial/#f{rent.pk}")
    answer = phone.sends(
        "questions/financial/",
        {str(where.pk): "rent", str(rent.pk): "900"} | was(where) | was(rent),
    )
    assert answer.url == phone.at("review/")
    assert Item.objects.get(pk=rent.pk).answer == "900"


def test_save_and_continue_leads_to_the_next_open_thing(phone, name, ask):
    document = ask("Most recent tax return", "document")
    answer = phone.sends("questions/financial/", {str(name.pk): "Maya"} | was(name))
    assert answer.url == phone.at(f"items/{document.pk}/")


def test_what_is_unclear_is_named_and_the_rest_is_kept(phone, name, ask):
    earned = ask("What do you earn?", answer_type="money")
    sent = {str(name.pk): "Maya", str(earned.pk): "a <lot>"} | was(name) | was(earned)
    answer = phone.sends("questions/financial/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The rest is kept. Look again at:" in page
    assert f'<a href="#f{earned.pk}">What do you earn?</a>' in page
    assert "a &lt;lot&gt;" in page
    assert f'id="f{earned.pk}"' in page
    assert Item.objects.get(pk=name.pk).answer == "Maya"


def test_an_older_tab_overwrites_nothing_it_did_not_change(phone, name, ask):
    city = ask("Which city?")
    older = was(name) | was(city)
    phone.sends(f"items/{name.pk}/answer/", {str(name.pk): "Maya"}, **HTMX)
    phone.sends("questions/financial/", {str(name.pk): "", str(city.pk): "Bend"} | older)
    assert Item.objects.get(pk=name.pk).answer == "Maya"
    assert Item.objects.get(pk=city.pk).answer == "Bend"


def test_i_cant_answer_this_keeps_the_page_and_asks_why(phone, name, ask):
    city = ask("Which city?")
    sent = {str(city.pk): "Bend", str(name.pk): "", "then": str(name.pk)} | was(name) | was(city)
    answer = phone.sends("questions/financial/", sent)
    assert answer.url == phone.at(f"items/{name.pk}/excuse/")
    assert Item.objects.get(pk=city.pk).answer == "Bend"
    page = phone.reads(f"items/{name.pk}/excuse/")
    assert "This does not apply to me" in page
    assert "Someone else has it" not in page


def test_answers_that_were_approved_are_read_not_changed(phone, name):
    answers.give_answer(item=name, answer="Maya")
    Intake.objects.update(status="approved")
    page = phone.reads("questions/financial/")
    assert "Hart &amp; Vale has approved your answers. To change one, call us." in page
    assert "<input" not in page.split("<main")[1].split("<footer")[0]
    answer = phone.sends(f"items/{name.pk}/answer/", {str(name.pk): "Mia"}, **HTMX)
    assert answer.status_code == 422
    assert Item.objects.get(pk=name.pk).answer == "Maya"


def test_a_page_without_questions_is_not_here(phone, name):
    answer = phone.get(phone.at("questions/medical/"))
    assert answer.status_code == 404
    assert "You no longer need to send this" in answer.content.decode()
