"""From the link to the list: who gets in, who is asked for a code, who is told nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.test.signals import template_rendered
from django.utils import timezone

from casehug.tenancy import firm_scope
from intake.domain import links
from intake.models import Device, DeviceCode, Intake, Letter, PortalLink, Preferences
from tests.intake.conftest import Phone

COOKIES = {"casehug-device", "casehug-device-link"}


def link_of(intake):
    return PortalLink.objects.get(intake=intake, revoked_at=None)


def code_sent():
    return Letter.objects.filter(kind=Letter.Kind.CODE).latest("pk").code


def words(answer):
    return answer.content.decode()


def test_looking_at_the_link_changes_nothing_but_that_it_was_opened(small, token, client):
    before = PortalLink.objects.values().get(intake=small)
    for _ in range(5):
        assert client.get(f"/p/{token}/").status_code == 200
    assert client.head(f"/p/{token}/").status_code == 200
    after = PortalLink.objects.values().get(intake=small)
    assert {name for name in after if after[name] != before[name]} == {"opened_at"}
    assert list(Device.objects.all()) == []
    assert Intake.objects.get(pk=small.pk).begun_at is None
    answer = client.post(f"/p/{token}/")
    assert (answer.status_code, answer.url) == (302, f"/portal/{small.key}/")
    assert client.get(answer.url).status_code == 200


def test_pages_of_the_client_go_by_the_firms_clock(small, token, phone, client):
    seen = []
    note = lambda **_: seen.append(timezone.get_current_timezone_name())  # noqa: E731
    template_rendered.connect(note)
    client.get(f"/p/{token}/")
    phone.reads()
    template_rendered.disconnect(note)
    assert set(seen) == {"America/Los_Angeles"}
    assert timezone.get_current_timezone_name() == "UTC"


def test_clients_are_led_to_no_dashboard(phone):
    answer = phone.get(phone.at("forgetting/"))
    assert answer.status_code == 405
    assert b"dashboard" not in answer.content


def test_welcome_names_the_firm_and_the_client_but_never_the_matters_title(small, token, client):
    page = words(client.get(f"/p/{token}/"))
    assert "Hello Maya." in page
    assert "Hart &amp; Vale needs a few answers and documents from you." in page
    assert "Divorce — Standard" in page
    assert "Ruiz — Divorce" not in page
    assert "<title>Your documents</title>" in page
    assert "(503) 555-0142" in page


def test_the_first_device_is_remembered(small, token, client):
    answer = client.post(f"/p/{token}/")
    made = {name: answer.cookies[name] for name in COOKIES}
    assert {name: one["path"] for name, one in made.items()} == {
        "casehug-device": f"/portal/{small.key}/",
        "casehug-device-link": f"/p/{token}/",
    }
    assert {(one["httponly"], one["samesite"]) for one in made.values()} == {(True, "Lax")}
    device = Device.objects.get()
    assert device.secret_hash == links.hashed(made["casehug-device"].value)
    assert device.link == link_of(small)
    assert link_of(small).used_at is not None


def test_a_remembered_device_comes_back_by_the_link_without_pressing_anything(phone, token):
    answer = phone.get(f"/p/{token}/")
    assert (answer.status_code, answer.url) == (302, phone.at())
    assert Device.objects.count() == 1


def test_pages_are_kept_nowhere(phone, token):
    for path in (phone.at(), phone.at("review/"), f"/p/{token}/", "/p/unknown/"):
        headers = phone.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "same-origin"


# --- Closed --------------------------------------------------------------------------------------


def without_the_firm(page):
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page)
    return re.sub(r"\s+", " ", page.split("<main")[1].split("</main")[0])


def test_unknown_links_tell_nothing(db, hart_vale, client):
    pages = [client.get(path) for path in ("/p/unknown/", "/portal/unknown/", "/p/unknown/code/")]
    assert {page.status_code for page in pages} == {404}
    assert len({without_the_firm(words(page)) for page in pages}) == 1
    assert "Hart" not in words(pages[0])
    assert "This link does not open here" in words(pages[0])
    assert "Este enlace no se abre aquí" in words(pages[0])


@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_links_that_ended_tell_the_firms_phone_and_nothing_else(small, token, phone, lena, ended):
    if ended == "revoked":
        links.revoke_link(link=link_of(small), by=lena)
    else:
        PortalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    fresh = Client()
    for answer in (
        fresh.get(f"/p/{token}/"),
        fresh.post(f"/p/{token}/"),
        phone.get(f"/p/{token}/"),
        phone.get(phone.at()),
    ):
        assert answer.status_code == 404
        assert "(503) 555-0142" in words(answer)
        assert "Maya" not in words(answer)
        assert "Divorce" not in words(answer)
    assert Device.objects.count() == 1


def test_a_renewed_link_closes_the_former(small, token, phone, lena):
    newer = links.make_link(intake=small, by=lena)
    assert phone.get(phone.at()).status_code == 404
    assert Phone(small).starts(newer).get(phone.at()).status_code == 200


def test_a_device_of_one_intake_opens_no_other(phone, ask, new_intake, lena):
    ask("Passport", "document")
    other = new_intake(title="Ruiz — Custody")
    secret = phone.cookies["casehug-device"].value
    stranger = Client()
    stranger.cookies["casehug-device"] = secret
    theirs = other.items.first()
    for path in ("", "review/", f"items/{theirs.pk}/", f"questions/{theirs.category}/"):
        answer = stranger.get(f"/portal/{other.key}/{path}")
        assert answer.status_code == 404
        assert "(503) 555-0142" not in words(answer)
    answer = phone.get(phone.at(f"items/{theirs.pk}/"))
    assert answer.status_code == 404
    assert theirs.title not in words(answer)
    assert phone.sends(f"items/{theirs.pk}/answer/", {str(theirs.pk): "x"}).status_code == 404


def test_another_firms_device_opens_nothing_here(phone, otto, lindgren):
    foreign = Client()
    foreign.cookies["casehug-device"] = phone.cookies["casehug-device"].value
    with firm_scope(lindgren.id):
        assert not Device.objects.exists()
    foreign.force_login(otto.user)
    assert foreign.get(phone.at()).status_code == 200  # The cookie counts, not who is signed in.
    del foreign.cookies["casehug-device"]
    assert foreign.get(phone.at()).status_code == 404


def test_a_member_signed_in_is_nobody_here(small, phone, ask, mara):
    ask("Most recent tax return", "document")
    staff = Client()
    staff.force_login(mara.user)
    assert staff.get(phone.at()).status_code == 404
    phone.force_login(mara.user)
    page = phone.reads()
    assert "Most recent tax return" in page
    assert "Mara" not in page


# --- Another device ------------------------------------------------------------------------------


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
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
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
    assert "To open it here too, call us." in page
    assert "(503) 555-0142" in page
    assert not DeviceCode.objects.exists()
    assert laptop.post(f"/p/{token}/code/new/").status_code == 302
    assert not DeviceCode.objects.exists()


def test_a_firm_may_do_without_codes(small, phone, token):
    Preferences.objects.update_or_create(defaults={"code_for_other_devices": False})
    laptop = Phone(small).starts(token)
    assert laptop.get(laptop.at()).status_code == 200
    assert not DeviceCode.objects.exists()
    assert mail.outbox == []


def test_a_forgotten_device_is_asked_for_a_code(phone, token):
    assert "This device is no longer remembered" in words(phone.sends("forgetting/"))
    assert phone.get(phone.at()).status_code == 404
    assert phone.post(f"/p/{token}/").url == f"/p/{token}/code/"


# --- Language ------------------------------------------------------------------------------------


def test_the_intake_presets_the_language(small, token, client):
    Intake.objects.update(language="es")
    page = words(client.get(f"/p/{token}/"))
    assert '<html lang="es">' in page
    assert "Hola, Maya." in page


def test_the_language_chosen_at_the_welcome_is_kept(small, token, client):
    page = words(client.get(f"/p/{token}/?lang=es"))
    assert "Hola, Maya." in page
    assert Intake.objects.get(pk=small.pk).language == "en"
    client.post(f"/p/{token}/", {"lang": "es"})
    assert Intake.objects.get(pk=small.pk).language == "es"


def test_the_language_is_switched_by_a_button_on_the_same_page(phone):
    answer = phone.sends("language/", {"lang": "es", "next": phone.at("review/")})
    assert answer.url == phone.at("review/")
    assert '<html lang="es">' in phone.reads()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/matters/", ""])
def test_the_switch_leads_nowhere_else(phone, away):
    assert phone.sends("language/", {"lang": "es", "next": away}).url == phone.at()


def test_quick_exit_leads_to_a_neutral_page_without_saying_whence(phone, settings):
    settings.QUICK_EXIT_URL = "https://weather.example"
    leave = r'<a class="[^"]*" href="https://weather.example" rel="noreferrer" data-leave>'
    assert re.search(leave, phone.reads())
