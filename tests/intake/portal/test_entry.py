"""From the link to the list: who gets in, who is asked for a code, who is told nothing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casehug.security.tokens import hashed
from casehug.tenancy.scope import firm_scope
from intake.links import private_links
from intake.models import Device, Intake, PortalLink, Preferences
from tests.intake.conftest import Phone

COOKIES = {"casehug-device", "casehug-device-link"}


def link_of(intake):
    return PortalLink.objects.get(intake=intake, revoked_at=None)


def words(answer):
    return answer.content.decode()


def test_looking_at_the_link_changes_nothing(small, token, client):
    before = PortalLink.objects.values().get(intake=small)
    for _ in range(5):
        assert client.get(f"/p/{token}/").status_code == 200
    assert client.head(f"/p/{token}/").status_code == 200
    after = PortalLink.objects.values().get(intake=small)
    assert {name for name in after if after[name] != before[name]} == set()
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


def test_welcome_names_the_firm_and_nothing_of_the_client_or_the_matter(small, token, client):
    page = words(client.get(f"/p/{token}/"))
    assert "Hart &amp; Vale needs a few answers and documents from you." in page
    assert "(503) 555-0142" in page
    for secret in ("Maya", "Ruiz", "Divorce", "@example.com"):
        assert secret not in page


def test_the_list_says_what_it_is_for_but_never_the_matters_title(phone):
    assert "For: Divorce — Standard" in phone.reads()
    assert "Ruiz — Divorce" not in phone.reads()


def test_the_first_device_is_remembered(small, token, client):
    answer = client.post(f"/p/{token}/")
    made = {name: answer.cookies[name] for name in COOKIES}
    assert {name: one["path"] for name, one in made.items()} == {
        "casehug-device": f"/portal/{small.key}/",
        "casehug-device-link": f"/p/{token}/",
    }
    assert {(one["httponly"], one["samesite"]) for one in made.values()} == {(True, "Lax")}
    device = Device.objects.get()
    assert device.secret_hash == hashed(made["casehug-device"].value)
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
    pages = [client.get(path) for path in ("/p/unknown/", "/p/unknown/code/")]
    assert {page.status_code for page in pages} == {404}
    assert len({without_the_firm(words(page)) for page in pages}) == 1
    assert "Hart" not in words(pages[0])
    assert "This link does not open here" in words(pages[0])
    assert "Este enlace no se abre aquí" in words(pages[0])


@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_links_that_ended_tell_the_firms_phone_and_nothing_else(small, token, phone, lena, ended):
    if ended == "revoked":
        private_links.revoke_link(link=link_of(small), by=lena)
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


def sealed(intake):
    """Whether the token is kept still, of each link from the oldest on."""
    links = PortalLink.objects.filter(intake=intake).order_by("id")
    return [bool(link.token) for link in links]


def test_a_revoked_link_keeps_no_token(small, token, lena):
    """It was kept for later emails, and none carries it any more."""
    assert sealed(small) == [True]
    with CaptureQueriesContext(connection) as queries:
        private_links.revoke_link(link=link_of(small), by=lena)
    updates = [one["sql"] for one in queries if 'UPDATE "intake_portallink"' in one["sql"]]
    assert len(updates) == 1
    assert sealed(small) == [False]


def test_a_renewed_link_leaves_no_token_of_the_former(small, token, lena):
    newer = private_links.renew_link(intake=small, by=lena)
    assert sealed(small) == [False, True]
    assert private_links.copy_link(intake=small, by=lena) == newer


def test_an_expired_link_keeps_no_token(small, token, lena):
    private_links.forget_expired()
    assert sealed(small) == [True]
    PortalLink.objects.update(expires_at=timezone.now())
    private_links.forget_expired()
    assert sealed(small) == [False]
    assert private_links.copy_link(intake=small, by=lena) != token  # A new one is made.


def test_a_renewed_link_closes_the_former(small, token, phone, lena):
    newer = private_links.make_link(intake=small, by=lena)
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
        assert "call Hart &amp; Vale" in words(answer)
        assert not any(said in words(answer) for said in ("Ruiz", "Custody", theirs.title))
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


# --- Language ------------------------------------------------------------------------------------


def test_the_intake_presets_the_language(small, token, client):
    Intake.objects.update(language="es")
    page = words(client.get(f"/p/{token}/"))
    assert '<html lang="es">' in page
    assert "Hola." in page


IN_SPANISH = {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}


def language_of(intake):
    return Intake.objects.get(pk=intake.pk).language


def test_a_phone_in_spanish_opens_the_portal_in_spanish(small, token):
    spanish = Client(headers=IN_SPANISH)
    answer = spanish.get(f"/p/{token}/")
    assert '<html lang="es">' in words(answer)
    assert "Hola." in words(answer)
    assert answer["Content-Language"] == "es"
    assert language_of(small) == "en"  # Looking changes nothing.
    entered = spanish.post(f"/p/{token}/", follow=True)
    assert '<html lang="es">' in words(entered)
    assert language_of(small) == "es"
    spanish.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert '<html lang="es">' in words(spanish.get(f"/portal/{small.key}/"))


@pytest.mark.parametrize("spoken", ["fr", "", "x" * 3000])
def test_a_phone_in_a_language_we_do_not_speak_is_answered_in_the_firms(small, token, spoken):
    page = words(Client(headers={"accept-language": spoken}).get(f"/p/{token}/"))
    assert '<html lang="en">' in page


def test_what_the_client_chose_wins_over_the_browser(small, token):
    spanish = Client(headers=IN_SPANISH)
    page = words(spanish.get(f"/p/{token}/?lang=en"))
    assert '<html lang="en">' in page
    spanish.post(f"/p/{token}/", {"lang": "en"})
    home = f"/portal/{small.key}/"
    assert '<html lang="en">' in words(spanish.get(home))
    other = Client(headers=IN_SPANISH).get(f"/p/{token}/", follow=True)
    assert "Is it you?" in words(other)
    spanish.post(f"{home}language/", {"lang": "es"})
    english = Client(headers={"accept-language": "en"}).get(f"/p/{token}/", follow=True)
    assert "¿Es usted?" in words(english)
    assert '<html lang="es">' in words(spanish.get(home))


def test_the_language_an_intake_was_begun_in_outlives_its_link(small, token, phone, lena):
    newer = private_links.make_link(intake=small, by=lena)
    assert "Hello." in words(Client(headers=IN_SPANISH).get(f"/p/{newer}/"))


def test_the_firms_choice_wins_over_the_browser(in_firm, new_intake, lena):
    Preferences.objects.create(language="es")
    intake = new_intake()
    token = private_links.make_link(intake=intake, by=lena)
    english = Client(headers={"accept-language": "en-US,en"})
    assert "Hola." in words(english.get(f"/p/{token}/"))
    assert '<html lang="es">' in words(english.post(f"/p/{token}/", follow=True))
    assert language_of(intake) == "es"


def test_where_nobody_knows_who_reads_the_browsers_language_comes_first(db):
    page = words(Client(headers=IN_SPANISH).get("/p/unknown/"))
    assert '<html lang="es">' in page
    assert "<h1>Este enlace no se abre aquí</h1>" in page
    assert '<div class="stack" lang="en">\n  <h2>This link does not open here</h2>' in page
    assert "Salir rápido" in page


def test_a_third_language_is_one_more_button(phone, pseudo_language):
    offered = re.findall(r'name="lang" value="(\w+)"', phone.reads())
    assert offered == ["es", "eo"]
    phone.sends("language/", {"lang": "eo"})
    assert '<html lang="eo">' in phone.reads()


def test_the_language_chosen_at_the_welcome_is_kept(small, token, client):
    page = words(client.get(f"/p/{token}/?lang=es"))
    assert "Hola." in page
    assert Intake.objects.get(pk=small.pk).language == "en"
    answer = client.post(f"/p/{token}/", {"lang": "es"})
    assert '<html lang="es">' in words(client.get(answer.url))
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
    leave = r'<a class="[^"]*" href="https://weather.example" rel="noreferrer"[^>]* data-leave>'
    assert re.search(leave, phone.reads())
