"""A firm can ask everyone for a second factor; two admins can let in who lost theirs."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from casehug.accounts import second_step, second_step_reset
from casehug.models import AuditEntry, Firm, Member, SecondStepReset
from casehug.tenancy.scope import firm_scope
from tests.conftest import PASSWORD, person

pytestmark = pytest.mark.django_db
TEAM = "/settings/team/"
RULE = "/settings/team/second-step/"


def with_app(member):
    TOTP.activate(member.user, generate_totp_secret())
    return member


def browser_of(member):
    browser = Client()
    browser.force_login(member.user)
    return browser


def verbs(firm):
    with firm_scope(firm.id):
        told = AuditEntry.objects.filter(verb__contains="second_step").order_by("pk")
        return list(told.values_list("verb", flat=True))


def rule_of(firm):
    with firm_scope(firm.id):
        return Firm.objects.get(pk=firm.pk).second_step_from


@pytest.fixture
def maras(mara):
    return browser_of(with_app(mara))


@pytest.fixture
def lenas(lena):
    return browser_of(lena)


@pytest.fixture
def required(maras, hart_vale, lena):
    """Since today."""
    maras.post(RULE, {"days": "0"})
    return hart_vale


def test_from_its_day_nobody_works_without_one(mara, lena, hart_vale, time_machine):
    time_machine.move_to("2026-12-01T20:00:00Z", tick=False)
    maras = browser_of(with_app(mara))
    answer = maras.post(RULE, {"days": "7"}, follow=True)
    assert "From Dec 8, 2026, everyone signs in with a second step." in answer.content.decode()
    for moment, status in (
        ("2026-12-01T20:00:00Z", 200),
        ("2026-12-08T07:59:00Z", 200),  # Dec 7, 23:59 at the firm.
        ("2026-12-08T08:00:00Z", 403),
    ):
        time_machine.move_to(moment, tick=False)
        lenas = browser_of(lena)
        page = lenas.get("/matters/")
        assert page.status_code == status
        assert "asks everyone for a second step" in page.content.decode()
    assert lenas.get("/").status_code == 403
    assert lenas.get("/accounts/2fa/").status_code == 200
    with_app(lena)
    page = lenas.get("/matters/")
    assert page.status_code == 200
    assert "second step" not in page.content.decode()
    assert verbs(hart_vale) == ["firm.second_step_required"]


def test_recovery_codes_are_no_second_step(required, lena, lenas):
    RecoveryCodes.activate(lena.user)
    assert lenas.get("/").status_code == 403


def test_a_passkey_is_one(required, lena, lenas):
    Authenticator.objects.create(user=lena.user, type="webauthn", data={"name": "Key"})
    assert lenas.get("/").status_code == 200


def test_fragments_lead_to_where_it_is_set_up(required, lenas):
    answer = lenas.get("/matters/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/2fa/")


def test_admins_without_one_are_stopped_as_well(required, hart_vale):
    with firm_scope(hart_vale.id):
        ines = browser_of(person(hart_vale, "Ines Roy", "admin"))
    assert ines.get("/settings/profile/").status_code == 403
    assert ines.post(RULE, {"days": ""}).status_code == 403
    assert rule_of(hart_vale)


def test_nobody_locks_themselves_out(mara, hart_vale):
    answer = browser_of(mara).post(RULE, {"days": "0"}, follow=True)
    assert "Set up your own second step first" in answer.content.decode()
    assert rule_of(hart_vale) is None
    assert verbs(hart_vale) == []


@pytest.mark.parametrize("days", ["", "3", "x", "\0"])
def test_anything_else_leaves_it_to_each_person(required, maras, lenas, days):
    maras.post(RULE, {"days": days})
    assert rule_of(required) is None
    assert lenas.get("/").status_code == 200


def test_the_rule_is_of_one_firm(required, lena, lindgren):
    """Who works at two firms enters the other one as before."""
    with firm_scope(lindgren.id):
        Member.objects.create(user=lena.user, role="staff")
    lenas = browser_of(lena)
    assert lenas.get("/").status_code == 403
    lenas.post("/firm/", {"firm": f"{lindgren.pk}"})
    assert lenas.get("/").status_code == 200


def test_the_team_page_says_who_has_none(maras, lena):
    page = maras.get(TEAM).content.decode()
    assert page.count("Second step at sign-in: set up") == 1
    assert page.count("Second step at sign-in: not set up") == 1
    assert f"{lena.pk}/second-step/" not in page  # Nothing to reset.


def test_staff_do_not_reach_the_rule(lenas, lena, hart_vale):
    assert lenas.post(RULE, {"days": "0"}).status_code == 404
    assert lenas.get(f"/settings/team/{lena.pk}/second-step/").status_code == 404


# --- The reset -----------------------------------------------------------------------------------


@pytest.fixture
def ines(hart_vale, in_firm):
    return with_app(person(hart_vale, "Ines Roy", "admin"))


@pytest.fixture
def asked(maras, lena, ines):
    RecoveryCodes.activate(with_app(lena).user)
    maras.post(f"/settings/team/{lena.pk}/second-step/")
    return SecondStepReset.objects.get()


def by_password(member):
    browser = Client()
    browser.post("/accounts/login/", {"login": member.user.email, "password": PASSWORD})
    return browser


@pytest.fixture
def at_work(lena):
    """Signed in before."""
    return by_password(lena)


def answer(browser, asked, what="agree"):
    return browser.post(f"{RULE}{asked.pk}/{what}/", follow=True).content.decode()


def factors(member):
    return set(Authenticator.objects.filter(user=member.user).values_list("type", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_admins_let_somebody_in_again(at_work, asked, ines, lena, hart_vale, mailoutbox):
    assert at_work.get("/").status_code == 200
    assert by_password(lena).get("/").status_code == 302  # The second step is missing.
    assert "signed out everywhere" in answer(browser_of(ines), asked)
    assert factors(lena) == set()
    assert at_work.get("/").status_code == 302
    assert [letter.to for letter in mailoutbox] == [[lena.user.email]]
    assert "Two admins of Hart & Vale removed" in mailoutbox[0].body
    assert by_password(lena).get("/").status_code == 200
    assert verbs(hart_vale) == ["member.second_step_reset_asked", "member.second_step_reset"]


def test_one_admin_is_not_two(asked, maras, mara, lena):
    assert "Another admin than you has to agree." in answer(maras, asked)
    lena.role = "admin"
    lena.save()
    assert "Another admin than you has to agree." in answer(browser_of(lena), asked)
    assert factors(lena) == {"totp", "recovery_codes"}
    with pytest.raises(second_step_reset.NeedsAnother):
        second_step_reset.ask(member=mara, by=mara)


def test_a_refusal_ends_it(asked, ines, maras, lena):
    assert "Nothing was reset." in answer(browser_of(ines), asked, "refuse")
    assert "answered already" in answer(browser_of(ines), asked)
    assert factors(lena) == {"totp", "recovery_codes"}


def test_an_only_admin_cannot_ask(maras, lena, in_firm):
    with_app(lena)
    said = maras.post(f"/settings/team/{lena.pk}/second-step/", follow=True).content.decode()
    assert "Nobody else at your firm could agree." in said
    assert not SecondStepReset.objects.exists()


def test_asking_twice_is_one_request(asked, maras, lena):
    maras.post(f"/settings/team/{lena.pk}/second-step/")
    assert SecondStepReset.objects.get() == asked


def test_after_a_day_it_is_over(asked, ines, lena):
    SecondStepReset.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert "24 hours are over" in answer(browser_of(ines), asked)
    assert factors(lena) == {"totp", "recovery_codes"}
    assert "without their second step" not in browser_of(ines).get(TEAM).content.decode()


def test_admins_of_one_firm_do_not_decide_for_another(maras, lena, lindgren, ines):
    with_app(lena)
    with firm_scope(lindgren.id):
        Member.objects.create(user=lena.user, role="staff")
    said = maras.post(f"/settings/team/{lena.pk}/second-step/", follow=True).content.decode()
    assert "works at another firm too" in said
    assert not SecondStepReset.objects.exists()


def test_who_left_is_not_asked_about(asked, ines, lena):
    lena.left_at = timezone.now()
    lena.save()
    assert "answered already" in answer(browser_of(ines), asked)


def test_an_unknown_answer_is_no_page(asked, ines):
    assert browser_of(ines).post(f"{RULE}{asked.pk}/perhaps/").status_code == 404


def test_a_day_is_by_the_firms_clock(hart_vale, time_machine):
    hart_vale.second_step_from = date(2026, 12, 8)
    time_machine.move_to("2026-12-08T07:00:00Z", tick=False)
    with timezone.override(hart_vale.time_zone):
        assert not hart_vale.asks_second_step
    with timezone.override("Europe/Berlin"):
        assert hart_vale.asks_second_step


def test_the_factor_is_read_with_the_member(mara, in_firm, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [one.has_second_step for one in second_step.noted(Member.objects.all())] == [False]
