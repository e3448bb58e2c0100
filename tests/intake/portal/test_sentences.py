"""Every sentence is there in both languages, and asks for the same names."""

import re
from datetime import date

import pytest

from intake import words
from intake.spanish import SPANISH
from tests.intake.sentences import all_sentences

# Only in scripts of the page, or only beside a name.
NAMES = re.compile(r"\{(\w+)\}")


def test_every_sentence_has_its_spanish():
    assert sorted(all_sentences() - set(SPANISH)) == []


def test_no_spanish_is_left_over():
    assert sorted(set(SPANISH) - all_sentences()) == []


@pytest.mark.parametrize("sentence", sorted(SPANISH))
def test_both_languages_name_the_same(sentence):
    assert set(NAMES.findall(sentence)) == set(NAMES.findall(SPANISH[sentence]))


def test_nobody_is_told_please_or_shouted_at():
    spoken = [*SPANISH, *SPANISH.values()]
    assert [
        one for one in spoken if re.search(r"\bplease\b|\bpor favor\b|!|¡", one, re.IGNORECASE)
    ] == []


def test_a_day_is_read_in_either_language():
    day = date(2026, 11, 3)
    assert words.day(day, "en") == "November 3, 2026"
    assert words.day(day, "es") == "3 de noviembre de 2026"


def test_a_name_with_braces_is_only_a_name():
    assert words.said("Hello {name}.", "en", name="{firm}") == "Hello {firm}."
