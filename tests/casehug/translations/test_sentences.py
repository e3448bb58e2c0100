"""Sentences kept in rows are told in the language of whoever reads them."""

import pytest
from django.utils import translation

from casehug.translations.sentences import Sentence, ngettext_noop

COUNT = ngettext_noop("Added {count} document.", "Added {count} documents.")


@pytest.mark.parametrize(
    ("sentence", "english", "spanish"),
    [
        (Sentence("Saved."), "Saved.", "Guardado."),
        (
            Sentence("{name} is now staff.", name="Ana"),
            "Ana is now staff.",
            "Ana ahora es parte del personal.",
        ),
        (Sentence(COUNT, count=1), "Added 1 document.", "Se agregó 1 documento."),
        (Sentence(COUNT, count=2), "Added 2 documents.", "Se agregaron 2 documentos."),
        (
            Sentence("{name} is now staff.", name=Sentence("Saved.")),
            "Saved. is now staff.",
            "Guardado. ahora es parte del personal.",
        ),
        (
            Sentence("{name} is now staff.", name=[Sentence("Saved."), "Ana"]),
            "Saved., Ana is now staff.",
            "Guardado., Ana ahora es parte del personal.",
        ),
        (Sentence("What somebody wrote {here}"), "What somebody wrote {here}", None),
        (Sentence(""), "", None),
        (Sentence('{"words'), '{"words', None),
    ],
)
def test_it_is_kept_without_a_language(sentence, english, spanish):
    assert sentence == english
    with translation.override("es"):
        assert Sentence.read(sentence.stored) == (spanish or english)
    assert Sentence.read(sentence.stored) == english
    assert Sentence.read(sentence.stored).stored == sentence.stored


def test_braces_in_a_value_are_a_value():
    sentence = Sentence("{name} is now staff.", name="{name} {}")
    assert Sentence.read(sentence.stored) == "{name} {} is now staff."
