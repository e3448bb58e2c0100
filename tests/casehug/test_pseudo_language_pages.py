"""The firm's pages in the pseudo-language: what shows no brackets was not marked for translation."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from casehug.accounts import team
from casehug.models import Invitation, Member
from tests.conftest import person
from tests.pseudo_language import (  # noqa: F401 - fixtures
    CODE,
    OPEN,
    pseudo_catalogues,
    pseudo_language,
)
from tests.pseudo_pages import (  # noqa: F401 - fixtures
    PAGES,
    assert_marked,
    by_password,
    english,
    english_in,
    nobody,
    readers,
    world,
)
from tests.rules.test_isolation import address

ERRORS = ("400", "403", "403_csrf", "404", "405", "408", "413", "429", "500", "503")


def left(client, addresses, method="get", **about):
    answers = {one: getattr(client, method)(one, **about) for one in addresses}
    return {one: found for one, answer in answers.items() if (found := english(answer))}


@pytest.mark.parametrize("who", ["admin", "staff", "nobody"])
def test_every_page_is_marked(world, who):  # noqa: F811
    client = nobody() if who == "nobody" else by_password(getattr(world, who))
    assert len(PAGES) > 50
    assert left(client, [address(route, world.ids) for route in PAGES]) == {}


def test_every_page_sent_empty_is_marked(world):  # noqa: F811
    client = by_password(world.admin)
    # These would end the session, or choose the language of the browser.
    places = [one for one in PAGES if one not in {"accounts/logout/", "accounts/language/"}]
    assert left(client, [address(one, world.ids) for one in places], "post") == {}


def test_errors_are_marked(pseudo_language):  # noqa: F811
    for code in ERRORS:
        with translation.override(pseudo_language):
            page = get_template(f"{code}.html").render()
        assert f'<html lang="{CODE}">' in page
        assert english_in(page) == []


def test_an_old_page_and_no_firm_are_notified_by_ones_language(readers, in_firm, lena):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(lena.user)
    assert_marked(client.post("/firm/"), 403)
    Member.objects.update(left_at=timezone.now())
    assert_marked(client.get("/"), 403)
    assert_marked(client.get("/firm/"), 405)
    assert_marked(client.get("/accounts/language/"))


def test_what_scripts_say_is_marked(readers, lena):  # noqa: F811
    page = by_password(lena).get("/").content.decode()
    said = re.search(r'<script type="module"[^>]*>', page)[0]
    words = re.findall(r'data-[\w-]+="([^"]*)"', said)
    assert len(words) == 7
    assert all(one.startswith(OPEN) for one in words)


# --- Signing in ----------------------------------------------------------------------------------


def test_what_is_typed_wrong_at_the_entrance_is_told(readers, lena):  # noqa: F811
    client = nobody()
    assert_marked(client.post(reverse("account_login"), {"login": "x", "password": "y"}))
    wrong = {"login": lena.user.email, "password": "not it"}
    assert_marked(client.post(reverse("account_login"), wrong))
    assert_marked(client.post(reverse("account_reset_password"), {"email": "x"}))
    assert_marked(client.get(reverse("account_reset_password_done")))
    assert_marked(client.get(reverse("account_inactive")))
    assert_marked(client.get("/accounts/password/reset/key/1-set-password/"))
    assert_marked(client.get("/accounts/confirm-email/nothing/"))


def test_letters_of_the_account_are_marked(readers, lena, mailoutbox):  # noqa: F811
    Client().post(reverse("account_reset_password"), {"email": lena.user.email})
    nobody().post(reverse("account_reset_password"), {"email": "who@example.com"})
    for letter in mailoutbox:
        assert letter.subject.startswith(OPEN)
        assert english_in(re.sub(r"http\S+", "", letter.body)) == []
    link = re.search(r"http\S+", mailoutbox[0].body)[0]
    assert_marked(nobody().get(link, follow=True))


def test_the_second_step_is_marked(readers, lena):  # noqa: F811
    client = by_password(lena)
    names = ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"]
    assert left(client, [reverse(name) for name in names]) == {}
    assert_marked(client.post(reverse("mfa_activate_totp"), {"code": "1"}))
    TOTP.activate(lena.user, generate_totp_secret())
    RecoveryCodes.activate(lena.user)
    names = ["mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes"]
    assert left(client, [reverse(name) for name in names]) == {}
    codes = client.get(reverse("mfa_view_recovery_codes"))
    shown = re.findall(r"<code>(.*?)</code>", codes.content.decode())
    assert_marked(codes, 200, *shown)
    entering = nobody()
    typed = {"login": lena.user.email, "password": "Correct-Horse-17"}
    asked = entering.post(reverse("account_login"), typed, follow=True)
    assert_marked(asked)
    assert_marked(entering.post(reverse("mfa_authenticate"), {"code": "1"}))


def test_the_rule_of_a_second_step_is_marked(readers, mara, lena, in_firm):  # noqa: F811
    client = by_password(mara)
    TOTP.activate(mara.user, generate_totp_secret())
    TOTP.activate(lena.user, generate_totp_secret())
    team, rule = reverse("settings-team"), reverse("second-step-rule")
    assert left(client, [team, reverse("second-step-reset", args=[lena.pk])]) == {}
    assert_marked(client.post(rule, {"days": "7"}, follow=True))
    assert_marked(client.post(reverse("second-step-reset", args=[lena.pk]), follow=True))
    person(mara.firm, "Ines Roy", "admin")
    assert_marked(client.post(reverse("second-step-reset", args=[lena.pk]), follow=True))
    Authenticator.objects.filter(user=mara.user).delete()
    assert left(client, [team]) == {}
    assert_marked(client.post(rule, {"days": ""}, follow=True))
    assert_marked(client.post(rule, {"days": "0"}, follow=True))
    firm = mara.firm
    firm.second_step_from = timezone.localdate()
    firm.save()
    assert_marked(client.get("/"), 403)


def test_a_key_is_marked(readers, lena):  # noqa: F811
    client = by_password(lena)
    data = {"name": "Ines Roy", "credential": {}}
    key = Authenticator.objects.create(user=lena.user, type="webauthn", data=data)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert_marked(client.get(reverse(name, args=[key.pk])))
    assert_marked(client.get(reverse("mfa_list_webauthn")))
    key.last_used_at = timezone.now()
    key.save()
    assert_marked(client.get(reverse("mfa_list_webauthn")))


def test_a_second_address_is_marked(readers, lena):  # noqa: F811
    client = by_password(lena)
    EmailAddress.objects.create(user=lena.user, email="lena@example.com")
    EmailAddress.objects.create(user=lena.user, email=lena.user.email, primary=True)
    page = reverse("account_email")
    for typed in (
        {"action_primary": "", "email": "lena@example.com"},
        {"action_remove": "", "email": lena.user.email},
        {"action_send": "", "email": "lena@example.com"},
        {"action_remove": "", "email": "lena@example.com"},
        {"action_add": "", "email": "not one"},
        {"action_add": "", "email": "other@example.com"},
    ):
        assert_marked(client.post(page, typed, follow=True))


def test_changed_passwords_and_ended_sessions_are_told(readers, lena):  # noqa: F811
    client, _other = by_password(lena), by_password(lena)
    page = reverse("account_change_password")
    assert_marked(client.post(page, {"oldpassword": "x", "password1": "password"}))
    assert_marked(client.get(reverse("usersessions_list")), 200, "unknown")
    assert_marked(client.post(reverse("usersessions_list"), follow=True))
    typed = {"oldpassword": "Correct-Horse-17", "password1": "Correct-Horse-18"}
    assert_marked(client.post(page, typed, follow=True))


# --- The team ------------------------------------------------------------------------------------


def test_joining_is_marked(readers, in_firm, mara, lena):  # noqa: F811
    asked = [
        team.invite(email=f"{one}@example.com", role=one, by=mara) for one in ("staff", "admin")
    ]
    pages = [reverse("join", args=[one.token]) for one in asked]
    for page in pages:
        assert_marked(nobody().get(page))
        assert_marked(nobody().post(page, {"name": "", "password": "password"}), 422)
        assert_marked(by_password(lena).get(page))
    team.invite(email="lena@example.org", role="admin", by=mara)
    lena.user.email = "staff@example.com"
    lena.user.save()
    assert_marked(nobody().get(pages[0]))
    assert_marked(by_password(lena).get(pages[0]))
    assert_marked(by_password(lena).post(pages[0], follow=True))
    assert_marked(nobody().get(pages[0]), 404)


def test_the_team_is_told_what_was_done(readers, in_firm, mara, lena):  # noqa: F811
    client = by_password(mara)
    for email in ("ines@example.com", "lena@hart.example", "not one"):
        client.post("/settings/team/", {"email": email, "role": "staff"})
        assert_marked(client.get("/settings/team/"))
    assert_marked(client.post("/settings/team/", {"email": lena.user.email, "role": "staff"}), 422)
    one = Invitation.objects.get(email="ines@example.com")
    for about in ({"trouble": "refused"}, {"trouble": "server"}, {"sent_at": timezone.now()}):
        Invitation.objects.update(**about)
        assert_marked(client.get("/settings/team/"))
    Invitation.objects.update(expires_at=timezone.now())
    assert_marked(client.get("/settings/team/"))
    for what in ("again", "withdrawal"):
        one = Invitation.objects.get()
        assert_marked(client.post(f"/settings/team/invitations/{one.pk}/{what}/", follow=True))
    change = f"/settings/team/{lena.pk}/role/"
    for role in ("admin", "staff"):
        assert_marked(client.post(change, {"role": role}, follow=True))
    assert_marked(client.post(f"/settings/team/{mara.pk}/role/", {"role": "staff"}))
    assert_marked(client.get(f"/settings/team/{mara.pk}/removal/"))
    assert_marked(client.post(f"/settings/team/{mara.pk}/removal/", follow=True))
    assert_marked(client.post(f"/settings/team/{lena.pk}/removal/", follow=True))


def test_what_is_saved_or_refused_in_the_settings_is_told(readers, mara):  # noqa: F811
    client = by_password(mara)
    profile = {"name": "Hart & Vale", "website": "nothing", "email": "x"}
    assert_marked(client.post("/settings/profile/", profile), 422, "nothing")
    saved = client.post("/settings/profile/", {"name": "Hart & Vale"}, follow=True)
    assert_marked(saved)
    assert_marked(client.post("/accounts/language/", {"language": "xx"}), 422)
    assert_marked(client.post("/accounts/language/", {"language": CODE}, follow=True))
