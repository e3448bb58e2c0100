"""PostgreSQL or Redis gone: a page in plain words, and everything goes on when they are back."""

import os

import psycopg
import psycopg_pool
import pytest
import redis
from allauth.mfa.models import Authenticator
from celery import current_app
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from casehug.accounts.adapters import SecondFactorAdapter
from integrations.clio import rate_limit
from integrations.models import Connection, Sync
from integrations.tasks import sweep
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NOWHERE = "unix:///nowhere/redis.sock?db=0"


@pytest.fixture
def lenas(signed_in, lena):
    client = signed_in(lena)
    client.raise_request_exception = False
    return client


def end_our_connection(*_args, **_kwargs):
    """As PostgreSQL does when it is restarted."""
    pid = connection.connection.info.backend_pid
    with psycopg.connect(**connections["default"].get_connection_params()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def says_so(answer):
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "catching its breath" in page
    assert "What you had saved before is safe" in page
    return True


def test_unreachable_database_is_said_and_mends(lenas, monkeypatch):
    with monkeypatch.context() as outage:
        connection.close()
        outage.setitem(connection.settings_dict, "HOST", "/nowhere")
        assert says_so(lenas.get("/matters/"))
        assert says_so(lenas.post("/clients/new/", {"last_name": "Rivera"}))
        assert Client().get("/healthz").status_code == 200
        assert Client().get("/readyz").json()["missing"] == ["database"]
        connection.close()
    assert lenas.get("/matters/").status_code == 200


def test_outage_page_tells_nothing_of_anybody(lenas, lena, monkeypatch):
    with monkeypatch.context() as outage:
        outage.setitem(connection.settings_dict, "HOST", "/nowhere")
        connection.close()
        page = lenas.get("/matters/?q=ruiz").content.decode()
    for private in (lena.user.email, lena.user.name, "Hart", "ruiz", "/nowhere"):
        assert private not in page


def test_connection_that_dies_in_the_middle_is_said(lenas, monkeypatch):
    with monkeypatch.context() as outage:
        outage.setattr("matters.views.clients.found_clients", end_our_connection)
        outage.setattr(
            "matters.views.clients.render", lambda *_: connection.cursor().execute("SELECT 1")
        )
        assert says_so(lenas.get("/clients/search/"))
    assert lenas.get("/clients/search/").status_code == 200


def test_connection_that_dies_after_the_work_keeps_the_answer(lenas, monkeypatch):
    with monkeypatch.context() as outage:
        outage.setattr("matters.views.clients.found_clients", end_our_connection)
        assert lenas.get("/clients/search/").status_code == 200
    assert lenas.get("/matters/").status_code == 200


def test_full_pool_is_said(lenas, monkeypatch):
    def full(*_args):
        raise psycopg_pool.PoolTimeout("couldn't get a connection after 5.00 sec")

    connection.close()
    with monkeypatch.context() as outage:
        outage.setattr(connection, "get_new_connection", full)
        assert says_so(lenas.get("/matters/"))
    assert lenas.get("/matters/").status_code == 200


@pytest.fixture
def without_redis(settings, monkeypatch):
    settings.CACHES = {"default": {**configured_cache(), "LOCATION": NOWHERE}}
    settings.REDIS_URL = NOWHERE
    monkeypatch.setattr(rate_limit, "_redis", redis.Redis.from_url(NOWHERE))
    yield
    cache.clear()


def configured_cache():
    return {
        "BACKEND": "casehug.web.cache.SteadyCache",
        "KEY_PREFIX": "casehug",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }


@pytest.mark.parametrize(
    "path",
    ["/", "/matters/", "/matters/new/", "/clients/", "/settings/profile/", "/accounts/email/"],
)
def test_page_answers_without_redis(without_redis, lenas, matter, path):
    assert lenas.get(path).status_code == 200


def test_person_signs_in_without_redis(without_redis, client, lena):
    answer = client.post("/accounts/login/", {"login": lena.user.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_attempts_are_counted_without_redis(without_redis, client, lena):
    wrong = {"login": lena.user.email, "password": "Wrong-Horse-17"}
    pages = [client.post("/accounts/login/", wrong).content.decode() for _ in range(12)]
    assert "Too many wrong passwords" not in pages[0]
    assert "Too many wrong passwords" in pages[-1]


def test_missing_redis_is_named_to_the_watcher(without_redis, client):
    assert client.get("/readyz").json()["missing"] == ["redis"]


def test_integrations_page_answers_without_redis(without_redis, signed_in, mara, clio_connection):
    page = signed_in(mara).get("/settings/integrations/").content.decode()
    assert "calls left" not in page
    assert clio_connection.person_email in page


@pytest.fixture
def clio_connection(in_firm, mara, settings):
    settings.CLIO_CLIENT_ID, settings.CLIO_CLIENT_SECRET = "casehug", "s3cret"
    return Connection.objects.create(
        region="us", account_id="1", person_email="mara@hartvale.example", connected_by=mara
    )


def test_sync_asked_for_without_redis_is_done_when_it_is_back(
    without_redis, lenas, matter, clio_connection, monkeypatch
):
    def unreachable(*_args, **_kwargs):
        raise ConnectionError("Error 2 connecting to the broker")

    with monkeypatch.context() as outage:
        outage.setattr(current_app, "send_task", unreachable)
        assert lenas.post(f"/matters/{matter.pk}/sync/").status_code == 302
        assert Sync.objects.get(matter=matter).state == Sync.State.QUEUED
    rung = []
    monkeypatch.setattr(current_app, "send_task", lambda task, **_: rung.append(task))
    sweep()
    assert rung == ["integrations.push_due"]


def test_a_key_that_is_lost_is_no_error_of_whoever_signs_in(client, lena, settings):
    secret = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=lena.user, type="totp", data={"secret": secret})
    client.raise_request_exception = False
    client.post("/accounts/login/", {"login": lena.user.email, "password": PASSWORD})
    settings.FIELD_KEYS = {"another": os.urandom(32)}
    assert says_so(client.post("/accounts/2fa/authenticate/", {"code": "123456"}))
