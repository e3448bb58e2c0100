"""From Settings → Integrations to Clio's authorization page and back, through the real client."""

import threading
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses
from django.contrib.messages import get_messages
from django.db import connection as database

from casehug.models import AuditEntry
from casehug.security.tokens import hashed
from casehug.tenancy.scope import firm_scope
from integrations.clio import oauth
from integrations.domain import connections
from integrations.errors import FixTheData, Reconnect, TryLater
from integrations.models import CaseTypeMapping, ConnectAttempt, Connection, Link, PracticeArea
from integrations.regions import REGIONS

pytestmark = pytest.mark.django_db(transaction=True)

SETTINGS = "/settings/integrations/"


def begin(browser, region="us"):
    """Press Connect to Clio; answers the address of Clio's page."""
    answer = browser.post("/settings/integrations/clio/connect/", {"region": region})
    assert answer.status_code == 302
    return answer["Location"]


def decide(address, decision="allow"):
    """Press a button on Clio's page; answers the path it sends the browser back to."""
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    origin = f"{parts.scheme}://{parts.netloc}"
    answer = requests.post(
        f"{origin}/oauth/authorize", {**asked, "decision": decision}, allow_redirects=False
    )
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def connect(browser, region="us"):
    return browser.get(decide(begin(browser, region)))


def sentences(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def admin(clio, signed_in, mara):
    return signed_in(mara)


def test_connecting_keeps_the_account_and_maps_every_case_type(admin, clio, in_firm, mara):
    clio.settings(users_permission=True)
    answer = connect(admin)
    assert (answer.status_code, answer["Location"]) == (302, SETTINGS)
    connection = Connection.objects.get()
    assert (connection.state, connection.account_name, connection.person_email) == (
        "connected",
        "Hart & Vale LLP",
        "mara@hartvale.example",
    )
    assert (connection.auto_sync_on_approval, connection.auto_sync_on_matter_created) == (
        False,
        False,
    )
    assert connection.connected_by == mara
    mapped = {m.case_type.name: m.practice_area.name for m in CaseTypeMapping.objects.all()}
    assert mapped["Divorce — Standard"] == "Family Law"
    page = admin.get(SETTINGS).content.decode()
    for words in (
        "Connected",
        "Hart &amp; Vale LLP",
        "mara@hartvale.example",
        "Case Type Mappings",
    ):
        assert words in page
    assert AuditEntry.objects.filter(verb="clio.connected", actor="Mara Hart").count() == 1


def test_tokens_are_sealed_in_the_database_and_on_no_page(admin, clio, in_firm):
    connect(admin)
    connection = Connection.objects.get()
    with database.cursor() as cursor:
        cursor.execute("SELECT access_token, refresh_token FROM integrations_connection")
        stored = cursor.fetchone()
    assert all(value.startswith("k1:") for value in stored)
    assert connection.access_token not in stored
    assert connection.access_token not in admin.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.replace("state=", "state=x"), "no longer valid"),
        (lambda path: path.replace("/us/", "/eu/"), "no longer valid"),
        (lambda path: path.split("?")[0], "no longer valid"),
        (lambda path: path.replace("code=", "code=x"), "no longer valid"),
    ],
)
def test_spoilt_answer_connects_nothing(admin, clio, in_firm, spoil, words):
    answer = admin.get(spoil(decide(begin(admin))))
    assert answer["Location"] == SETTINGS
    assert words in sentences(answer)[0]
    assert not Connection.objects.exists()


def test_answer_counts_once(admin, clio, in_firm):
    path = decide(begin(admin))
    admin.get(path)
    assert "no longer valid" in sentences(admin.get(path))[-1]


def test_answer_counts_once_at_the_same_instant(admin, clio, in_firm, mara):
    begin(admin)
    state, attempt = "a state", ConnectAttempt.objects.get()
    session = admin.session.session_key
    ConnectAttempt.objects.update(state_hash=hashed(state))
    got, both = [], threading.Barrier(2)

    def answer():
        with firm_scope(in_firm.id):
            both.wait()
            try:
                said = {"state": state, "region": "us", "session_key": session, "by": mara}
                got.append(connections.used_attempt(**said).region)
            except connections.NotConnected:
                got.append("refused")
            database.close()

    for _ in range(5):
        attempt.save(force_insert=not ConnectAttempt.objects.exists())
        ConnectAttempt.objects.update(state_hash=hashed(state))
        threads = [threading.Thread(target=answer) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got) == ["refused", "us"]
        got.clear()


def test_answer_counts_for_ten_minutes(admin, clio, in_firm, time_machine):
    path = decide(begin(admin))
    attempt = ConnectAttempt.objects.get()
    time_machine.move_to(attempt.expires_at.timestamp() + 1)
    assert "no longer valid" in sentences(admin.get(path))[-1]
    assert not Connection.objects.exists()


def test_answer_counts_in_its_own_session_only(admin, clio, in_firm, mara, client):
    path = decide(begin(admin))
    admin.logout()
    client.force_login(mara.user)
    assert "no longer valid" in sentences(client.get(path))[0]


def test_declining_says_so(admin, clio, in_firm):
    answer = admin.get(decide(begin(admin), "decline"))
    assert sentences(answer) == [
        "You declined in Clio, so nothing was connected. Click “Connect to Clio” when you are ready."
    ]


def test_declining_is_no_failure_and_no_button_is_named_that_is_not_there(admin, clio, in_firm):
    page = admin.get(decide(begin(admin), "decline"), follow=True).content.decode()
    assert "notice--stop" not in page.split("<main")[1].split("</main")[0]
    connect(admin)
    answer = admin.get(decide(begin(admin), "decline"))
    said = "You declined in Clio, so nothing changed. Clio stays connected as before."
    assert sentences(answer)[-1] == said


def test_refused_api_access_says_so(admin, clio, in_firm):
    clio.settings(api_access=False)
    answer = connect(admin)
    assert "API access" in sentences(answer)[0]
    assert not Connection.objects.exists()


def test_account_of_another_region_says_so(admin, clio, in_firm):
    clio.faults("401", times=2, match={"path": "who_am_i"})
    answer = connect(admin, "eu")
    assert "Europe region" in sentences(answer)[0]


def test_busy_clio_says_so(admin, clio, in_firm):
    clio.faults("500_before", match={"path": "/oauth/token"})
    answer = connect(admin)
    assert sentences(answer) == ["Clio is busy. Nothing was connected. Try again in a few minutes."]


def test_clio_that_is_down_sends_nobody_to_an_error_page(admin, settings, in_firm):
    settings.CLIO_BASE_URL = "http://127.0.0.1:9"
    answer = admin.post("/settings/integrations/clio/connect/", {"region": "us"})
    assert answer["Location"] == SETTINGS
    assert "cannot be reached" in sentences(answer)[0]


def test_without_credentials_it_says_exactly_that(admin, settings, in_firm, matter):
    settings.CLIO_CLIENT_ID = ""
    page = admin.get(SETTINGS).content.decode()
    assert "Clio integration is not configured" in page
    assert settings.SUPPORT_EMAIL in page
    answer = admin.post("/settings/integrations/clio/connect/", {"region": "us"})
    assert sentences(answer) == [
        f"Clio integration is not configured. Contact {settings.SUPPORT_EMAIL}."
    ]
    pressed = admin.post(f"/matters/{matter.pk}/sync/")
    assert sentences(pressed)[-1].startswith("Clio integration is not configured.")


def test_disconnecting_revokes_and_forgets_but_keeps_links(admin, clio, in_firm, matter, sync_now):
    connect(admin)
    token = Connection.objects.get().access_token
    assert sync_now(matter).state == "synced"
    links = list(Link.objects.order_by("pk").values())
    admin.post("/settings/integrations/clio/disconnect/")
    connection = Connection.objects.get()
    assert (connection.state, connection.access_token, connection.refresh_token) == (
        "disconnected",
        "",
        "",
    )
    refused = requests.get(
        f"{clio.url}/api/v4/matters", headers={"Authorization": f"Bearer {token}"}
    )
    assert refused.status_code == 401
    connect(admin)
    assert list(Link.objects.order_by("pk").values()) == links
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert [e["method"] for e in clio.ledger(mark) if e["origin"] == "clio"] == ["GET"]


def test_choice_of_a_mapping_is_saved_at_once_and_says_so(admin, clio, in_firm, divorce):
    connect(admin)
    area = PracticeArea.objects.get(name="Estate Planning")
    answer = admin.post(
        f"/settings/integrations/mappings/{divorce.pk}/",
        {"practice_area": area.pk},
        headers={"HX-Request": "true"},
    )
    assert "Saved" in answer.content.decode()
    mapping = CaseTypeMapping.objects.get(case_type=divorce)
    assert (mapping.practice_area, mapping.without_practice_area) == (area, False)
    admin.post(f"/settings/integrations/mappings/{divorce.pk}/", {"practice_area": "none"})
    mapping.refresh_from_db()
    assert (mapping.practice_area, mapping.without_practice_area) == (None, True)


@pytest.mark.parametrize("switch", ["approval", "matter-created"])
def test_switch_is_saved_at_once(admin, clio, in_firm, switch):
    connect(admin)
    for on in ("true", "false"):
        answer = admin.post(
            f"/settings/integrations/clio/switches/{switch}/",
            {"on": on},
            headers={"HX-Request": "true"},
        )
        assert f'aria-checked="{on}"' in answer.content.decode()
        assert getattr(Connection.objects.get(), f"auto_sync_on_{switch.replace('-', '_')}") is (
            on == "true"
        )


def test_staff_find_nothing_under_integrations(clio, signed_in, lena, in_firm, connection):
    browser = signed_in(lena)
    assert "Integrations" not in browser.get("/settings/profile/").content.decode()
    for path in ("", "syncs/", "clio/disconnect/"):
        assert browser.get(f"{SETTINGS}{path}").status_code == 404
    for path in ("clio/connect/", "clio/switches/approval/", "mappings/", "clio/test/"):
        assert browser.post(f"{SETTINGS}{path}").status_code == 404


# --- Tokens ----------------------------------------------------------------------------------


def test_fifty_that_need_a_token_ask_for_one(clio, connection, in_firm):
    clio.expire_tokens()
    stale, got = connection.access_token, []

    def ask():
        with firm_scope(in_firm.id):
            got.append(oauth.fresh_token(connection, stale=stale))
            database.close()

    mark = clio.mark()
    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(got)) == 1
    assert len(got) == 20
    assert len([e for e in clio.ledger(mark) if e["path"] == "/oauth/token"]) == 1


def test_refresh_token_stays_when_none_comes_back(clio, connection, in_firm):
    before = connection.refresh_token
    oauth.fresh_token(connection, stale=connection.access_token)
    connection = Connection.objects.get()
    assert connection.refresh_token == before


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, '{"error": "invalid_grant"}', Reconnect),
        (401, '{"error": "invalid_client"}', FixTheData),
        (429, "{}", TryLater),
        (503, "<html>busy</html>", TryLater),
        (200, "<html>hello</html>", TryLater),
        (200, '{"token_type": "bearer"}', TryLater),
        (500, "", TryLater),
    ],
)
def test_odd_answers_of_the_token_endpoint(settings, status, body, error):
    settings.CLIO_CLIENT_ID, settings.CLIO_CLIENT_SECRET = "casehug", "s3cret"
    kind = "application/json" if body.startswith("{") else "text/html"
    with responses.RequestsMock() as clio:
        clio.post("https://app.clio.com/oauth/token", body=body, status=status, content_type=kind)
        with pytest.raises(error):
            oauth.refreshed(REGIONS["us"], "refresh")
