import time

import pytest

from .conftest import Api

NAMES = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")

PAGE = "429 Too Many Requests"


def limits(answer):
    return tuple(int(answer.headers[name]) for name in NAMES)


@pytest.fixture
def five(api):
    """Five calls in a window too long to end during a test."""
    api.clio.settings(budget=5, window=300)
    return api


def test_the_headers_count_down_to_a_429(five):
    began = time.time()
    seen = [limits(five.get("contacts", limit=1)) for _ in range(5)]
    assert [one[:2] for one in seen] == [(5, 4), (5, 3), (5, 2), (5, 1), (5, 0)]
    assert len({one[2] for one in seen}) == 1
    assert 299 <= seen[0][2] - began <= 302
    refused = five.get("contacts", limit=1)
    assert refused.error == (429, "RateLimited", "Too many requests")
    assert limits(refused)[:2] == (5, 0)
    assert 290 <= int(refused.headers["Retry-After"]) <= 300


def test_a_refused_call_does_nothing(five):
    for _ in range(5):
        five.get("contacts", limit=1)
    assert five.post("contacts", {"type": "Person", "last_name": "x"}).status == 429
    assert len(five.clio.store()["contacts"]) == 3


def test_errors_count_and_show_the_headers_too(five):
    assert limits(five.get("contacts/99"))[1] == 4
    assert limits(five.get("contacts", fields="x"))[1] == 3
    five.clio.faults("500_before")
    assert limits(five.get("contacts"))[1] == 2


def test_each_token_has_its_own_budget(five):
    for _ in range(6):
        five.get("contacts", limit=1)
    assert limits(Api(five.clio).get("contacts", limit=1))[:2] == (5, 4)
    assert five.get("contacts").status == 429
    five.clio.reset_budget()
    assert limits(five.get("contacts", limit=1))[:2] == (5, 4)


def test_a_dead_token_spends_nothing(five):
    stranger = Api(five.clio, "1-x")
    assert [limits(stranger.get("contacts"))[1] for _ in range(3)] == [5, 5, 5]


@pytest.mark.parametrize("sliding", [False, True])
def test_the_budget_comes_back(api, sliding):
    api.clio.settings(budget=2, window=1, sliding=sliding)
    statuses = []
    deadline = time.monotonic() + 10
    while statuses.count(200) < 6 and time.monotonic() < deadline:
        statuses.append(api.get("contacts", limit=1).status)
        time.sleep(0.02)  # a poll: no need to ask it thousands of times
    assert statuses.count(200) == 6
    assert statuses[:3] == [200, 200, 429]
    assert set(statuses) == {200, 429}
    granted = [one["at"] for one in api.clio.ledger() if one["status"] == 200]
    assert granted[4] - granted[0] >= 1.95  # three windows of two: two whole ones between


def test_a_sliding_window_gives_back_one_by_one(api):
    api.clio.settings(budget=2, window=300, sliding=True)
    resets = [limits(api.get("contacts", limit=1))[2] for _ in range(2)]
    assert resets[0] == resets[1]
    assert api.get("contacts").status == 429


@pytest.mark.parametrize(
    ("shape", "kind", "body"),
    [
        (
            "error",
            "application/json",
            b'{"error":{"type":"RateLimited","message":"Too many requests"}}',
        ),
        ("empty", "text/plain", b""),
        ("html", "text/html", f"<!doctype html><title>{PAGE}</title><h1>{PAGE}</h1>".encode()),
    ],
)
def test_the_body_of_a_429_is_anybodys_guess(five, shape, kind, body):
    five.clio.settings(body_429=shape, budget=1)
    five.get("contacts", limit=1)
    refused = five.get("contacts")
    assert (refused.status, refused.body) == (429, body)
    assert refused.headers["Content-Type"].split(";")[0] == kind
    assert int(refused.headers["Retry-After"]) > 0


def test_control_and_pages_cost_nothing(five):
    five.clio.add("contacts", type="Person", last_name="Berg")
    five.clio.store()
    assert limits(five.get("contacts", limit=1))[1] == 4
