"""Connection health: a revoked permission is noticed, admins are told, and the page says how it stands."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from integrations.clio import connection_emails
from integrations.domain import connections
from integrations.domain.health import check_due
from integrations.models import Connection, ConnectionEmail
from integrations.queue import enqueue
from tests.markup import flat

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/settings/integrations/"


def calls(clio, mark):
    return [e["path"] for e in clio.ledger(mark) if e["path"].startswith("/api/")]


def test_quiet_firm_is_asked_once_and_not_again_for_minutes(clio, connection):
    mark = clio.mark()
    check_due()
    check_due()
    assert calls(clio, mark) == ["/api/v4/matters.json"]
    there = Connection.objects.get()
    wait = there.next_check_at - timezone.now()
    assert timedelta(minutes=7) < wait < timedelta(minutes=14)
    assert there.last_call_at is not None


def test_revoked_in_clio_is_noticed_and_told(clio, connection, mara, lena, signed_in):
    clio.revoke_grants()
    check_due()
    assert Connection.objects.get().state == "lapsed"
    assert connection_emails.send_due() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([mara.user.email], "Clio no longer lets CaseHug in")
    assert "/settings/integrations/" in sent.body
    assert "Clio no longer accepts our access." in signed_in(lena).get("/").content.decode()


def test_busy_clio_breaks_nothing(clio, connection):
    clio.faults("503_before", times=None, match={"path": "/api/"})
    check_due()
    assert Connection.objects.get().state == "connected"
    assert not ConnectionEmail.objects.exists()


def test_mended_is_told_too(clio, connection, mara, signed_in, client, monkeypatch):
    clio.revoke_grants()
    check_due()
    token = clio.token()
    monkeypatch.setattr(
        connections.oauth,
        "exchange",
        lambda *_, **__: connections.oauth.Token(
            token["access_token"], token["refresh_token"], timezone.now() + timedelta(days=30)
        ),
    )
    attempt = connections.ConnectAttempt(region="us", member=mara, redirect_uri="x")
    made = connections.complete(attempt=attempt, code="x", by=mara)
    assert (made.state, made.granted) == ("connected", ["contacts", "matters", "documents"])
    # That it broke is true no longer, so that nobody is told of it now.
    assert connection_emails.send_due() == 1
    assert [sent.subject for sent in mail.outbox] == ["Clio is connected again"]
    assert "Clio is connected again." in signed_in(mara).get("/").content.decode()
    Connection.objects.update(mended_at=timezone.now() - timedelta(days=1))
    assert "Clio is connected again." not in signed_in(mara).get("/").content.decode()


def test_page_tells_how_it_stands(clio, connection, signed_in, mara, matter, sync_now):
    sync_now(matter)
    desk = signed_in(mara)
    before = flat(desk.get(PAGE).content.decode())
    assert "Press “Test connection” to try them." in before
    desk.post("/settings/integrations/clio/test/")
    page = flat(desk.get(PAGE).content.decode())
    told = page.split('id="health"')[1].split("</dl>")[0]
    for said in (
        "Last good call",
        "United States",
        "renewed",
        "read; nothing written yet",
        "empty",
    ):
        assert said in told, said
    assert told.count("read and written") == 2
    assert "calls left this minute" in told


def test_page_tells_what_waits_and_for_how_long(connection, signed_in, mara, matter, settings):
    enqueue(matter=matter, trigger="manual", by=mara)
    told = flat(signed_in(mara).get(PAGE).content.decode()).split('id="health"')[1]
    assert "1 sync, done in a few seconds" in told


def test_lacking_permission_is_named(clio, connection, signed_in, mara):
    connection.granted = ["contacts", "matters"]
    connection.save()
    told = (
        flat(signed_in(mara).get(PAGE).content.decode()).split('id="health"')[1].split("</dl>")[0]
    )
    assert "not granted" in told.split("Documents")[1]


def test_disconnected_firm_is_not_asked(clio, connection):
    Connection.objects.update(state="disconnected")
    mark = clio.mark()
    check_due()
    assert clio.ledger(mark) == []
