"""Whose rows a request sees, by whose clock, and how often PostgreSQL is told."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from casehug.tenancy import scope
from casehug.tenancy.scope import firm_scope
from matters.models import Matter


@pytest.fixture
def told(monkeypatch):
    """The scopes that were written into the connection."""
    scopes, tell = [], scope._tell

    def noted(scope):
        scopes.append(scope)
        tell(scope)

    monkeypatch.setattr(scope, "_tell", noted)
    return scopes


@pytest.fixture
def lena_at_both(lena, lindgren):
    with firm_scope(lindgren.id):
        Member.objects.create(user=lena.user, role="admin")
    return lena


def test_request_tells_postgresql_twice(signed_in, lena, hart_vale, told):
    signed_in(lena)
    told.clear()
    assert signed_in(lena).get("/matters/").status_code == 200
    of_the_request = told[-2:]
    assert [(scope.firm, scope.person) for scope in of_the_request] == [
        (hart_vale.id, lena.user_id),
        (None, None),
    ]


def test_person_and_firms_are_read_in_one_query(signed_in, lena):
    client = signed_in(lena)
    with CaptureQueriesContext(connection) as queries:
        client.get("/settings/profile/")
    assert sum("casehug_user" in query["sql"] for query in queries) == 1
    assert sum('FROM "casehug_member"' in query["sql"] for query in queries) == 1


def test_firm_of_the_session_is_used(signed_in, lena_at_both, lindgren):
    client = signed_in(lena_at_both)
    assert "Hart &amp; Vale</span>" in client.get("/").content.decode()
    client.post("/firm/", {"firm": lindgren.id})
    assert "Lindgren Law</span>" in client.get("/").content.decode()


@pytest.mark.parametrize("firm", ["nonsense", "", None, "otto"])
def test_firm_that_is_not_theirs_is_not_entered(signed_in, lena, lindgren, matter, firm):
    client = signed_in(lena)
    session = client.session
    session["firm"] = str(lindgren.id) if firm == "otto" else firm
    session.save()
    page = client.get("/matters/").content.decode()
    assert "Hart &amp; Vale" in page
    assert "Lindgren" not in page
    assert matter.title in page


def test_person_who_left_every_firm_sees_none(signed_in, lena, matter):
    client = signed_in(lena)
    Member.objects.filter(pk=lena.pk).update(left_at=timezone.now())
    answer = client.get("/matters/")
    assert answer.status_code == 403
    assert matter.title not in answer.content.decode()


def test_person_who_was_deactivated_is_signed_out(signed_in, lena):
    client = signed_in(lena)
    lena.user.is_active = False
    lena.user.save()
    assert client.get("/matters/").status_code == 302


def test_session_of_another_password_is_signed_out(signed_in, lena):
    client = signed_in(lena)
    lena.user.set_password("Another-Horse-18")
    lena.user.save()
    assert client.get("/matters/").status_code == 302
    assert SESSION_KEY not in client.session


def test_scope_is_gone_when_a_view_breaks(signed_in, lena, monkeypatch):
    client = signed_in(lena)
    client.raise_request_exception = False
    monkeypatch.setattr("matters.views.clients.found_clients", lambda *_: 1 / 0)
    assert client.get("/clients/search/").status_code == 500
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('casehug.firm', true)")
        assert cursor.fetchone()[0] == ""


# --- Whose clock ---------------------------------------------------------------------------------

LATE = datetime(2026, 11, 3, 7, 30, tzinfo=UTC)  # 11:30 in the evening before, in Los Angeles.


def test_days_and_hours_are_those_of_the_firm(signed_in, lena, matter):
    Matter.objects.update(created_at=LATE)
    with time_machine.travel(LATE, tick=False), transaction.atomic():
        audit.record("matter.created", matter, by=lena.user, matter=matter.pk)
    with time_machine.travel(LATE + timedelta(hours=1), tick=False):
        client = signed_in(lena)
        assert "Nov 2, 2026" in client.get("/matters/").content.decode()
        page = client.get(f"/matters/{matter.pk}/").content.decode()
    assert 'title="Nov 2, 2026, 11:30 PM">yesterday 11:30 PM</time>' in page


def test_firms_clock_is_put_away_after_the_request(signed_in, lena, in_firm):
    in_firm.time_zone = "America/New_York"
    in_firm.save()
    with zones_of_pages() as seen:
        signed_in(lena).get("/matters/")
    assert set(seen) == {"America/New_York"}
    assert timezone.get_current_timezone_name() == "UTC"


@contextmanager
def zones_of_pages():
    """The time zone of each template while it was rendered."""
    seen = []
    note = lambda **_: seen.append(timezone.get_current_timezone_name())  # noqa: E731
    template_rendered.connect(note)
    yield seen
    template_rendered.disconnect(note)
