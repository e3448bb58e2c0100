"""A list's address opened in another browser: whose list it is and whom to call, and nothing else."""

import pytest
from django.test import Client

from intake.models import Intake, Preferences
from matters.models import Client as Person
from tests.intake.conftest import Phone

PHONE = "(503) 555-0142"


@pytest.fixture
def page(phone, small):
    """page() → what a browser reads that never opened the link."""

    def read(key=None):
        answer = Client().get(f"/portal/{key or small.key}/")
        assert (answer.status_code, answer["Portal-Closed"]) == (404, "yes")
        return answer.content.decode()

    return read


def test_it_names_the_firm_and_its_phone(page):
    text = page()
    assert "Open the link in the newest email from Hart &amp; Vale." in text
    assert "Abra el enlace del correo más reciente de Hart &amp; Vale." in text
    assert text.count("(503) 555-0142") == 1
    for secret in ("Maya", "Ruiz", "Divorce", "example.com"):
        assert secret not in text


def test_a_client_without_an_email_is_told_whom_to_call(page):
    Person.objects.update(email="")
    text = page()
    assert "To open your list here too, call Hart &amp; Vale and ask for a new link." in text
    assert "newest email" not in text
    assert "code" not in text.lower().replace("unicode", "")


def test_where_no_code_is_asked_for_the_link_is_enough(page, in_firm):
    Preferences.objects.update_or_create(firm=in_firm, defaults={"code_for_other_devices": False})
    text = page()
    assert "Open the link that Hart &amp; Vale gave you." in text
    assert "code" not in text


def test_once_the_link_is_dead_only_the_firm_can_help(page, small, lena):
    small.links.update(expires_at="2020-01-01T00:00Z")
    assert "call Hart &amp; Vale and ask for a new link" in page()


@pytest.mark.parametrize("key", ["x" * 22, "short", "'; --", "%00" * 22])
def test_an_address_of_nothing_tells_nothing(page, key):
    text = page(key)
    assert "Hart" not in text
    assert "newest email from your law firm" in text


def test_another_lists_browser_is_told_the_same(page, phone, new_intake):
    other = new_intake(title="Ruiz — Custody")
    answer = phone.get(f"/portal/{other.key}/")
    assert answer.status_code == 404
    assert "Hart &amp; Vale" in answer.content.decode()


def test_a_code_is_promised_before_it_is_sent_and_told_of_after(small, phone, token):
    laptop = Phone(small)
    before = {
        lang: laptop.get(f"/p/{token}/code/?lang={lang}").content.decode() for lang in ("en", "es")
    }
    assert "We will send the code to the email address" in before["en"]
    assert "Enviaremos el código" in before["es"]
    laptop.post(f"/p/{token}/code/new/")
    after = {
        lang: laptop.get(f"/p/{token}/code/?lang={lang}").content.decode() for lang in ("en", "es")
    }
    assert "We sent the code to m•••@example.com." in after["en"]
    assert "Enviamos el código a" in after["es"]
    assert "Enviaremos" not in after["es"]
    assert "will send" not in after["en"]


def test_nobody_without_an_email_is_offered_a_code(small, phone, token):
    Person.objects.update(email="")
    text = Phone(small).get(f"/p/{token}/code/").content.decode()
    assert "Send me the code" not in text
    assert PHONE in text
    assert Intake.objects.get(pk=small.pk).key not in text
