"""Another device shows that the client's email is theirs: a code, honestly told of and seldom sent."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from intake.links import private_links
from intake.models import Device, DeviceCode, Email, Intake, PortalLink, Preferences
from tests.intake.conftest import Phone

SENT = "Sent. Look at the newest email"
NO_LONGER = "That code no longer works. Ask for a new one."


def link_of(intake):
    return PortalLink.objects.get(intake=intake, revoked_at=None)


def code_sent():
    return Email.objects.filter(kind=Email.Kind.CODE).latest("pk").code


def words(answer):
    return answer.content.decode()


def wrong_one():
    return f"{(int(code_sent()) + 1) % 1_000_000:06}"


# --- Looking -------------------------------------------------------------------------------------


def test_who_only_looks_reads_the_firms_name_and_nothing_else(small, phone, token):
    stranger = Client()
    answer = stranger.get(f"/p/{token}/")
    assert (answer.status_code, answer.url) == (302, f"/p/{token}/code/")
    page = words(stranger.get(answer.url))
    assert "Hart &amp; Vale" in page
    for secret in ("Maya", "Ruiz", "Divorce", "example.com"):
        assert secret not in page


def test_looking_sends_no_code(small, phone, token):
    stranger = Client()
    for path in ("", "code/", "code/new/", "?lang=es", "code/?sent=again"):
        page = words(stranger.get(f"/p/{token}/{path}", follow=True))
        assert SENT not in page
    assert not DeviceCode.objects.exists()
    stranger.post(f"/p/{token}/code/new/")
    assert DeviceCode.objects.count() == 1


def test_the_code_page_can_be_read_in_the_other_language(small, phone, token):
    laptop = Phone(small)
    page = words(laptop.get(f"/p/{token}/code/?lang=es"))
    assert "¿Es usted?" in page
    assert 'href="?lang=en"' in page
    assert laptop.post(f"/p/{token}/code/new/", {"lang": "es"}).url.endswith("lang=es")
    assert Email.objects.get(kind="code").subject == "Su código"
    assert Intake.objects.get(pk=small.pk).language == "en"
    laptop.post(f"/p/{token}/code/", {"code": code_sent(), "lang": "es"})
    assert Intake.objects.get(pk=small.pk).language == "es"


# --- The code ------------------------------------------------------------------------------------


@pytest.fixture
def laptop(small, phone, token):
    """A second device, with the code on its way."""
    laptop = Phone(small)
    assert laptop.post(f"/p/{token}/").url == f"/p/{token}/code/"
    return laptop


def test_another_device_is_asked_for_the_code_sent_by_e_mail(small, laptop, token):
    assert laptop.get(laptop.at()).status_code == 404
    page = words(laptop.get(f"/p/{token}/code/"))
    assert "m•••@example.com" in page
    assert "maya.ruiz@example.com" not in page
    answer = laptop.post(f"/p/{token}/code/", {"code": code_sent()})
    assert (answer.status_code, answer.url) == (302, laptop.at())
    assert laptop.get(laptop.at()).status_code == 200
    assert Device.objects.filter(link=link_of(small)).count() == 2


def test_a_code_works_once(small, laptop, token):
    code = code_sent()
    laptop.post(f"/p/{token}/code/", {"code": code})
    third = Phone(small)
    assert third.post(f"/p/{token}/code/", {"code": code}).status_code == 422
    assert third.get(third.at()).status_code == 404


def test_a_code_may_be_typed_with_a_space(laptop, token):
    code = code_sent()
    typed = f" {code[:3]} {code[3:]} "
    assert laptop.post(f"/p/{token}/code/", {"code": typed}).status_code == 302


@pytest.mark.parametrize(
    "line", ["Your code is {code}", "Su código es {code}", "Su código es {code}."]
)
def test_the_whole_line_of_the_mail_may_be_pasted(laptop, token, line):
    assert 'maxlength="60"' in words(laptop.get(f"/p/{token}/code/"))
    typed = line.format(code=code_sent())
    assert laptop.post(f"/p/{token}/code/", {"code": typed}).status_code == 302


def test_a_code_works_for_ten_minutes(small, phone, token):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        laptop = Phone(small)
        laptop.post(f"/p/{token}/")
        clock.shift(timedelta(minutes=10))
        answer = laptop.post(f"/p/{token}/code/", {"code": code_sent()})
        assert answer.status_code == 422
        assert "That code no longer works. Ask for a new one." in words(answer)


def test_a_code_may_be_tried_five_times(laptop, token):
    code = code_sent()
    wrong = wrong_one()
    for _ in range(5):
        assert laptop.post(f"/p/{token}/code/", {"code": wrong}).status_code == 422
    assert laptop.post(f"/p/{token}/code/", {"code": code}).status_code == 422
    assert DeviceCode.objects.get().used_at is None


def test_codes_are_not_kept_in_clear(laptop):
    assert code_sent() not in DeviceCode.objects.get().code_hash


def test_a_new_code_is_not_sent_twice_within_a_minute(laptop, token):
    for _ in range(4):
        laptop.post(f"/p/{token}/code/new/")
    assert DeviceCode.objects.count() == 1


def test_nobody_is_told_of_a_code_that_was_not_sent(small, phone, token):
    began = datetime(2026, 11, 3, 15, 30, 20, tzinfo=ZoneInfo("America/Los_Angeles"))
    small.firm.time_zone = "America/Los_Angeles"
    small.firm.save()
    with time_machine.travel(began, tick=False) as clock:
        laptop = Phone(small)
        assert SENT in words(laptop.post(f"/p/{token}/code/new/", follow=True))
        clock.shift(timedelta(seconds=30))
        early = laptop.post(f"/p/{token}/code/new/")
        assert early.status_code == 429
        page = words(early)
        assert SENT not in page
        assert "We sent a code less than a minute ago." in page
        assert "You can ask for another at 3:32 PM." in page
        assert DeviceCode.objects.count() == 1
        clock.shift(timedelta(seconds=30))
        assert SENT in words(laptop.post(f"/p/{token}/code/new/", follow=True))
        assert DeviceCode.objects.count() == 2


def test_a_code_tried_five_times_is_replaced_at_once(laptop, token):
    wrong = wrong_one()
    for _ in range(5):
        page = words(laptop.post(f"/p/{token}/code/", {"code": wrong}))
    assert NO_LONGER in page
    page = words(laptop.post(f"/p/{token}/code/new/", follow=True))
    assert SENT in page
    assert NO_LONGER not in page
    assert DeviceCode.objects.count() == 2
    assert laptop.post(f"/p/{token}/code/", {"code": code_sent()}).status_code == 302


def test_an_old_address_does_not_say_sent(laptop, token):
    wrong = wrong_one()
    for _ in range(5):
        laptop.post(f"/p/{token}/code/", {"code": wrong})
    assert SENT not in words(laptop.get(f"/p/{token}/code/?sent=again"))


def test_five_codes_an_hour_are_enough(small, phone, token):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        laptop = Phone(small)
        for _ in range(5):
            assert laptop.post(f"/p/{token}/code/new/").status_code == 302
            clock.shift(timedelta(minutes=2))
        answer = laptop.post(f"/p/{token}/code/new/")
        assert answer.status_code == 429
        assert "We have sent several codes already." in words(answer)
        assert DeviceCode.objects.count() == 5
        clock.shift(timedelta(hours=1))
        assert laptop.post(f"/p/{token}/code/new/").status_code == 302


def test_twelve_codes_a_day_are_enough_and_staff_are_told(small, phone, token, signed_in, lena):
    matter = f"/matters/{small.matter_id}/"
    told = "So many codes for another device were asked for that none are sent for a day"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        laptop = Phone(small)
        for number in range(12):
            assert told not in words(signed_in(lena).get(matter))
            assert laptop.post(f"/p/{token}/code/new/").status_code == 302, number
            clock.shift(timedelta(minutes=30))
        assert words(signed_in(lena).get(matter)).count(told) == 1
        answer = laptop.post(f"/p/{token}/code/new/")
        assert answer.status_code == 429
        assert "We have sent many codes today. Wait until tomorrow for another." in words(answer)
        assert "(503) 555-0142" in words(answer)
        newer = private_links.make_link(intake=small, by=lena)  # Counts for the intake.
        Phone(small).starts(newer)
        assert Phone(small).post(f"/p/{newer}/code/new/").status_code == 429
        assert DeviceCode.objects.count() == 12
        clock.shift(timedelta(days=1))
        assert Phone(small).post(f"/p/{newer}/code/new/").status_code == 302


def test_only_the_newest_code_works(small, phone, token):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        laptop = Phone(small)
        laptop.post(f"/p/{token}/code/new/")
        older = code_sent()
        clock.shift(timedelta(minutes=2))
        laptop.post(f"/p/{token}/code/new/")
        if older != code_sent():
            assert laptop.post(f"/p/{token}/code/", {"code": older}).status_code == 422
        assert laptop.post(f"/p/{token}/code/", {"code": code_sent()}).status_code == 302


def test_without_an_e_mail_the_client_is_told_to_call(small, phone, token, maya):
    maya.email = ""
    maya.save()
    laptop = Phone(small)
    laptop.post(f"/p/{token}/")
    page = words(laptop.get(f"/p/{token}/code/"))
    assert "To open it here too, call us: we read you a code" in page
    assert "(503) 555-0142" in page
    assert not DeviceCode.objects.exists()
    assert laptop.post(f"/p/{token}/code/new/").status_code == 302
    assert not DeviceCode.objects.exists()


@pytest.fixture
def laptop_without_email(small, phone, token, maya):
    """At the page that asks for a code, for a client whom no email can reach."""
    maya.email = ""
    maya.save()
    laptop = Phone(small)
    laptop.post(f"/p/{token}/")
    return laptop


def read_out(browser, intake):
    """The digits staff are shown, from the matter's menu."""
    assert "Code for another device" in words(browser.get(f"/matters/{intake.matter_id}/"))
    page = browser.post(f"/matters/{intake.matter_id}/intake/link/code/")
    assert page.headers["Cache-Control"] == "no-store"
    return re.search(r"(\d{3} \d{3})</p>", words(page))[1]


def test_a_code_read_out_by_phone_opens_the_list(laptop_without_email, small, token, lenas):
    laptop = laptop_without_email
    page = words(laptop.get(f"/p/{token}/code/"))
    assert "call us: we read you a code of six digits" in page
    code = read_out(lenas, small)
    answer = laptop.post(f"/p/{token}/code/", {"code": code})
    assert (answer.status_code, answer.url) == (302, laptop.at())
    assert Device.objects.count() == 2
    assert Email.objects.filter(kind=Email.Kind.CODE).count() == 0
    other = Phone(small)
    assert other.post(f"/p/{token}/code/", {"code": code}).status_code == 422
    told = words(lenas.get(f"/matters/{small.matter_id}/"))
    assert "Lena Ortiz was shown a code to read to the client" in told


def test_a_code_misheard_is_told_so(laptop_without_email, small, token, lenas):
    code = read_out(lenas, small).replace(" ", "")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    answer = laptop_without_email.post(f"/p/{token}/code/", {"code": wrong})
    assert answer.status_code == 422
    assert "That is not the code, or it no longer works." in words(answer)
    assert laptop_without_email.post(f"/p/{token}/code/", {"code": code}).status_code == 302


def test_codes_are_not_read_out_for_ever(laptop_without_email, small, lenas):
    for _ in range(12):
        read_out(lenas, small)
    page = words(lenas.post(f"/matters/{small.matter_id}/intake/link/code/"))
    assert "none until tomorrow" in page
    assert DeviceCode.objects.count() == 12


def test_nobody_elses_code_is_shown(laptop_without_email, small, ottos):
    answer = ottos.post(f"/matters/{small.matter_id}/intake/link/code/")
    assert answer.status_code == 404
    assert not DeviceCode.objects.exists()


def test_a_firm_may_do_without_codes(small, phone, token):
    Preferences.objects.update_or_create(defaults={"code_for_other_devices": False})
    laptop = Phone(small).starts(token)
    assert laptop.get(laptop.at()).status_code == 200
    assert not DeviceCode.objects.exists()
    assert mail.outbox == []
