"""First steps: for the admins of a new firm, each said in its own words, hidden by who likes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from casehug.accounts import team
from casehug.models import Invitation, Member
from integrations.models import Connection
from tests.markup import flat, primary_of

NOON = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def new_firm(clock, in_firm, hart_vale):
    hart_vale.founded_at = NOON
    hart_vale.save(update_fields=["founded_at"])
    return hart_vale


def steps(client):
    """{"Connect Clio": ("next", "Connect: Connect Clio")}; nothing where they are not shown."""
    page = flat(client.get("/").content.decode())
    if 'id="first-steps"' not in page:
        return {}
    rows = page.split('id="first-steps"')[1].split("</ol>")[0].split('class="step step--')[1:]
    return {
        row.split('step__name">')[1].split("<")[0]: (row.split('"')[0], said(row)) for row in rows
    }


def said(row):
    inside = row.split("step__end")[1].split(">", 1)[1].split("</li>")[0]
    return inside.split("<")[0].strip()


def test_they_are_for_the_admins_of_a_new_firm(new_firm, signed_in, lena, mara):
    assert steps(signed_in(lena)) == {}
    assert len(steps(signed_in(mara))) == 5


def test_they_go_after_a_month(clock, new_firm, maras, mara):
    clock.shift(timedelta(days=31))
    maras.force_login(mara.user)
    assert steps(maras) == {}


def test_the_next_one_stands_out_and_each_speaks_for_itself(new_firm, maras):
    assert steps(maras) == {
        "Connect Clio": ("next", "Connect"),
        "Add your phone and email": ("planned", "Add"),
        "Invite your team": ("planned", "Invite"),
        "Show your colors": ("planned", "Choose"),
        "Create the first matter": ("planned", "Create"),
    }
    assert primary_of(maras.get("/")) == ["Connect: Connect Clio"]
    Connection.objects.create(region="us", account_id="1")
    new_firm.phone, new_firm.email = "(503) 555-0142", "office@hart.example"
    new_firm.save()
    assert steps(maras)["Connect Clio"] == ("done", "Connected")
    assert steps(maras)["Add your phone and email"] == ("done", "Added")
    assert steps(maras)["Invite your team"] == ("next", "Invite")
    assert primary_of(maras.get("/")) == ["Invite: Invite your team"]


def test_a_broken_connection_is_no_step_taken(new_firm, maras):
    row = Connection.objects.create(region="us", account_id="1")
    assert steps(maras)["Connect Clio"][0] == "done"
    Connection.objects.filter(pk=row.pk).update(state="lapsed")
    assert steps(maras)["Connect Clio"][0] == "next"


def test_an_invitation_nobody_took_invites_nobody(new_firm, maras, mara, lena):
    Member.objects.exclude(pk=mara.pk).update(left_at=timezone.now())
    told = "Invited, nobody joined yet"
    team.invite(email="ines@example.com", role="staff", by=mara)
    assert told not in maras.get("/").content.decode()  # It has not left yet.
    Invitation.objects.update(sent_at=timezone.now())
    assert steps(maras)["Invite your team"] == ("planned", "Invite")
    assert told in maras.get("/").content.decode()
    Member.objects.filter(pk=lena.pk).update(left_at=None)
    assert steps(maras)["Invite your team"] == ("done", "Joined")


def test_who_hides_them_hides_them_from_nobody_else(new_firm, signed_in, mara, lena):
    maras = signed_in(mara)
    Member.objects.filter(pk=lena.pk).update(role="admin")
    assert maras.post("/first-steps/", {"on": "false"}).status_code == 302
    assert steps(maras) == {}
    assert len(steps(signed_in(lena))) == 5
    maras = signed_in(mara)
    page = maras.get("/settings/notifications/").content.decode()
    assert "Show the first steps" in page
    maras.post("/first-steps/", {"on": "true"})
    assert len(steps(maras)) == 5
    assert "Hide the first steps" in maras.get("/settings/notifications/").content.decode()


def test_what_is_hidden_leaves_the_way_to_begin(new_firm, maras):
    assert "How to begin" not in maras.get("/").content.decode()
    maras.post("/first-steps/", {"on": "false"})
    page = maras.get("/")
    assert "How to begin" in page.content.decode()
    assert primary_of(page) == ["Create the first one"]
