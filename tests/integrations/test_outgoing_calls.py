"""Outgoing calls: tokens, secrets and documents go to Clio alone, whatever address an answer names."""

import json
from contextlib import suppress
from types import SimpleNamespace

import pytest
import responses
import urllib3
from hypothesis import given
from hypothesis import strategies as st

from casehug.web.addresses import parsed
from integrations.clio import client, oauth
from integrations.clio.client import Clio, Login
from integrations.errors import SyncError, TryLater
from integrations.regions import REGIONS, may_upload_to

API = "https://app.clio.com/api/v4"
GOOD = [
    "https://s3.us-west-2.amazonaws.com/iris-production/uploads/document?X-Amz-Signature=1",
    "https://iris-production.s3.us-west-2.amazonaws.com/uploads/document",
    "https://iris-production-eu.s3.eu-west-1.amazonaws.com:443/uploads/document",
    "https://files.app.clio.com/uploads/1",
]
BAD = [
    "https://evil.com\\.amazonaws.com/iris-production/",
    "https://evil.com/.amazonaws.com/iris-production/",
    "https://evil.com#.amazonaws.com/iris-production/",
    "https://evil.com?.clio.com",
    "https://evil.s3.us-west-2.amazonaws.com/iris-production/",
    "https://s3.us-west-2.amazonaws.com/evil/iris-production/",
    "https://s3.us-west-2.amazonaws.com/iris-production/../evil/",
    "https://ec2-1-2-3-4.compute.amazonaws.com/iris-production/",
    "https://me:you@files.clio.com/",
    "https://evilclio.com/",
    "https://files.clio.com:8443/",
    "http://files.clio.com/",
    "ftp://files.clio.com/",
    "https://[",
    "https://files.clio.com:99999999/",
    "files.clio.com",
    "",
]


@pytest.mark.parametrize("address", GOOD)
def test_clios_own_store_is_known(address):
    assert may_upload_to(address)


@pytest.mark.parametrize("address", BAD)
def test_no_other_place_gets_a_document(address):
    assert not may_upload_to(address)


@given(st.text(alphabet="htps:/\\@#?[].-%evilcomazns3 \x00\t1", max_size=60))
def test_any_address_has_an_answer(tail):
    for address in (tail, f"https://{tail}", f"https://evil.com{tail}.amazonaws.com/"):
        if may_upload_to(address):
            assert parsed(address).host.endswith((".amazonaws.com", ".clio.com"))


# --- Next pages and redirects --------------------------------------------------------------------


class Answers:
    """In place of the pool of connections: what is asked is kept, the last answer repeats."""

    def __init__(self, *answers):
        self.asked, self.answers = [], list(answers)

    def request(self, method, address, **_told):
        self.asked.append(address)
        status, headers, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        data = json.dumps(body).encode()
        return SimpleNamespace(status=status, headers=urllib3.HTTPHeaderDict(headers), data=data)


class NoLimit:
    take = hear_nothing = lambda _self: None


@pytest.fixture
def answering(monkeypatch):
    def answer(*answers):
        fake = Answers(*answers)
        monkeypatch.setattr(client, "pool", lambda: fake)
        login = Login(token=lambda: "secret", renew=lambda stale: stale)
        return fake, Clio(API, login, NoLimit(), timeout=1, may_upload_to=may_upload_to)

    return answer


def listing(following):
    return 200, {}, {"data": [], "meta": {"paging": {"next": following}}}


ELSEWHERE = [
    "http://app.clio.com/api/v4/matters.json",
    "https://app.clio.com:8443/api/v4/matters.json",
    "https://evil.com\\@app.clio.com/api/v4/matters.json",
    "https://app.clio.com@evil.com/",
    "https://me@app.clio.com/api/v4/matters.json",
    "//evil.com/",
    "https://[",
    7,
]


@pytest.mark.parametrize("following", ELSEWHERE)
def test_token_goes_to_no_other_place_for_a_page(answering, following):
    fake, clio = answering(listing(following))
    with pytest.raises(TryLater):
        clio.list("matters")
    assert len(fake.asked) == 1


@pytest.mark.parametrize("moved", ELSEWHERE[:-1])
def test_token_follows_no_redirect_to_another_place(answering, moved):
    fake, clio = answering((307, {"Location": moved}, {}))
    with pytest.raises(TryLater):
        clio.get("practice_areas/1")
    assert len(fake.asked) == 1


def test_same_place_is_followed_also_with_its_port_named(answering):
    onward = "https://app.clio.com:443/api/v4/matters.json?page=2"
    fake, clio = answering(listing(onward), (200, {}, {"data": [{"id": 1}], "meta": {}}))
    assert clio.list("matters") == [{"id": 1}]
    assert fake.asked[-1] == onward


def test_list_that_leads_back_to_itself_ends(answering):
    _, clio = answering(listing(f"{API}/matters.json?page=2"))
    with pytest.raises(TryLater):
        clio.list("matters")


def test_list_without_end_ends(answering, monkeypatch):
    monkeypatch.setattr(client, "MOST_PAGES", 3)
    fake, clio = answering(*[listing(f"{API}/matters.json?page={n}") for n in range(9)])
    with pytest.raises(TryLater):
        clio.list("matters")
    assert len(fake.asked) == 4


# --- The token exchange --------------------------------------------------------------------------


@pytest.fixture
def configured(settings):
    settings.CLIO_CLIENT_ID, settings.CLIO_CLIENT_SECRET = "id", "our-secret"
    settings.CLIO_BASE_URL = ""


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@responses.activate
def test_token_exchange_follows_nobody(configured, status):
    elsewhere = responses.post("https://evil.example/token", json={"access_token": "x"})
    elsewhere_read = responses.get("https://evil.example/token", json={"access_token": "x"})
    responses.post(
        "https://app.clio.com/oauth/token",
        status=status,
        headers={"Location": "https://evil.example/token"},
    )
    region = REGIONS["us"]
    for ask in (
        lambda: oauth.exchange(region, code="code", redirect_uri="https://casehug.example/back"),
        lambda: oauth.refreshed(region, "refresh"),
    ):
        with pytest.raises(TryLater):
            ask()
    assert elsewhere.call_count == elsewhere_read.call_count == 0


@pytest.mark.parametrize(
    "answer",
    [{"access_token": "x", "expires_in": "soon"}, {"access_token": "x", "expires_in": 1e300}],
)
@responses.activate
def test_odd_token_is_an_answer(configured, answer):
    responses.post("https://app.clio.com/oauth/token", json=answer)
    with suppress(SyncError):
        oauth.exchange(REGIONS["us"], code="code", redirect_uri="https://casehug.example/back")
