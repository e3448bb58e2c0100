"""The team: asked by e-mail, joined once by the link in it, changed by admins, never without one."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from casehug.domain import team
from casehug.models import AuditEntry, Firm, Invitation, Member, User
from casehug.tenancy import firm_scope

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
TEAM = "/settings/team/"


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.post.ring", lambda task: None)
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def maras(clock, signed_in, mara, in_firm):
    return signed_in(mara)


@pytest.fixture
def invited(clock, mara, in_firm):
    """The path of the page that the e-mail to Ines names."""
    team.invite(email="Ines@example.com ", name="Ines Roy", role="staff", by=mara)
    return path_in_mail()


def path_in_mail():
    assert team.send_due() == 1
    return "/join/" + mail.outbox[-1].body.split("/join/")[1].split("/")[0] + "/"


def members():
    return sorted(Member.objects.values_list("user__email", "role"))


def invitations():
    names = ("email", "role", "accepted_at", "expires_at")
    return list(Invitation.objects.order_by("pk").values_list(*names))


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "actor"))


# --- Inviting ------------------------------------------------------------------------------------


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
        "The link works once, until 9 Nov 2026. If you did not expect it, do nothing."
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


@pytest.mark.parametrize(("path", "typed"), [("{}/role/", {"role": "staff"}), ("{}/removal/", {})])
def test_the_last_admin_cannot_go(maras, mara, lena, path, typed):
    answer = maras.post(TEAM + path.format(mara.pk), typed, follow=True)
    assert "A firm needs an admin." in answer.content.decode()
    assert ("mara@hart.example", "admin") in members()


def test_one_of_two_admins_can_go(maras, mara, lena):
    team.change_role(member=lena, role="admin", by=mara)
    maras.post(f"{TEAM}{mara.pk}/removal/")
    assert members() == [("lena@hart.example", "admin")]


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
