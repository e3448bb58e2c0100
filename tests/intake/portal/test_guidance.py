"""Where one is, how long is left, what was answered, and what is folded away."""

import pytest

from intake.models import Email, Item
from intake.progress.completeness import minutes_left
from intake.review import help as helping
from tests.intake.send import sent
from tests.markup import flat


def test_a_page_says_where_one_is_and_about_how_long_is_left(phone, ask):
    ask("Income")
    paper = ask("Tax return", "document")
    page = flat(phone.reads("questions/financial/"))
    assert "Questions, 1 of 1 · about 3 minutes left in all</p>" in page
    page = flat(phone.reads(f"items/{paper.pk}/"))
    assert "Document, 1 of 1 · about 3 minutes left in all</p>" in page


@pytest.mark.parametrize(
    ("questions", "documents", "minutes"), [(0, 0, 0), (1, 0, 1), (3, 0, 1), (0, 5, 10), (1, 5, 15)]
)
def test_how_long_is_left_is_round(in_firm, questions, documents, minutes):
    items = [Item(kind="question", answer_type="short") for _ in range(questions)]
    items += [Item(kind="document") for _ in range(documents)]
    assert minutes_left([*items, Item(kind="document", state="given")]) == minutes


def test_the_other_language_is_written_out(phone):
    assert (
        '<button class="button button--quiet button--small" name="lang" value="es" lang="es"'
        in (page := flat(phone.reads()))
    )
    assert ">Español" in page
    assert ">ES<" not in page


def test_before_sending_what_is_done_is_folded(phone, ask):
    done = ask("Tax return", "document", category="financial")
    ask("Birth certificate", "document", category="children")
    sent(done)
    page = flat(phone.reads("review/"))
    assert page.count('<details class="portal__fold">') == 1
    assert page.count('<details class="portal__fold" open>') == 1
    assert "All given. Show it" in page


@pytest.mark.parametrize("kind", ["document", "question"])
def test_what_the_firm_answered_stands_on_the_item(phone, ask, lena, kind):
    item = ask("Tax return", kind)
    phone.sends(f"items/{item.pk}/excuse/", {"excuse": "need_help", "note": "Which year?"})
    helping.answer(item=item, said="The one of 2025.\nBoth pages.", by=lena, language="en")
    path = f"items/{item.pk}/" if kind == "document" else "questions/financial/"
    page = flat(phone.reads(path))
    assert "Hart &amp; Vale answered your question:" in page
    assert "The one of 2025.<br>Both pages." in page
    assert Email.objects.filter(kind="answer").exists()
    if kind == "document":
        assert "Your question was answered. Read it here." in phone.reads()


def test_what_is_missing_of_a_group_is_said_in_plain_words(phone, ask):
    item = ask("Your sister", answer_type="person")
    answer = phone.sends(f"items/{item.pk}/answer/", {f"{item.pk}-phone": "5035550142"})
    assert "Still missing: the name." in answer.content.decode()


def test_an_upload_is_announced_in_steps(phone, ask):
    paper = ask("Tax return", "document")
    page = flat(phone.reads(f"items/{paper.pk}/"))
    assert '<p class="visually-hidden" id="upload-said" aria-live="polite"></p>' in page
    assert '<ul class="files" id="sending"></ul>' in page
    assert 'data-arrived="{name} has arrived."' in page
