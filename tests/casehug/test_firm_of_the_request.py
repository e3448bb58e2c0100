"""Whose rows a request sees, and how often PostgreSQL is told."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casehug import tenancy
from casehug.models import Member
from casehug.tenancy import firm_scope


@pytest.fixture
def told(monkeypatch):
    """The scopes that were written into the connection."""
    scopes, tell = [], tenancy._tell

    def noted(scope):
        scopes.append(scope)
        tell(scope)

    monkeypatch.setattr(tenancy, "_tell", noted)
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
