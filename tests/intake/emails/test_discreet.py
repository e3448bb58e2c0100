"""Whoever else reads the mailbox does not learn from an email what the matter is about."""

import re

import pytest

from casehug.models import Firm
from intake.checklists.defaults import CHECKLISTS
from intake.checklists.defaults.library import ALL, DOCUMENTS
from intake.emails import render
from intake.models import Category, Item, Upload
from intake.models.asked import NAMED_IN_LETTERS
from intake.progress import completeness

pytestmark = pytest.mark.usefixtures("in_firm")

DISCREET = [
    ask
    for asks in (ALL, *CHECKLISTS.values())
    for ask in asks
    if ask.kind == "question" or ask.category not in NAMED_IN_LETTERS
]
# Words that tell, in titles that are named all the same.
TELLING = re.compile(
    r"\b(divorc|custod|child|parent|marri|spouse|support|will\b|trust|estate|died|death|funeral"
    r"|injur|accident|crash|damage|fall\b|fell|driver.s insurance|arrest|charge|court|police|judg"
    r"|immigra|visa|asylum|green card|citizen|sponsor|medic|doctor|health|victim|abus|afraid)",
    re.IGNORECASE,
)


def item(ask):
    about = {"title": ask.title, "translations": ask.translations()}
    return Item(kind=ask.kind, category=ask.category, **about, pk=1)


@pytest.fixture
def emails(monkeypatch):
    """letters(item, language) → what a reminder and a returned letter say of it."""
    monkeypatch.setattr(render, "way_back", lambda intake, after: str(after))
    monkeypatch.setattr(render, "firm_of", lambda intake: Firm(name="Hart & Vale"))
    none = completeness.progress_of([])
    monkeypatch.setattr(completeness, "progress", lambda intake: none)

    def written(asked, language):
        intake = type("Intake", (), {"language": language})()
        upload = Upload(item=asked, reason="Page 2 is missing.")
        return render.missing(intake, [asked]) + render.asked_again(intake, [upload], [])

    return written


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_letter_holds_a_title_that_tells(emails, language):
    assert len(DISCREET) > 100
    told = [a.key for a in DISCREET if item(a).titled(language) in emails(item(a), language)]
    assert told == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_tells_nothing_is_named(emails, language):
    license_ = item(DOCUMENTS["photo_id"])
    assert emails(license_, language).count(license_.titled(language)) == 2


def test_titles_that_are_named_tell_nothing():
    named = [ask.title for ask in ALL if ask.category in NAMED_IN_LETTERS]
    assert len(named) > 30
    assert [title for title in named if TELLING.search(title)] == []


def test_what_a_firm_adds_without_saying_where_is_not_named():
    assert Item(kind="document", title="Police photos").category == Category.OTHER
    assert not Item(kind="document", title="Police photos").may_be_named


def test_the_reason_reaches_the_client_all_the_same(emails):
    arrest = item(DOCUMENTS["criminal_records"])
    assert "- One of your documents: Page 2 is missing.\n" in emails(arrest, "en")
    assert "- Uno de sus documentos: Page 2 is missing.\n" in emails(arrest, "es")


def lines(language="en", questions=0, named=0, unnamed=0):
    def some(count, kind, category):
        return [Item(kind=kind, category=category, title=f"{category} {n}") for n in range(count)]

    items = [
        *some(questions, "question", "financial"),
        *some(named, "document", "financial"),
        *some(unnamed, "document", "legal"),
    ]
    return render.counted(items, language).split("\n")


def test_answers_and_the_rest_are_told_as_numbers():
    assert lines(questions=3, named=2, unnamed=2) == [
        "- 3 answers",
        "- financial 0",
        "- financial 1",
        "- 2 more documents (open your page to see which)",
    ]
    assert lines(questions=1) == ["- 1 answer"]
    assert lines(unnamed=1) == ["- 1 document (open your page to see which)"]
    assert lines("es", questions=2, named=1, unnamed=1) == [
        "- 2 respuestas",
        "- financial 0",
        "- 1 documento más (abra su página para ver cuál)",
    ]


def test_a_long_list_ends_with_a_number():
    told = lines(questions=1, named=14, unnamed=1)
    assert len(told) == 12
    assert told[-1] == "- 5 more documents (open your page to see which)"
