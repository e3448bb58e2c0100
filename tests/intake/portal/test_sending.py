"""The list, the look over it, and sending it in."""

import pytest

from intake.answers import answers
from intake.events import intake_submitted
from intake.models import Intake, Item
from tests.markup import flat


@pytest.fixture
def heard():
    """The intakes that were told of as submitted."""
    told = []

    def hear(intake, **_kwargs):
        told.append(intake.pk)

    intake_submitted.connect(hear)
    yield told
    intake_submitted.disconnect(hear)


@pytest.fixture
def name(ask):
    return ask("What is your name?")


@pytest.fixture
def title(ask):
    return ask("Car title", "document", category="property")


def words(answer):
    return answer.content.decode()


def test_the_list_says_what_is_done_and_what_is_open(phone, name, title):
    answers.give_answer(item=name, answer="Maya")
    page = flat(phone.reads())
    assert "50% · 1 of 2 required" in page
    assert "Questions about your money" in page
    assert "1 of 1 answered" in page
    assert "Car title" in page
    assert "1 thing is still open" in page
    assert f'href="{phone.at(f"items/{title.pk}/")}"' in page


def test_sending_with_something_open_is_refused_with_links(phone, name, title, heard):
    answer = phone.sends("review/")
    page = words(answer)
    assert answer.status_code == 422
    assert "Not sent yet. These are still open:" in page
    question = phone.at(f"questions/financial/#f{name.pk}")
    assert f'<a href="{question}">What is your name?</a>' in page
    assert f'<a href="{phone.at(f"items/{title.pk}/")}">Car title</a>' in page
    assert Intake.objects.get().status == "draft"
    assert heard == []


def test_what_is_explained_or_optional_does_not_hold_it_up(phone, small, name, title, ask, heard):
    ask("Boat title", "document", required=False)
    answers.give_answer(item=name, answer="Maya")
    answers.excuse(item=title, excuse="someone_else", note="The bank")
    answer = phone.sends("review/")
    assert (answer.status_code, answer.url) == (302, phone.at("sent/"))
    row = Intake.objects.get(pk=small.pk)
    assert row.status == "submitted"
    assert row.submitted_at is not None
    assert heard == [small.pk]
    page = phone.reads("sent/")
    assert "Thank you, Maya. Hart &amp; Vale has it." in page
    assert "What happens next" in page
    assert "You said someone else has" in page
    assert "“The bank”" in page
    assert "Otherwise there is nothing you need to do." in page
    assert "You said you will bring" not in page
    page = phone.reads()
    assert "Sent on " in page
    assert "%" not in page.split("<main")[1]


def test_sending_twice_is_sending_once(phone, small, name, heard):
    answers.give_answer(item=name, answer="Maya")
    for _ in range(2):
        assert phone.sends("review/").url == phone.at("sent/")
    assert heard == [small.pk]


def test_a_returned_intake_is_sent_again(phone, small, name, heard):
    answers.give_answer(item=name, answer="Maya")
    Intake.objects.update(status="returned")
    phone.sends("review/")
    assert Intake.objects.get(pk=small.pk).status == "submitted"
    assert heard == [small.pk]


def test_sending_does_not_undo_an_approval(phone, small, name, heard):
    answers.give_answer(item=name, answer="Maya")
    Intake.objects.update(status="approved")
    phone.sends("review/")
    assert Intake.objects.get(pk=small.pk).status == "approved"
    assert heard == []


def test_things_can_be_added_afterwards(phone, name, title):
    answers.give_answer(item=name, answer="Maya")
    answers.excuse(item=title, excuse="need_help")
    phone.sends("review/")
    page = phone.reads()
    assert "Hart &amp; Vale has your list. You can still add things here." in page
    assert "Send to Hart &amp; Vale" not in page
    phone.sends(f"items/{title.pk}/excuse/", {"withdraw": "yes"})
    assert Item.objects.get(pk=title.pk).excuse == ""


def test_what_happens_next_is_not_shown_before(phone, name):
    assert phone.get(phone.at("sent/")).url == phone.at()


def test_an_intake_that_asks_nothing_says_so(phone):
    assert "Nothing is asked yet" in phone.reads()


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_takes_as_many_queries_however_long(
    phone, ask, django_assert_max_num_queries, count
):
    for number in range(count):
        ask(f"Document {number}", "document")
    with django_assert_max_num_queries(30) as captured:  # Most of them tell PostgreSQL the scope.
        phone.reads()
    asked = [one["sql"] for one in captured if "set_config" not in one["sql"]]
    assert len(asked) == 4, asked


def test_no_page_ever_shows_the_matters_title(phone, name, title):
    for path in (
        "",
        "review/",
        "questions/financial/",
        f"items/{title.pk}/",
        f"items/{title.pk}/excuse/",
    ):
        page = phone.reads(path)
        assert "Ruiz — Divorce" not in page
