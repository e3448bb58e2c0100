"""The pages of signing in and of a person's own account, in our frame and our words."""

import re

import pytest
from django.template.loader import get_template
from django.urls import reverse

ENTRANCE = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
]
ACCOUNT = [
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "usersessions_list",
]
IMPOLITE = re.compile(r"\b(please|successful|successfully)\b|[a-z]!", re.IGNORECASE)


def words(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"<[^>]+>", " ", main)


@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_page_is_ours(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert 'class="top-bar__mark"' in response.content.decode()
    assert IMPOLITE.findall(words(response)) == []


@pytest.mark.parametrize("name", ACCOUNT)
def test_account_page_is_ours(signed_in, lena, name):
    response = signed_in(lena).get(reverse(name))
    assert response.status_code == 200
    assert "Hart &amp; Vale" in response.content.decode()
    assert IMPOLITE.findall(words(response)) == []


@pytest.mark.parametrize(
    ("name", "offer"),
    [("mfa_activate_totp", "Set up an authenticator app"), ("mfa_add_webauthn", "Add the key")],
)
def test_second_step_is_set_up_after_asking_once_more(signed_in, lena, name, offer):
    client = signed_in(lena)
    asked = client.get(reverse(name), follow=True)
    assert "Confirm that it is you" in words(asked)
    typed = {"password": "Correct-Horse-17", "next": reverse(name)}
    answered = client.post(asked.request["PATH_INFO"], typed, follow=True)
    assert offer in words(answered)
    assert IMPOLITE.findall(words(answered)) == []


def test_wrong_password_keeps_the_email_and_says_so(client, lena):
    typed = {"login": lena.user.email, "password": "not it"}
    response = client.post(reverse("account_login"), typed)
    page = response.content.decode()
    assert f'value="{lena.user.email}"' in page
    assert 'role="alert"' in page
    assert IMPOLITE.findall(words(response)) == []


def test_forgotten_password_sends_a_plain_letter(client, lena, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": lena.user.email})
    (letter,) = mailoutbox
    assert letter.subject == "Choose a new password for CaseHug"
    link = re.search(r"http\S+", letter.body)[0]
    page = client.get(link, follow=True)
    assert "Save the new password" in words(page)
    assert IMPOLITE.findall(letter.body) == []


def test_firm_menu_switches_and_signs_out(signed_in, lena):
    page = signed_in(lena).get(reverse("account_email")).content.decode()
    assert "Sign out" in page
    assert "Switch firm" not in page


def test_staff_see_no_integrations_tab(signed_in, lena, mara):
    assert "Integrations" not in signed_in(lena).get(reverse("settings-profile")).content.decode()
    assert "Integrations" in signed_in(mara).get(reverse("settings-profile")).content.decode()


def test_errors_need_neither_request_nor_database():
    for code in ("400", "403", "403_csrf", "404", "500", "503"):
        assert "<h1>" in get_template(f"{code}.html").render()
