"""What counts as given: days that can be, answers that are whole, and what is said of the rest."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from intake.answers import answers, completeness
from intake.lifecycle.intakes import add_item
from intake.models import Intake, Item
from matters.demo import papers
from tests.intake.portal.test_documents import pdf
from tests.markup import flat

HTMX = {"HTTP_HX_REQUEST": "true"}
# In Portland it is still the evening of the 24th.
NIGHT = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@pytest.fixture
def night():
    with time_machine.travel(NIGHT, tick=False):
        yield


def row(item):
    return Item.objects.get(pk=item.pk)


# --- Days ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("night")
def test_what_is_coming_comes_today_or_later(phone, ask):
    title = ask("Car title", "document")
    for past in ("2001-01-01", "2026-11-23"):
        sent = {"excuse": "coming", "until": past}
        answer = phone.sends(f"items/{title.pk}/excuse/", sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "That day has passed. Choose today or a day to come." in page
        assert 'min="2026-11-24"' in page
        assert row(title).excuse == ""
    phone.sends(f"items/{title.pk}/excuse/", {"excuse": "coming", "until": "2026-11-24"})
    assert row(title).excuse_until == date(2026, 11, 24)


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("bounds", "day", "words"),
    [
        ("past", "2090-05-03", "This day is still to come. Look at the year again."),
        ("past", "2026-11-25", "This day is still to come. Look at the year again."),
        ("past", "2026-11-24", ""),
        ("future", "2026-11-23", "This day has passed already. Look at the year again."),
        ("future", "2026-11-24", ""),
        ("any", "2090-05-03", ""),
    ],
)
def test_a_day_is_where_it_can_be(phone, ask, bounds, day, words):
    born = ask("Your date of birth", answer_type="date", date_bounds=bounds)
    answer = phone.sends(f"items/{born.pk}/answer/", {str(born.pk): day}, **HTMX)
    assert answer.status_code == (422 if words else 200)
    assert words in answer.content.decode()
    assert row(born).answer == (None if words else day)


@pytest.mark.usefixtures("night")
def test_the_field_knows_which_days_can_be(phone, ask):
    ask("Your hearing", answer_type="date", date_bounds="future")
    ask("A day", answer_type="date")
    page = phone.reads("questions/financial/")
    assert 'min="2026-11-24" max="2199-12-31"' in page
    assert 'min="1880-01-01" max="2199-12-31"' in page


# --- Half answers --------------------------------------------------------------------------------


def test_half_an_address_is_kept_and_stays_open(phone, ask):
    home = ask("Where you live now", answer_type="address")
    sent = {f"{home.pk}-line1": "12 M"}
    page = phone.sends(f"items/{home.pk}/answer/", sent, **HTMX).content.decode()
    assert "Saved" in page
    words = "Still missing: the city and the state or ZIP code, or the country."
    assert words in page
    assert (row(home).answer, row(home).state) == ({"line1": "12 M"}, "open")
    assert words in phone.reads("questions/financial/")
    page = phone.reads("review/")
    assert "These are still open:" in page
    assert f'href="{phone.at(f"questions/financial/#{home.pk}-line1")}">Where you live now' in page
    assert words in page
    assert phone.sends("review/").status_code == 422
    sent |= {f"{home.pk}-line1": "12 Main St", f"{home.pk}-city": "Bend", f"{home.pk}-zip": "97701"}
    page = phone.sends(f"items/{home.pk}/answer/", sent, **HTMX).content.decode()
    assert "Still missing" not in page
    assert row(home).state == "given"
    assert phone.sends("review/").url == phone.at("sent/")


def test_an_address_abroad_is_whole_without_a_postal_code(phone, ask):
    home = ask("Where you live now", answer_type="address")
    abroad = {"line1": "Barrio El Centro, casa 12", "city": "Tegucigalpa", "country": "Honduras"}
    sent = {f"{home.pk}-{part}": words for part, words in abroad.items()}
    page = phone.sends(f"items/{home.pk}/answer/", sent, **HTMX).content.decode()
    assert "Still missing" not in page
    assert (row(home).answer, row(home).state) == (abroad, "given")
    assert "Honduras" in phone.reads("review/")


def test_taking_a_part_away_opens_it_again(ask):
    spouse = ask("Your spouse", answer_type="person")
    answers.give_answer(item=spouse, answer={"name": "Leo", "phone": "(503) 555-0118"})
    assert row(spouse).state == "given"
    answers.give_answer(item=spouse, answer={"name": "", "phone": "(503) 555-0118"})
    assert (row(spouse).state, row(spouse).answer) == ("open", {"phone": "(503) 555-0118"})


@pytest.mark.parametrize(
    ("answer_type", "parts", "answer", "en", "es"),
    [
        ("person", [], {"email": "leo@example.com"},
         "Still missing: the name.", "Falta todavía: el nombre."),
        ("person", [], {"name": "Leo", "email": "leo@"},
         "Look at the email again: it seems unfinished.",
         "Mire otra vez el correo electrónico: parece incompleto."),
        ("person", [], {"name": "Leo", "phone": "555"},
         "Look at the phone number again: digits seem to be missing.",
         "Mire otra vez el número de teléfono: parece que le faltan números."),
        ("person", [], {"name": "Leo", "phone": "503 555 0118", "email": "l.o@ex.co.uk"}, "", ""),
        ("address", [], {"city": "Bend", "state": "OR"},
         "Still missing: the street.", "Falta todavía: la calle."),
        ("address", ["line1", "city", "state"], {"line1": "The bakery", "city": "Bend"}, "", ""),
        ("short", [], "Leo", "", ""),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_in_every_language(ask, answer_type, parts, answer, en, es):
    item = ask("Asked", answer_type=answer_type, parts=parts)
    assert completeness.note(item, answer) == en
    with translation.override("es"):
        assert completeness.note(item, answer) == es


def test_what_is_doubtful_is_kept_and_counts(phone, ask):
    spouse = ask("Your spouse", answer_type="person")
    sent = {f"{spouse.pk}-name": "Leo", f"{spouse.pk}-email": "leo@"}
    page = phone.sends(f"items/{spouse.pk}/answer/", sent, **HTMX).content.decode()
    assert "Look at the email again: it seems unfinished." in page
    assert (row(spouse).answer, row(spouse).state) == ({"name": "Leo", "email": "leo@"}, "given")


# --- How far it is -------------------------------------------------------------------------------


def test_explained_counts_as_done_and_optional_stands_beside(phone, ask):
    first = ask("Car title", "document")
    ask("Boat title", "document", required=False)
    assert "0% · 0 of 1 required, 1 optional" in flat(phone.reads())
    answers.excuse(item=first, excuse="need_help")
    assert "100% · 1 of 1 required, 1 optional" in flat(phone.reads())


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_after_sending_no_page_shows_a_bar(phone, ask, status):
    name = ask("What is your name?")
    ask("Boat title", "document", required=False)
    answers.give_answer(item=name, answer="Maya")
    phone.sends("review/")
    Intake.objects.update(status=status)
    for path in ("", "review/", "questions/financial/"):
        assert "<progress" not in phone.reads(path)


# --- After sending -------------------------------------------------------------------------------


def test_what_happens_next_says_whose_move_each_thing_is(phone, ask):
    for title, excuse, until in [
        ("Car title", "coming", date(2099, 12, 2)),
        ("Boat title", "coming", date(2099, 12, 1)),
        ("Will", "someone_else", None),
        ("Deed", "need_help", None),
        ("Lease", "not_applicable", None),
    ]:
        answers.excuse(item=ask(title, "document"), excuse=excuse, until=until)
    answers.excuse(item=ask("Your spouse?"), excuse="need_help")
    phone.sends("review/")
    page = phone.reads("sent/")
    said = [
        "Add what you said you will bring, by its day.",
        "You said you will bring", "Boat title", "Coming by December 1, 2099", "Car title",
        "You asked Hart &amp; Vale for help with", "Your spouse?", "Deed",
        "You said someone else has", "Will<",
    ]  # fmt: skip
    assert [page.find(one) >= 0 for one in said] == [True] * len(said)
    places = [page.index(one) for one in ("Boat title", "Car title", "Deed", "Will<")]
    assert places == sorted(places)
    assert "Otherwise there is nothing" not in page
    assert "Lease" not in page


def test_one_more_thing_after_sending_is_at_the_top_of_the_list(phone, small, ask, lena):
    answers.give_answer(item=ask("What is your name?"), answer="Maya")
    phone.sends("review/")
    small.refresh_from_db()
    assert "more thing" not in phone.reads()
    more = add_item(intake=small, by=lena, kind="document", title="Boat papers")
    page = phone.reads()
    assert "Hart &amp; Vale asks for 1 more thing:" in page
    assert f'<a href="{phone.at(f"items/{more.pk}/")}">Boat papers</a>' in page
    add_item(intake=small, by=lena, kind="question", answer_type="short", title="Which boat?")
    assert "Hart &amp; Vale asks for 2 more things:" in phone.reads()
    phone.sends(f"items/{more.pk}/uploads/", {"nonce": "n", "files": [pdf()]})
    assert "Hart &amp; Vale asks for 1 more thing:" in phone.reads()
    answers.give_answer(item=Item.objects.get(title="Which boat?"), answer="The red one")
    phone.sends("review/")
    assert "more thing" not in phone.reads()


# --- Fields --------------------------------------------------------------------------------------


def test_the_browser_fills_in_the_clients_own_and_nobody_elses(phone, ask):
    ask("Name", category="about_you", autofill="name")
    ask("Born", answer_type="date", category="about_you", autofill="bday")
    ask("Home", answer_type="address", category="about_you")
    ask("Phone", answer_type="phone", category="about_you")
    ask("Email", category="about_you", autofill="email")
    ask("Spouse", answer_type="person", category="about_you")
    page = phone.reads("questions/about_you/")
    for token in ("name", "bday", "address-line1", "address-level2", "postal-code", "tel", "email"):
        assert page.count(f'autocomplete="{token}"') == 1
    ask("Where it happened", answer_type="address")
    ask("His phone", answer_type="phone")
    ask("Other driver", answer_type="person")
    assert "autocomplete" not in phone.reads("questions/financial/")


NONE = [
    {"value": "cars", "labels": {"en": "Cars", "es": "Autos"}},
    {"value": "loans", "labels": {"en": "Loans", "es": "Préstamos"}},
    {"value": "none", "labels": {"en": "None of these", "es": "Nada de esto"}, "alone": True},
]


def test_none_of_these_stands_alone(phone, ask):
    owned = ask("What do you have?", answer_type="choices", options=NONE)
    path, name = f"items/{owned.pk}/answer/", str(owned.pk)
    phone.sends(path, {name: ["cars"]}, **HTMX)
    answer = phone.sends(path, {name: ["cars", "none"]}, **HTMX)
    assert answer.status_code == 422
    words = "“None of these” does not go with the others. Choose it alone, or leave it out."
    assert words in answer.content.decode()
    assert row(owned).answer == ["cars"]
    sent = {name: ["loans", "none"], f"{name}-was": answers.digest(["cars"])}
    answer = phone.sends("questions/financial/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert phone.sends(path, {name: ["none"]}, **HTMX).status_code == 200
    assert phone.sends(path, {name: ["cars", "loans"]}, **HTMX).status_code == 200


def test_a_person_is_asked_only_for_the_parts_that_matter(phone, ask):
    dead = ask("The person who died", answer_type="person", parts=["name", "relation"])
    page = phone.reads("questions/financial/")
    assert "How you know them" in page
    assert f'name="{dead.pk}-phone"' not in page
    sent = {f"{dead.pk}-name": "Ann", f"{dead.pk}-phone": "5035550118"}
    phone.sends(f"items/{dead.pk}/answer/", sent, **HTMX)
    assert row(dead).answer == {"name": "Ann"}


# --- Documents -----------------------------------------------------------------------------------


def test_a_pdf_without_an_extension_is_kept_under_its_name(phone, ask):
    tax = ask("Most recent tax return", "document")
    phone.sends(f"items/{tax.pk}/uploads/", {"nonce": "n", "files": [pdf("Scan of 12.3.2026")]})
    upload = tax.uploads.get()
    assert (upload.name, upload.content_type) == ("Scan of 12.3.2026.pdf", "application/pdf")
    headers = {
        "Upload-Name": "return", "Upload-Offset": "0",
        "Upload-Length": str(len(papers.pdf("Tax", ["x"]))),
    }  # fmt: skip
    body = papers.pdf("Tax", ["x"])
    where = phone.at(f"items/{tax.pk}/uploads/abc/")
    answer = phone.put(where, body, content_type="application/octet-stream", headers=headers)
    assert answer.status_code == 201
    assert max(tax.uploads.values_list("name", flat=True)) == "return.pdf"


@pytest.fixture
def witnesses(ask):
    return ask("Names of people who saw it", "document", may_be_typed=True)


def test_a_list_is_typed_and_kept_as_a_file(phone, witnesses):
    assert "Type it here instead" in phone.reads(f"items/{witnesses.pk}/")
    sent = {"nonce": "n", "typed": "MZ Muñoz, (503) 555-0118\r\nAnn"}
    for _ in range(2):
        answer = phone.sends(f"items/{witnesses.pk}/typed/", sent)
        assert answer.url == phone.at(f"items/{witnesses.pk}/")
    upload = witnesses.uploads.get()
    assert (upload.name, upload.state) == ("Names of people who saw it.txt", "uploaded")
    assert upload.content_type == "text/plain"
    text = upload.open().read().decode("utf-8-sig")
    assert text == "Names of people who saw it\n\nMZ Muñoz, (503) 555-0118\nAnn\n"
    assert row(witnesses).state == "given"
    phone.sends(f"items/{witnesses.pk}/typed/", sent | {"typed": "Ann and Bo"})
    assert witnesses.uploads.count() == 2


def test_what_was_typed_is_not_lost_when_it_is_refused(phone, witnesses, settings):
    settings.DISK_RESERVE = 2**70
    answer = phone.sends(f"items/{witnesses.pk}/typed/", {"nonce": "n", "typed": "Ann <Lee>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We could not keep this file just now" in page
    assert "Ann &lt;Lee&gt;</textarea>" in page
    assert '<details class="portal__typing" open>' in page
    answer = phone.sends(f"items/{witnesses.pk}/typed/", {"typed": "  "})
    assert "Write something first" in answer.content.decode()
    long = phone.sends(f"items/{witnesses.pk}/typed/", {"typed": "a" * 20_001})
    assert "This is longer than we can keep here." in long.content.decode()
    assert not witnesses.uploads.exists()


def test_only_a_list_may_be_typed(phone, ask):
    tax = ask("Most recent tax return", "document")
    assert "Type it here instead" not in phone.reads(f"items/{tax.pk}/")
    assert phone.sends(f"items/{tax.pk}/typed/", {"typed": "none"}).status_code == 404
