"""The team: asked by email, joined once by the link in it, changed by admins, never without one."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from casehug.accounts import team
from casehug.models import AuditEntry, Firm, Invitation, Member, User
from casehug.tenancy.scope import firm_scope, person_scope, queue_scope
from matters.models import CaseType
from tests.conftest import PASSWORD

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
TEAM = "/settings/team/"


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def maras(clock, signed_in, mara, in_firm):
    return signed_in(mara)


@pytest.fixture
def invited(clock, mara, in_firm):
    """The path of the page that the email to Ines names."""
    team.invite(email="Ines@example.com ", name="Ines Roy", role="staff", by=mara)
    return path_in_mail()


def path_in_mail():
    assert team.send_due() == 1
    return "/join/" + mail.outbox[-1].body.split("/join/")[1].split("/")[0] + "/"


def members():
    return sorted(Member.objects.working().values_list("user__email", "role"))


def invitations():
    names = ("email", "role", "accepted_at", "expires_at")
    return list(Invitation.objects.order_by("pk").values_list(*names))


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "actor"))


# --- Inviting ------------------------------------------------------------------------------------


def test_a_firm_sends_so_many_invitations_a_day(maras, mara, signed_in, clock, monkeypatch):
    monkeypatch.setattr(team, "INVITATIONS_A_DAY", 2)
    for name in ("ines", "noor"):
        said = maras.post(TEAM, {"email": f"{name}@example.com", "role": "staff"})
        assert said.status_code == 302
    before = invitations()
    answer = maras.post(TEAM, {"email": "ana@example.com", "role": "staff"})
    assert answer.status_code == 422
    assert "Your firm has sent many invitations today" in answer.content.decode()
    assert "ana@example.com" in answer.content.decode()  # Nothing typed is lost.
    ines = Invitation.objects.get(email="ines@example.com")
    again = maras.post(f"{TEAM}invitations/{ines.pk}/again/", follow=True)
    assert "Your firm has sent many invitations today" in again.content.decode()
    assert invitations() == before
    clock.shift(timedelta(days=1, seconds=1))
    signed_in(mara).post(TEAM, {"email": "ana@example.com", "role": "staff"})
    assert len(invitations()) == 3


def test_admin_invites_by_email(maras, clock):
    answer = maras.post(TEAM, {"email": "Ines@Example.com", "name": "", "role": "staff"})
    assert answer.status_code == 302
    assert invitations() == [("ines@example.com", "staff", None, MONDAY + timedelta(days=7))]
    assert verbs()[-1] == ("member.invited", "Mara Hart")
    path = path_in_mail()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.reply_to) == (
        ["ines@example.com"], "Join Hart & Vale on CaseHug", ["mara@hart.example"],
    )  # fmt: skip
    assert sent.body == (
        "Mara Hart invites you to work with Hart & Vale on CaseHug, where clients hand in what a"
        " matter needs.\n\nJoin here:\n"
        f"http://localhost:8000{path}\n\n"
        "The link works once, until Nov 9, 2026. If you did not expect it, do nothing."
    )


def test_the_link_is_forgotten_once_it_was_sent(invited):
    invitation = Invitation.objects.get()
    assert (invitation.token, invitation.sent_at) == ("", MONDAY)


def test_staff_see_no_team_page(clock, signed_in, lena, mara):
    client = signed_in(lena)
    assert client.get(TEAM).status_code == 404
    assert client.post(f"{TEAM}{mara.pk}/removal/").status_code == 404


def test_who_works_here_is_not_invited(maras, lena):
    answer = maras.post(TEAM, {"email": "LENA@hart.example", "role": "admin"})
    assert answer.status_code == 422
    assert "This person works here already." in answer.content.decode()
    assert invitations() == []


def test_inviting_again_replaces_the_former_link(invited, maras, client):
    invitation = Invitation.objects.get()
    assert maras.post(f"{TEAM}invitations/{invitation.pk}/again/").status_code == 302
    newer = path_in_mail()
    maras.logout()
    assert client.get(invited).status_code == 404
    assert client.get(newer).status_code == 200


def test_inviting_again_who_has_just_joined_says_so(invited, maras, lena):
    invitation = Invitation.objects.get()
    Invitation.objects.update(email=lena.user.email)
    answer = maras.post(f"{TEAM}invitations/{invitation.pk}/again/", follow=True)
    assert "lena@hart.example works here already." in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_a_withdrawn_invitation_lets_nobody_in(invited, maras, client):
    invitation = Invitation.objects.get()
    maras.post(f"{TEAM}invitations/{invitation.pk}/withdrawal/")
    maras.logout()
    answer = client.get(invited)
    assert answer.status_code == 404
    assert "This invitation no longer works" in answer.content.decode()
    assert (invitations(), verbs()[-1][0]) == ([], "invitation.withdrawn")


# --- Joining -------------------------------------------------------------------------------------

NEW = {"name": "Ines Roy", "password": "Quiet-Harbour-42"}


def test_new_person_sets_a_name_and_a_password_and_works_there(invited, client, mara):
    assert "Join Hart &amp; Vale" in client.get(invited).content.decode()
    answer = client.post(invited, NEW)
    assert (answer.status_code, answer.url) == (302, "/")
    assert members() == [("ines@example.com", "staff"), ("mara@hart.example", "admin")]
    user = User.objects.get(email="ines@example.com")
    assert (user.name, user.check_password("Quiet-Harbour-42")) == ("Ines Roy", True)
    assert client.get("/").status_code == 200
    assert verbs()[-1] == ("member.joined", "Ines Roy")


def test_the_address_that_was_invited_needs_no_other_proof(invited, client, mara):
    client.post(invited, NEW)
    page = client.get("/accounts/email/").content.decode()
    assert "ines@example.com" in page
    assert "Used to sign in" in page
    assert "Not confirmed yet" not in page
    kept = EmailAddress.objects.values_list("email", "verified", "primary")
    assert list(kept) == [("ines@example.com", True, True)]


def test_an_address_that_is_proved_somebody_elses_stays_theirs(invited, client, otto, mara):
    EmailAddress.objects.create(user=otto.user, email="ines@example.com", verified=True)
    assert client.post(invited, NEW).url == "/"
    assert EmailAddress.objects.get(verified=True).user == otto.user


def test_looking_at_the_page_joins_nobody(invited, client, mara):
    for _ in range(3):
        assert client.get(invited).status_code == 200
    assert members() == [("mara@hart.example", "admin")]


def test_the_link_works_once(invited, client, mara):
    client.post(invited, NEW)
    client.logout()
    assert client.get(invited).status_code == 404
    assert client.post(invited, NEW | {"password": "Another-Harbour-42"}).status_code == 404
    assert User.objects.get(email="ines@example.com").check_password("Quiet-Harbour-42")


def test_the_link_works_for_seven_days(invited, client, clock):
    clock.shift(timedelta(days=7, minutes=-1))
    assert client.get(invited).status_code == 200
    clock.shift(timedelta(minutes=1))
    assert client.get(invited).status_code == 404
    assert client.post(invited, NEW).status_code == 404


@pytest.mark.parametrize("password", ["short", "password123", "ines@example.com", "Ines Roy Ines"])
def test_a_weak_password_is_refused_with_the_reason(invited, client, password):
    answer = client.post(invited, NEW | {"password": password})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not User.objects.filter(email="ines@example.com").exists()


def test_a_known_person_signs_in_and_joins_by_a_press(invited, client, otto, clock, mara):
    Invitation.objects.update(email=otto.user.email)
    page = client.get(invited).content.decode()
    assert f"/accounts/login/?next={invited}" in page
    assert client.post(invited, NEW).status_code == 200  # No second person of that address.
    client.force_login(otto.user)
    assert "your other firms stay as they are" in client.get(invited).content.decode()
    assert client.post(invited).url == "/"
    assert members() == [("mara@hart.example", "admin"), ("otto@lindgren.example", "staff")]
    assert "Hart &amp; Vale" in client.get("/").content.decode()
    with firm_scope(otto.firm_id):
        assert members() == [("otto@lindgren.example", "admin")]


def test_somebody_else_who_is_signed_in_does_not_join(invited, client, otto):
    client.force_login(otto.user)
    page = client.post(invited).content.decode()
    assert "This invitation is for somebody else" in page
    assert "ines@example.com" not in [email for email, _ in members()]


def test_a_made_up_link_opens_nothing(client, db):
    assert client.get("/join/nothing/").status_code == 404


# --- Roles and removal ---------------------------------------------------------------------------


def test_admin_changes_a_role(maras, lena):
    maras.post(f"{TEAM}{lena.pk}/role/", {"role": "admin"})
    assert members() == [("lena@hart.example", "admin"), ("mara@hart.example", "admin")]
    assert verbs()[-1] == ("member.role_set", "Mara Hart")


def test_removed_member_loses_access_at_once(maras, lena, client):
    assert "Remove Lena Ortiz from" in maras.get(f"{TEAM}{lena.pk}/removal/").content.decode()
    maras.post(f"{TEAM}{lena.pk}/removal/")
    assert members() == [("mara@hart.example", "admin")]
    client.force_login(lena.user)
    assert client.get("/").status_code == 403
    assert verbs()[-1] == ("member.removed", "Mara Hart")


def test_removed_member_is_signed_out_of_this_firm_alone(maras, lena, lindgren):
    here, there = browser(lena), browser(lena)
    with firm_scope(lindgren.id):
        Member.objects.create(user=lena.user, role="staff")
    there.post("/firm/", {"firm": lindgren.id})
    maras.post(f"{TEAM}{lena.pk}/removal/")
    assert here.get("/").status_code == 302
    assert "Lindgren Law" in there.get("/").content.decode()


def browser(member):
    """Signed in with the password, as people are."""
    client = Client()
    client.post("/accounts/login/", {"login": member.user.email, "password": PASSWORD})
    assert client.get("/").status_code == 200
    return client


def test_who_left_is_no_part_of_the_team(maras, lena):
    maras.post(f"{TEAM}{lena.pk}/removal/")
    assert "Lena Ortiz" in maras.get(TEAM).content.decode()  # The message, once.
    assert "Lena Ortiz" not in maras.get(TEAM).content.decode()
    for path in ("role", "removal"):
        assert maras.post(f"{TEAM}{lena.pk}/{path}/", {"role": "admin"}).status_code == 404


def test_an_admin_who_left_does_not_count_as_one(maras, mara, lena):
    team.change_role(member=lena, role="admin", by=mara)
    team.remove(member=lena, by=mara)
    with pytest.raises(team.LastAdmin):
        team.remove(member=mara, by=mara)


def test_who_left_and_is_invited_again_is_the_same_member(maras, mara, lena, matter):
    maras.post(f"{TEAM}{lena.pk}/removal/")
    maras.post(TEAM, {"email": lena.user.email, "name": "", "role": "admin"})
    path, again = path_in_mail(), Client()
    again.force_login(lena.user)
    assert again.get("/").status_code == 403
    assert again.post(path).url == "/"
    assert again.get("/").status_code == 200
    lena.refresh_from_db()
    matter.refresh_from_db()
    assert (lena.role, lena.left_at, matter.created_by) == ("admin", None, lena)


def test_postgresql_shows_who_left_neither_membership_nor_firm(clock, mara, lena, in_firm):
    with person_scope(lena.user_id):
        assert (Member.unscoped.count(), Firm.objects.count()) == (1, 1)
    team.remove(member=lena, by=mara)
    with person_scope(lena.user_id):
        assert (Member.unscoped.count(), Firm.objects.count()) == (0, 0)


def test_an_answer_to_an_invitation_never_goes_to_who_left(clock, mara, lena, in_firm):
    team.change_role(member=lena, role="admin", by=mara)
    team.invite(email="ines@example.com", role="staff", by=lena)
    team.remove(member=lena, by=mara)
    Firm.objects.update(email="office@hart.example")
    path_in_mail()
    assert mail.outbox[-1].reply_to == ["office@hart.example"]


@pytest.mark.parametrize(
    ("path", "typed"), [("{}/role/", {"role": "staff", "sure": "yes"}), ("{}/removal/", {})]
)
def test_the_last_admin_cannot_go(maras, mara, lena, path, typed):
    answer = maras.post(TEAM + path.format(mara.pk), typed, follow=True)
    assert "A firm needs an admin." in answer.content.decode()
    assert ("mara@hart.example", "admin") in members()


def test_one_of_two_admins_can_go(maras, mara, lena):
    team.change_role(member=lena, role="admin", by=mara)
    maras.post(f"{TEAM}{mara.pk}/removal/")
    assert members() == [("lena@hart.example", "admin")]


def test_an_admin_is_asked_before_stepping_down(maras, mara, lena):
    team.change_role(member=lena, role="admin", by=mara)
    page = maras.post(f"{TEAM}{mara.pk}/role/", {"role": "staff"}).content.decode()
    assert "Stop being an admin of Hart &amp; Vale?" in page
    assert ("mara@hart.example", "admin") in members()
    answer = maras.post(f"{TEAM}{mara.pk}/role/", {"role": "staff", "sure": "yes"})
    assert answer.url == "/settings/profile/"
    assert members() == [("lena@hart.example", "admin"), ("mara@hart.example", "staff")]


def test_another_firms_people_are_out_of_reach(clock, signed_in, otto, mara, lena, invited):
    client = signed_in(otto)
    with firm_scope(mara.firm_id):
        invitation = Invitation.objects.get()
    for path in (
        f"{lena.pk}/role/", f"{lena.pk}/removal/",
        f"invitations/{invitation.pk}/again/", f"invitations/{invitation.pk}/withdrawal/",
    ):  # fmt: skip
        assert client.post(TEAM + path, {"role": "admin"}).status_code == 404
    assert ("lena@hart.example", "staff") in members()
    assert "ines@example.com" not in client.get(TEAM).content.decode()


def test_one_firm_may_keep_its_name_to_itself(invited, client):
    Firm.objects.update(name="Roy & Roy")
    assert "Roy &amp; Roy" in client.get(invited).content.decode()


# --- Founding a firm -----------------------------------------------------------------------------


def test_a_founded_firm_waits_for_its_first_admin(clock, db, client):
    said = io.StringIO()
    call_command(
        "found_firm", " Roy  & Roy ", admin="ines@example.com", plan="practice", stdout=said
    )
    assert said.getvalue() == (
        "Roy & Roy is founded. An invitation is on its way to ines@example.com.\n"
    )
    with queue_scope():
        invitation = Invitation.unscoped.get()
    with firm_scope(invitation.firm_id):
        firm = Firm.objects.get(pk=invitation.firm_id)
        assert (firm.name, firm.plan, CaseType.objects.exists()) == ("Roy & Roy", "practice", True)
        path = path_in_mail()
        assert mail.outbox[-1].body.startswith("CaseHug invites you to work with Roy & Roy")
    assert client.post(path, NEW).url == "/"
    assert "Roy &amp; Roy" in client.get("/settings/team/").content.decode()
    with firm_scope(firm.pk):
        assert members() == [("ines@example.com", "admin")]


@pytest.mark.parametrize(("name", "admin"), [("", "ines@example.com"), ("Roy", "ines")])
def test_a_firm_needs_a_name_and_an_address(db, name, admin):
    with pytest.raises(CommandError):
        call_command("found_firm", name, admin=admin)
    assert not Firm.objects.exists()
