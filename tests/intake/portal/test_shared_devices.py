"""A phone that others use too: forgetting it, asked first, and a visit that ends by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from intake.models import Device, Preferences
from tests.intake.conftest import Phone
from tests.intake.portal.test_codes import code_sent

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
CODE = "a code that we send to m•••@example.com"
CALL = "you have to call Hart &amp; Vale"
LINK = "Whoever has that link can open it too"


def words(answer):
    return answer.content.decode()


@pytest.fixture
def way_back(request, maya):
    """What the client needs to come back, and the sentence that says so."""
    if request.param == CALL:
        maya.email = ""
        maya.save()
    if request.param == LINK:
        Preferences.objects.update_or_create(defaults={"code_for_other_devices": False})
    return request.param


# --- Forgetting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("way_back", [CODE, CALL, LINK], indirect=True)
def test_a_device_is_forgotten_only_once_asked_and_told_the_truth(small, way_back, phone, token):
    assert f'href="{phone.at("forgetting/")}"' in phone.reads()
    asked = phone.reads("forgetting/")
    assert "Forget this device?" in asked
    assert [way for way in (CODE, CALL, LINK) if way in asked] == [way_back]
    assert phone.get(phone.at()).status_code == 200
    done = words(phone.sends("forgetting/"))
    assert "This device is no longer remembered" in done
    assert [way for way in (CODE, CALL, LINK) if way in done] == [way_back]
    assert phone.get(phone.at()).status_code == 404
    again = phone.post(f"/p/{token}/", follow=True)
    assert ("To open it here too, call us" in words(again)) == (way_back == CALL)
    assert ("The six digits" in words(again)) == (way_back != LINK)
    assert (again.request["PATH_INFO"] == phone.at()) == (way_back == LINK)


# --- Shared --------------------------------------------------------------------------------------


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def borrowed(small, token, clock):
    phone = Phone(small)
    phone.post(f"/p/{token}/", {"shared": "yes"})
    return phone


def test_a_shared_device_is_remembered_no_longer_than_its_browser_is_open(borrowed, phone):
    assert {one["expires"] for one in borrowed.cookies.values() if "device" in one.key} == {""}
    assert "" not in {one["expires"] for one in phone.cookies.values() if "device" in one.key}


def test_a_shared_device_is_forgotten_after_half_an_hour_without_use(borrowed, token, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=29))
        assert borrowed.get(borrowed.at()).status_code == 200
    clock.shift(timedelta(minutes=30))
    answer = borrowed.get(borrowed.at())
    assert (answer.status_code, answer["Portal-Closed"]) == (404, "yes")
    assert "Closed, because nobody used it for a while" in words(answer)
    for secret in ("Maya", "Divorce", "example.com"):
        assert secret not in words(answer)
    assert borrowed.get(f"/p/{token}/").url == f"/p/{token}/code/"
    clock.shift(timedelta(minutes=-25))
    assert borrowed.sends("language/", {"lang": "es"}).status_code == 302


def test_a_clients_own_device_is_remembered_for_days(phone, clock):
    clock.shift(timedelta(days=20))
    assert phone.get(phone.at()).status_code == 200


def test_another_device_may_be_shared_too(small, phone, token):
    laptop = Phone(small)
    laptop.post(f"/p/{token}/code/new/")
    laptop.post(f"/p/{token}/code/", {"code": code_sent(), "shared": "yes"})
    assert [one.shared for one in Device.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize("way_back", [CALL, LINK], indirect=True)
def test_welcome_says_what_sharing_costs(small, way_back, token, client):
    page = words(client.get(f"/p/{token}/"))
    assert "Other people use this phone or computer" in page
    assert way_back in page


def test_welcome_says_what_leaving_does_not_do(small, token, client):
    page = words(client.get(f"/p/{token}/"))
    assert "pressing Esc twice" in page
    assert "It does not clear what the browser remembers of this page" in page
    assert "Only Hart" not in page
    assert "Hart &amp; Vale uses this for your case. It is not public." in page
