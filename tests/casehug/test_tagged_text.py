"""Text knows its language from where it came; what nobody said stays unsaid."""

from uuid import uuid4

import pytest
from django.utils import translation

from casehug import languages
from casehug.languages import Tagged, foreign, joined, pieces
from casehug.translations import stored_texts
from matters.models import CaseType


def test_lines_of_one_language_are_of_it_together():
    assert joined("\n", [Tagged("a", "en"), Tagged("b", "en")]).language == "en"
    assert not hasattr(joined("\n", [Tagged("a", "en"), Tagged("b", "es")]), "language")
    assert joined("\n", []) == ""


def test_parts_of_several_languages_keep_their_own():
    text = joined(" ", [Tagged("Falta una página.", "es"), Tagged("Send all.", "en"), "2025"])
    assert text == "Falta una página. Send all. 2025"
    told = [(piece, code) for piece, code in pieces(text) if piece.strip()]
    assert told == [("Falta una página.", "es"), ("Send all.", "en"), ("2025", "")]
    assert foreign(text, "es") == {"Send all.": "en"}


@pytest.mark.parametrize("text", ["Send all pages.", Tagged("Send all pages.", "")])
def test_a_language_that_nobody_said_is_not_guessed(text):
    assert pieces(text) == [("Send all pages.", "")]
    assert foreign(text, "es") == {}


@pytest.mark.parametrize(
    ("active", "code", "here", "within"),
    [
        ("en", "es", "Spanish", "español"),
        ("es", "en", "inglés", "English"),
        ("es", "es", "español", "español"),
        ("en", "xx", "", ""),
    ],
)
def test_a_language_has_its_name_in_each(active, code, here, within):
    with translation.override(active):
        name, native = languages.name_here(code), languages.name_within(code)
    assert (name.lower(), native) == (here.lower(), within)


@pytest.mark.parametrize(("reads", "codes"), [("en", []), ("es", ["es", "en"])])
def test_who_writes_says_the_language_only_where_it_can_be_another(reads, codes):
    assert languages.possible(reads) == codes


@pytest.mark.parametrize(("chosen", "reads"), [("es", "es"), ("", "en"), ("fr", "en")])
def test_a_person_reads_what_they_chose_and_we_speak(chosen, reads):
    assert languages.of(type("User", (), {"language": chosen})()) == reads
    assert languages.of(None) == "en"


# --- Translations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "language", "text", "of"),
    [
        ({"es": {"name": "Testamento"}}, "es", "Testamento", "es"),
        ({"es": {"name": "Testamento"}}, "en", "Will", "en"),
        ({"es": {"name": "Testamento"}}, "fr", "Will", "en"),
        ({"es": {"help": "x"}}, "es", "Will", "en"),
        ({}, "es", "Will", "en"),
    ],
)
def test_a_translation_is_taken_where_it_is_wanted_and_there(kept, language, text, of):
    row = CaseType(firm_id=uuid4(), name="Will", translations=kept)
    told = row.text_in(language, "name")
    assert (told, told.language) == (text, of)


def test_a_translation_replaces_only_its_own():
    kept = {"es": {"title": "a", "help": "b"}, "fr": {"title": "c"}}
    assert stored_texts.with_translation(kept, "es", title="x", help="") == {
        "es": {"title": "x"},
        "fr": {"title": "c"},
    }
    assert stored_texts.with_translation(kept, "fr", title="") == {"es": kept["es"]}
    assert kept["es"] == {"title": "a", "help": "b"}


def test_our_own_texts_come_from_the_catalogues():
    found = stored_texts.from_catalogues(title="Wills", help="Nobody ever wrote this.", note="")
    assert found == {"es": {"title": "Testamento"}}


def test_a_word_that_is_the_same_in_both_is_translated_all_the_same():
    assert stored_texts.from_catalogues(label="No") == {"es": {"label": "No"}}
