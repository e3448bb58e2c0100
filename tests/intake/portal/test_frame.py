"""What stands around every page of the portal: its title, its way out, and addresses opened by hand."""

import re

import pytest
from django.test import Client

from intake.emails.unsubscribe import stop_url
from intake.models import Intake, Upload
from tests.markup import flat

SUBJECT = re.compile(
    r"divor|custod|child|law|legal|immigra|abogad|bufete|hart|vale|maya", re.IGNORECASE
)


def words(answer):
    return answer.content.decode()


def title_of(answer):
    return re.search(r"<title>(.*?)</title>", flat(words(answer)))[1]


# --- Titles --------------------------------------------------------------------------------------

TITLES = {
    "en": [
        "Your list",
        "Questions, 1 of 2",
        "Questions, 2 of 2",
        "Document, 1 of 2",
        "Document, 2 of 2",
        "About this document",
        "About this question",
        "Look it over and send",
        "Forget this device",
    ],
    "es": [
        "Su lista",
        "Preguntas, 1 de 2",
        "Preguntas, 2 de 2",
        "Documento, 1 de 2",
        "Documento, 2 de 2",
        "Sobre este documento",
        "Sobre esta pregunta",
        "Revisar y enviar",
        "Olvidar este dispositivo",
    ],
}


@pytest.fixture
def asked(ask):
    """Two questions in categories that tell what the case is, two documents."""
    return [
        ask("Were you married in Oregon?", category="children"),
        ask("Who is the other party?", category="legal"),
        ask("Divorce decree", "document", category="financial"),
        ask("Custody order", "document", category="legal"),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_page_has_a_title_of_its_own_that_tells_nothing(phone, asked, language):
    Intake.objects.update(language=language)
    question, _, paper, other = asked
    pages = [
        "",
        "questions/children/",
        "questions/legal/",
        f"items/{paper.pk}/",
        f"items/{other.pk}/",
        f"items/{paper.pk}/excuse/",
        f"items/{question.pk}/excuse/",
        "review/",
        "forgetting/",
    ]
    titles = [title_of(phone.get(phone.at(path))) for path in pages]
    assert titles == TITLES[language]
    assert [title for title in titles if SUBJECT.search(title)] == []


def test_an_error_is_in_the_title(phone, asked, ask):
    money = ask("Rent", answer_type="money", category="children")
    typed = {f"{money.pk}": "a lot", f"{money.pk}-was": "x"}
    answers = {
        "Look again – Questions, 1 of 2": phone.sends("questions/children/", typed),
        "Look again – Document, 1 of 2": phone.sends(f"items/{asked[2].pk}/uploads/"),
        "Look again – About this document": phone.sends(f"items/{asked[2].pk}/excuse/"),
        "Look again – Look it over and send": phone.sends("review/"),
    }
    assert {title: title_of(answer) for title, answer in answers.items()} == {
        title: title for title in answers
    }


def test_pages_before_the_list_have_titles_too(small, token, phone):
    fresh = Client()
    assert title_of(fresh.get(f"/p/{token}/code/")) == "Your code"
    assert title_of(fresh.post(f"/p/{token}/code/", {"code": "1"})) == "Look again – Your code"
    assert title_of(fresh.get("/p/unknown/")).startswith(
        "This link does not open here · Este enlace"
    )
    assert title_of(phone.get(phone.at("items/1/"))) == "You no longer need to send this"


def test_welcome_has_a_title(small, token, client):
    assert title_of(client.get(f"/p/{token}/")) == "Welcome"
    assert title_of(client.get(f"/p/{token}/?lang=es")) == "Le damos la bienvenida"


# --- Addresses opened by hand --------------------------------------------------------------------


def test_addresses_that_are_only_pressed_lead_to_what_they_are_of(phone, asked, token):
    question, paper = asked[0].pk, asked[2].pk
    upload = Upload.objects.create(
        item=asked[2], nonce="n", name="a.pdf", file="f", size=1, sha256="0", content_type="x"
    )
    home, item = phone.at(), phone.at(f"items/{paper}/")
    led = {
        "language/": home,
        f"uploads/{upload.pk}/put-back/": item,
        f"uploads/{upload.pk}/password/": item,
        f"items/{paper}/uploads/": item,
        f"items/{question}/answer/": phone.at(f"items/{question}/"),
    }
    assert {path: phone.get(phone.at(path)).headers.get("Location") for path in led} == led
    for path in ("uploads/0/removal/", "items/0/uploads/"):
        assert title_of(phone.get(phone.at(path))) == "You no longer need to send this"
    assert phone.put(phone.at("language/")).status_code == 405
    assert phone.get(f"/p/{token}/code/new/").headers["Location"] == f"/p/{token}/code/"


def test_the_list_leads_to_the_look_over_and_only_that_page_sends(phone, asked):
    assert "Send to Hart &amp; Vale" not in phone.reads()
    assert "Send to Hart &amp; Vale" in phone.reads("review/")


# --- No more reminders ---------------------------------------------------------------------------


@pytest.fixture
def stopping(small):
    return "/" + stop_url(small).split("/", 3)[3]


def test_the_page_that_stops_reminders_wears_the_firms_frame(small, stopping, client, settings):
    settings.QUICK_EXIT_URL = "https://weather.example"
    small.firm.colour = "#7a1f3d"
    small.firm.save()
    answer = client.get(stopping)
    page = words(answer)
    assert "/brand/7a1f3d.css" in page
    assert 'href="https://weather.example"' in page
    assert 'src=""' not in page
    assert "(503) 555-0142" in page
    assert title_of(answer) == "Reminders"
    assert answer["Cache-Control"] == "no-store"


def test_the_page_that_stops_reminders_is_spanish_throughout(small, stopping, client):
    Intake.objects.update(language="es")
    for answer in (client.get(stopping), client.post(stopping)):
        page = words(answer)
        assert '<html lang="es">' in page
        for english in ("Skip to the content", "Leave quickly", "eminders", "Questions?"):
            assert english not in page
    assert "No habrá más recordatorios." in page
    assert "Stop the reminders?" not in words(client.get(f"{stopping}?lang=en"))
    assert "No more reminders." in words(client.get(f"{stopping}?lang=en"))


def test_a_stop_address_that_is_not_ours_tells_nothing(small, stopping, client):
    answer = client.get(f"{stopping[:-4]}xxx/")
    assert answer.status_code == 404
    assert "This link does not open here" in words(answer)
