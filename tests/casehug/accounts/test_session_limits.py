"""How long a session lasts, and who sees it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from casehug.accounts import team
from casehug.models import Member, User
from casehug.tenancy.scope import firm_scope

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def lenas(clock, signed_in, lena):
    return signed_in(lena)


def is_in(client):
    return client.get("/matters/").status_code == 200


def test_session_ends_when_nobody_works(lenas, clock):
    clock.move_to(MORNING + 8 * HOUR - timedelta(minutes=1))
    assert is_in(lenas)
    clock.move_to(MORNING + 16 * HOUR)
    assert not is_in(lenas)


def test_session_ends_after_twelve_hours_of_work(lenas, clock):
    for hour in range(12):
        clock.move_to(MORNING + hour * HOUR)
        assert is_in(lenas)
    clock.move_to(MORNING + 12 * HOUR)
    assert not is_in(lenas)
    assert lenas.get("/matters/").url.startswith("/accounts/login/")


def test_another_firm_does_not_move_the_end(lenas, clock, lena, hart_vale, lindgren):
    with firm_scope(lindgren.id):
        Member.objects.create(user=lena.user, role="staff")
    for hour, firm in ((5, lindgren), (10, hart_vale), (11, lindgren)):
        clock.move_to(MORNING + hour * HOUR)
        assert lenas.post("/firm/", {"firm": str(firm.pk)}).status_code == 302
    clock.move_to(MORNING + 12 * HOUR)
    assert not is_in(lenas)


def test_session_of_joining_is_listed_and_ends_with_the_membership(in_firm, mara):
    invitation = team.invite(email="noor@hart.example", role="staff", by=mara)
    browser = Client()
    new = {"name": "Noor Aziz", "password": "Correct-Horse-17"}
    assert browser.post(f"/join/{invitation.token}/", new).status_code == 302
    noor = User.objects.get(email="noor@hart.example")
    assert UserSession.objects.filter(user=noor).count() == 1
    team.remove(member=Member.objects.get(user=noor), by=mara)
    assert not UserSession.objects.filter(user=noor).exists()
    assert browser.get("/accounts/email/").status_code == 302
