import pytest

from casehug.spoken import Spoken, Written, either, guessed, joined, pieces


def test_spanish_is_taken_where_it_is_wanted_and_there():
    assert [
        (one, one.language) for one in (either("es", "Will", "Testamento"), either("es", "Will"))
    ] == [
        ("Testamento", "es"),
        ("Will", "en"),
    ]
    assert either("en", "Will", "Testamento").language == "en"


def test_lines_of_one_language_are_of_it_together():
    assert joined("\n", [Spoken("a", "en"), Spoken("b", "en")]).language == "en"
    assert not hasattr(joined("\n", [Spoken("a", "en"), Spoken("b", "es")]), "language")
    assert joined("\n", []) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A page is missing. Send all pages.", "en"),
        ("Page 2 is missing. Send the whole statement.", "en"),
        ("Falta una página. Envíe todas las páginas.", "es"),
        ("Está borroso y no se puede leer.", "es"),
        ("2025", ""),
        ("W-2", ""),
        ("", ""),
    ],
)
def test_the_little_words_tell_the_language(text, language):
    assert guessed(text) == language


def test_what_somebody_wrote_is_told_sentence_by_sentence_and_whole():
    reason = Written("Falta una página. Send the page with your name on it.\n2025")
    told = pieces(reason)
    assert "".join(text for text, _ in told) == reason
    assert [language for text, language in told if text.strip()] == ["es", "en", ""]
