"""What people paste is kept as they meant it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehug.web import pasted_text


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("ana.rivera@example.com", "ana.rivera@example.com"),
        ("ana.rivera\u200b@example.com", "ana.rivera@example.com"),
        ("\u202aana.rivera@example.com\u202c", "ana.rivera@example.com"),
        ("ana\u2011rivera@example.com", "ana-rivera@example.com"),
        ("ana\u2013rivera@example.com", "ana-rivera@example.com"),
        ("ana\u00adrivera@example.com", "anarivera@example.com"),
        (" <ana@example.com>, ", "ana@example.com"),
        ("mailto:ana@example.com", "ana@example.com"),
        ("\ufeffana@example.com\u00a0", "ana@example.com"),
    ],
)
def test_addresses_that_look_the_same_are_the_same(pasted, kept):
    assert pasted_text.email(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("(503) 555-0142", "(503) 555-0142"),
        ("503\u2011555\u20110142", "(503) 555-0142"),
        ("503.555.0142", "(503) 555-0142"),
        ("+1 503 555 0142", "(503) 555-0142"),
        ("\u202d503-555-0142\u202c", "(503) 555-0142"),
        ("503 555 0142 x12", "(503) 555-0142 ext. 12"),
        ("+52 55 1234 5678", "+52 55 1234 5678"),
        ("+49 30 901820", "+49 30 901820"),
        ("555-0142", "555-0142"),
        ("call my sister", "call my sister"),
        ("", ""),
    ],
)
def test_numbers_are_written_as_people_there_write_them(pasted, kept):
    assert pasted_text.phone(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Maya\u00a0 Ruiz\u200b", "Maya Ruiz"),
        ("\u202bمحمد\u202c", "محمد"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("O’Brien–Müller", "O’Brien–Müller"),
    ],
)
def test_names_keep_what_belongs_to_them(pasted, kept):
    assert pasted_text.line(pasted) == kept


@given(st.text(max_size=80))
def test_cleaned_once_is_cleaned_for_good(text):
    for clean in (pasted_text.line, pasted_text.email, pasted_text.phone):
        assert clean(clean(text)) == clean(text)
