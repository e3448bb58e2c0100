import pytest

from casehug.web import pasted_text
from matters.events import client_changed
from matters.models import Client


@pytest.fixture
def lenas(signed_in, lena, in_firm):
    return signed_in(lena)


TYPED = {
    "first_name": "Ana",
    "last_name": "Rivera",
    "email": "ana.rivera@example.com",
    "phone": "(503) 555-0118",
}


def test_client_is_added(lenas):
    response = lenas.post("/clients/new/", TYPED)
    client = Client.objects.get()
    assert response.headers["Location"] == f"/clients/{client.pk}/"
    assert "No matters yet" in lenas.get(f"/clients/{client.pk}/").content.decode()


@pytest.mark.parametrize(
    "phone", ["5035550118", "+49 30 901820", "(503) 555-0118 ext. 12", "503.555.0118 x9"]
)
def test_phone_numbers_are_taken_as_people_write_them(lenas, phone):
    lenas.post("/clients/new/", TYPED | {"phone": phone})
    assert Client.objects.get().phone == pasted_text.phone(phone)


@pytest.mark.parametrize("phone", ["none", "555", "12345 or so", "1" * 30])
def test_phone_numbers_that_nobody_could_call_are_refused(lenas, phone):
    response = lenas.post("/clients/new/", TYPED | {"phone": phone})
    assert response.status_code == 422
    assert 'value="Ana"' in response.content.decode()


def test_same_email_names_the_other_client(lenas, new_client):
    ana = new_client("Ana María", "Rivera", " Ana.Rivera@example.com".strip())
    text = lenas.post("/clients/new/", TYPED).content.decode()
    assert "Ana María Rivera already has this email." in text
    assert f"/clients/{ana.pk}/" in text
    assert Client.objects.count() == 1


def test_spouses_may_share_a_mailbox_on_purpose(lenas, new_client):
    ana = new_client()
    leo = TYPED | {"first_name": "Leo", "shares_email": "yes"}
    assert lenas.post("/clients/new/", leo).status_code == 302
    assert sorted(Client.objects.values_list("first_name", "email")) == [
        ("Ana", ana.email),
        ("Leo", ana.email),
    ]
    # Whoever shares one already is not asked again with every change.
    saved = lenas.post(f"/clients/{ana.pk}/edit/", TYPED | {"email": ana.email, "phone": ""})
    assert saved.status_code == 302


def test_what_is_pasted_is_cleaned_before_it_is_kept(lenas):
    pasted = {
        "first_name": "Ana\u200b",
        "last_name": " Rivera\u00a0",
        "email": "ana.rivera\u200b@example.com",
        "phone": "503\u2011555\u20110118",
    }
    lenas.post("/clients/new/", pasted)
    ana = Client.objects.get()
    assert (ana.first_name, ana.last_name) == ("Ana", "Rivera")
    assert (ana.email, ana.phone) == ("ana.rivera@example.com", "(503) 555-0118")


def test_own_email_may_stay(lenas, new_client):
    heard = []
    listener = lambda **news: heard.append(news["client"].phone)  # noqa: E731
    client_changed.connect(listener)
    ana = new_client()
    lenas.post(f"/clients/{ana.pk}/edit/", TYPED)
    client_changed.disconnect(listener)
    assert heard == ["(503) 555-0118"]


@pytest.mark.parametrize("count", [3, 300])
def test_list_costs_the_same_queries(lenas, in_firm, count, django_assert_num_queries):
    Client.objects.bulk_create(Client(last_name=f"Name {n}") for n in range(count))
    lenas.get("/clients/")
    with django_assert_num_queries(3):
        lenas.get("/clients/")


def test_clients_are_searched(lenas, new_client):
    new_client()
    new_client("Sofía", "Muñoz", "sofia@example.com")
    text = lenas.get("/clients/?q=munoz").content.decode()
    assert "Sofía Muñoz" in text
    assert "Rivera" not in text


def test_of_very_many_some_are_shown_and_the_page_says_so(lenas, new_client, monkeypatch):
    monkeypatch.setattr("matters.models.FEW", 4)
    monkeypatch.setattr("matters.views.clients.MOST_SHOWN", 2)
    for number in range(4):
        new_client("Ana", f"Rivera {number}")
    text = lenas.get("/clients/?q=rivera").content.decode()
    assert (text.count("table__link"), "first 50 by last name" in text) == (2, True)
    new_client("Ana", "Rivera")
    text = lenas.get("/clients/?q=rivera").content.decode()
    assert (text.count("table__link"), "More than 1,000 clients match" in text) == (2, True)


# --- One name -------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["first_name", "last_name"])
def test_a_person_with_one_name_needs_one_field(lenas, field):
    about = {"first_name": "", "last_name": "", "email": "s@example.com", "phone": ""}
    answer = lenas.post("/clients/new/", about | {field: "Suharto"})
    suharto = Client.objects.get(email="s@example.com")
    assert answer.url == suharto.get_absolute_url()
    assert (suharto.first_name, suharto.last_name, suharto.name) == ("", "Suharto", "Suharto")


def test_a_person_without_any_name_is_asked_for_one(lenas):
    answer = lenas.post("/clients/new/", {"first_name": " ", "last_name": "", "email": ""})
    assert answer.status_code == 422
    assert "Enter the client’s name; one name is enough." in answer.content.decode()
