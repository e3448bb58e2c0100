"""Days that have been: three fields, without a script too, and words for what is wrong in them."""

import pytest

from intake.models import Item


@pytest.fixture
def born(ask):
    return ask("Date of birth", answer_type="date", date_bounds="past", autofill="bday")


@pytest.fixture
def give(phone, born):
    def post(month, day, year, path="questions/financial/"):
        parts = {"month": month, "day": day, "year": year}
        fields = {f"{born.pk}-{name}": value for name, value in parts.items()}
        return phone.sends(path, {f"{born.pk}-was": "", **fields})

    return post


def answer_of(item):
    return Item.objects.get(pk=item.pk).answer


def test_it_is_asked_in_three_fields(phone, born):
    page = phone.reads("questions/financial/")
    for name, words in {"month": "Month", "day": "Day", "year": "Year"}.items():
        assert f'<label for="{born.pk}-{name}">{words}</label>' in page
        assert f'autocomplete="bday-{name}"' in page
    assert 'type="date"' not in page


def test_another_date_is_asked_as_before(phone, ask):
    ask("Next hearing", answer_type="date", date_bounds="future")
    assert 'type="date"' in phone.reads("questions/financial/")


@pytest.mark.parametrize("typed", [("3", "7", "1985"), ("03", "07", "1985"), (" 3 ", "7", "1985")])
def test_it_is_kept_as_one_day_and_shown_again(phone, born, give, typed):
    assert give(*typed).status_code == 302
    assert answer_of(born) == "1985-03-07"
    page = phone.reads("questions/financial/")
    assert [f'value="{part}"' in page for part in ("3", "7", "1985")] == [True] * 3
    give("", "", "")
    assert answer_of(born) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("3", "", "1985"), "Write all three: the month, the day and the year."),
        (("13", "7", "1985"), "Look at the month again: it is a number from 1 to 12."),
        (("2", "30", "1985"), "Look at the day again: that month has 28 days."),
        (("2", "0", "1984"), "Look at the day again: that month has 29 days."),
        (("3", "7", "85"), "Write the year with four numbers, like 1985."),
        (("3", "7", "0000"), "Look at the year again"),
        (("March", "7", "1985"), "Write the month, the day and the year in numbers"),
        (("3", "7", "2199"), "This day is still to come. Look at the year again."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(born, give, typed, words):
    answer = give(*typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert all(f'value="{part}"' in page for part in typed if part)
    assert answer_of(born) is None


def test_it_is_kept_as_it_is_given(phone, born, give):
    answer = give("3", "7", "1985", f"items/{born.pk}/answer/")
    assert answer.status_code == 200
    assert answer_of(born) == "1985-03-07"
    page = phone.reads("questions/financial/")
    assert f'hx-params="{born.pk}-month,{born.pk}-day,{born.pk}-year,' in page


def test_a_page_of_before_still_sends_one_field(phone, born):
    phone.sends("questions/financial/", {f"{born.pk}-was": "", str(born.pk): "1985-03-07"})
    assert answer_of(born) == "1985-03-07"
