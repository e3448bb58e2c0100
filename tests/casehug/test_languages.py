"""Which language a page is in, and that every sentence of ours is there in each of them."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from casehug import languages
from casehug.models import Firm, Member, User
from casehug.tenancy.scope import firm_scope
from casehug.ui.formats import listed
from tests.catalogues import APPS, CATALOGUES, ROOT, entries
from tests.markup import flat

PAGE = "/accounts/language/"


@pytest.fixture(autouse=True)
def afterwards():
    """A request leaves its language behind; the next one begins with its own."""
    yield
    translation.deactivate()


def page(answer):
    return answer.content.decode()


def speaking(language, person=None):
    client = Client(headers={"Accept-Language": language})
    if person:
        client.force_login(person.user)
    return client


@pytest.mark.parametrize(
    ("browser", "language", "words"),
    [
        ("es", "es", "Iniciar sesión"),
        ("es-MX,es;q=0.9,en;q=0.8", "es", "Iniciar sesión"),
        ("fr,es;q=0.5", "es", "Iniciar sesión"),
        ("fr", "en", "Sign in"),
        ("en-GB,es;q=0.5", "en", "Sign in"),
    ],
)
def test_browsers_language_is_the_first_guess(db, browser, language, words):
    answer = speaking(browser).get("/accounts/login/")
    assert f'<html lang="{language}">' in page(answer)
    assert f"<h1>{words}</h1>" in page(answer)
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]


def test_a_member_who_chose_nothing_is_spoken_to_as_the_browser_asks(lena):
    assert "Asuntos" in page(speaking("es", lena).get("/matters/"))
    assert "Asuntos" not in page(speaking("en", lena).get("/matters/"))


def test_a_members_choice_goes_before_every_browser(lena):
    speaking("en", lena).post(PAGE, {"language": "es"})
    for browser in ("en", "fr", "es"):
        answer = speaking(browser, lena).get("/matters/")
        assert '<html lang="es">' in page(answer)
        assert "<h1>Asuntos</h1>" in page(answer)
        assert answer["Content-Language"] == "es"


def test_what_no_page_answers_is_in_the_members_language_too(lena):
    User.objects.update(language="es")
    client = speaking("en", lena)
    assert "Esta página no está aquí" in page(client.get("/no/such/page/"))
    assert "Aquí no hay ninguna página" in page(client.get("/firm/"))


def test_one_members_choice_is_not_anothers(lena, mara):
    User.objects.filter(pk=lena.user.pk).update(language="es")
    assert "<h1>Asuntos</h1>" in page(speaking("en", lena).get("/matters/"))
    assert "<h1>Matters</h1>" in page(speaking("en", mara).get("/matters/"))
    assert "<h1>Sign in</h1>" in page(speaking("en").get("/accounts/login/"))


def test_the_choice_is_a_persons_at_every_firm_and_at_none(lena, hart_vale):
    User.objects.update(language="es")
    other = Firm.found(name="Roy & Roy")
    with firm_scope(other.id):
        Member.objects.create(user=lena.user)
    client = speaking("en", lena)
    client.post("/firm/", {"firm": str(other.id)})
    assert "<h1>Asuntos</h1>" in page(client.get("/matters/"))
    with firm_scope(other.id):
        Member.objects.all().delete()
    with firm_scope(hart_vale.id):
        Member.objects.all().delete()
    assert "Todavía no pertenece a ningún bufete" in page(speaking("en", lena).get("/"))


def test_choosing_a_language_costs_no_query(lena):
    client = speaking("en", lena)
    client.get("/matters/")
    counts = []
    for language in ("", "es"):
        User.objects.update(language=language)
        with CaptureQueriesContext(connection) as asked:
            client.get("/matters/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- Choosing ------------------------------------------------------------------------------------


def test_choosing_needs_no_script_and_says_so_in_the_language_chosen(lena):
    client = speaking("en", lena)
    asked = flat(page(client.get(PAGE)))
    assert re.findall(r'value="(\w*)"( checked)?><span( lang="\w+")?>(.*?)<', asked) == [
        ("", " checked", "", "The language of my browser"),
        ("en", "", ' lang="en"', "English"),
        ("es", "", ' lang="es"', "Español"),
    ]
    assert 'aria-current="page">Language</a>' in asked
    answered = flat(page(client.post(PAGE, {"language": "es"}, follow=True)))
    assert "Guardado." in answered
    assert 'value="es" checked' in answered
    assert 'aria-current="page">Idioma</a>' in answered
    lena.user.refresh_from_db()
    assert lena.user.language == "es"


def test_the_browser_may_decide_again(lena):
    User.objects.update(language="es")
    client = speaking("en", lena)
    assert "Saved." in page(client.post(PAGE, {"language": ""}, follow=True))
    assert "<h1>Matters</h1>" in page(client.get("/matters/"))


@pytest.mark.parametrize("code", ["fr", "xx", "es-MX", "<script>", "e" * 200])
def test_an_unknown_language_is_refused_in_words(lena, code):
    answer = speaking("en", lena).post(PAGE, {"language": code})
    assert answer.status_code == 422
    assert "CaseHug does not speak this language yet." in page(answer)
    lena.user.refresh_from_db()
    assert lena.user.language == ""


def test_a_language_no_longer_spoken_is_passed_over(lena):
    User.objects.update(language="fr")
    assert '<html lang="en">' in page(speaking("en", lena).get("/matters/"))


# --- Formats -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("en", "a, b and c"), ("es", "a, b y c")])
def test_lists_end_as_the_language_does(language, words):
    with translation.override(language):
        assert listed(["a", "b", "c"]) == words
        assert listed(["a"]) == "a"


def test_languages_call_themselves():
    assert languages.choices() == [("en", "English"), ("es", "Español")]
    assert languages.name("es") == "Español"
    assert languages.name("xx") == ""


# --- Catalogues ----------------------------------------------------------------------------------


def attributes(catalogue, *wanted):
    tool = Path(sys.executable).parent / "msgattrib"
    done = subprocess.run([tool, *wanted, catalogue], capture_output=True, text=True, check=True)
    return done.stdout


def by_app(catalogue):
    return catalogue.relative_to(ROOT).parts[0]


every_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=by_app)


@every_catalogue
def test_every_sentence_is_translated(catalogue):
    assert attributes(catalogue, "--untranslated") == ""
    assert attributes(catalogue, "--only-fuzzy") == ""
    assert attributes(catalogue, "--only-obsolete") == ""


def placeholders(text):
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


@every_catalogue
def test_translations_ask_for_the_same_words(catalogue):
    for (_, sentence, plural), translations in entries(catalogue):
        for number, one in enumerate(translations):
            # A single thing may be told without its number.
            wanted = {sentence, plural} - {""} if number == 0 else {plural}
            assert placeholders(one) in [placeholders(text) for text in wanted], sentence


def test_a_sentence_is_translated_once():
    """Django puts all catalogues of a language into one: of two translations, one would be lost."""
    found = defaultdict(set)
    for catalogue in CATALOGUES:
        for key, translations in entries(catalogue):
            found[key].add(tuple(translations))
    assert {key: ways for key, ways in found.items() if len(ways) > 1} == {}


def test_catalogues_hold_what_is_marked_and_nothing_else(tmp_path):
    """As `./dev messages` writes them."""
    for folder in (*APPS, "templates"):
        skipped = shutil.ignore_patterns("*.mo", "*.pyc")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skipped)
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "--verbosity", "0"]
    subprocess.run(command, cwd=tmp_path, check=True)
    for catalogue in CATALOGUES:
        written = tmp_path / catalogue.relative_to(ROOT)
        assert written.read_text() == catalogue.read_text(), by_app(catalogue)
