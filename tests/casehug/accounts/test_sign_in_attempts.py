"""Wrong passwords: who is locked out, and who is not."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from casehug.accounts import sign_in_attempts
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many wrong passwords"


@pytest.fixture(autouse=True)
def behind_a_proxy(settings):
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


def tries(email, password, address, browser=None, written="203.0.113.77, "):
    """`written`: what the sender put into the header before the proxy added to it."""
    return (browser or Client()).post(
        "/accounts/login/",
        {"login": email, "password": password},
        headers={"X-Forwarded-For": f"{written}{address}"},
    )


def guesses(email, address, times, **more):
    for _ in range(times):
        answer = tries(email, "wrong-wrong-wrong", address, **more)
    return answer


def test_wrong_passwords_of_one_address_lock_nobody_else_out(lena, mara):
    assert TOO_MANY in guesses(lena.user.email, "198.51.100.1", 6).content.decode()
    assert TOO_MANY in tries(lena.user.email, PASSWORD, "198.51.100.1").content.decode()
    assert tries(lena.user.email, PASSWORD, "198.51.100.2").status_code == 302
    assert tries(mara.user.email, PASSWORD, "198.51.100.1").status_code == 302


def test_another_written_address_gives_no_more_attempts(lena):
    for number in range(6):
        answer = guesses(lena.user.email, "198.51.100.1", 1, written=f"203.0.113.{number}, ")
    assert TOO_MANY in answer.content.decode()


def test_one_address_guesses_few_passwords_of_many(lena):
    for number in range(60):
        guesses(f"person{number}@hart.example", "198.51.100.1", 1)
    assert TOO_MANY in tries(lena.user.email, PASSWORD, "198.51.100.1").content.decode()


def test_an_account_is_guessed_at_so_often_a_day_from_wherever(lena, monkeypatch):
    monkeypatch.setattr(sign_in_attempts, "OF_AN_ACCOUNT_A_DAY", ("sign_in_day", "8/1d/key"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(8):
            guesses(lena.user.email, f"198.51.100.{number}", 1)
            clock.shift(timedelta(hours=2))
        assert TOO_MANY in tries(lena.user.email, PASSWORD, "203.0.113.5").content.decode()
        clock.shift(timedelta(days=1))
        assert tries(lena.user.email, PASSWORD, "203.0.113.5").status_code == 302


def test_ten_links_for_a_new_password_a_day_are_enough(lena, mailoutbox):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(12):
            Client().post(
                "/accounts/password/reset/",
                {"email": lena.user.email},
                headers={"X-Forwarded-For": f"198.51.100.{number}"},
            )
            clock.shift(timedelta(minutes=5))
    assert len(mailoutbox) == 10


def test_known_device_is_not_locked_out(lena):
    browser = Client()
    assert tries(lena.user.email, PASSWORD, "198.51.100.9", browser).status_code == 302
    browser.post("/accounts/logout/")
    for number in range(101):
        guesses(lena.user.email, f"198.51.100.{number}", 1)
    assert TOO_MANY in tries(lena.user.email, PASSWORD, "203.0.113.5").content.decode()
    assert tries(lena.user.email, PASSWORD, "203.0.113.5", browser).status_code == 302


def test_known_device_guesses_no_longer_than_others(lena):
    browser = Client()
    tries(lena.user.email, PASSWORD, "198.51.100.9", browser)
    browser.post("/accounts/logout/")
    answer = guesses(lena.user.email, "198.51.100.9", 11, browser=browser)
    assert TOO_MANY in answer.content.decode()


def test_made_up_device_is_a_stranger(lena, settings):
    browser = Client()
    browser.cookies[settings.KNOWN_DEVICE_COOKIE_NAME] = "made:up"
    assert TOO_MANY in guesses(lena.user.email, "198.51.100.1", 6, browser=browser).content.decode()


def test_reset_link_leads_to_us_whatever_the_host_header_says(lena, settings, mailoutbox):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://casehug.example", ["*"]
    Client().post(
        "/accounts/password/reset/",
        {"email": lena.user.email},
        headers={"Host": "evil.example", "X-Forwarded-For": "198.51.100.1"},
    )
    (mail,) = mailoutbox
    assert "https://casehug.example/accounts/password/reset/key/" in mail.body
    assert "evil.example" not in mail.body
