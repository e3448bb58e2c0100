"""What a sync says of a refusal is true, in words a stranger knows, with the next step."""

import pytest

from integrations.clio import rate_limit
from integrations.clio.rate_limit import Budget
from integrations.clio.session import budget_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_unknown_budget_is_not_called_used_up(clio, connection, matter, sync_now, monkeypatch):
    """Another worker has just asked Clio what is left, and has not heard yet."""
    rate_limit.connected_redis().delete(*budget_of(connection).keys)
    assert budget_of(connection).take() is None
    refused = budget_of(connection).take()
    assert refused.why == "unheard"
    monkeypatch.setattr(Budget, "set_aside", lambda self, calls: None)
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("queued", "budget")
    assert sync.sentence.startswith("We are asking Clio how many calls are left this minute")


def test_a_spent_budget_says_so(clio, connection, matter, sync_now):
    budget_of(connection).hear(50, 0, 30)
    assert sync_now(matter).sentence.startswith("Too few of Clio's calls are left for this minute")


def test_clio_that_asked_us_to_slow_down_is_quoted(clio, connection, matter, sync_now):
    clio.faults("429", retry_after=30, match={"path": "contacts"})
    sync_now(matter)
    assert sync_now(matter).sentence.startswith("Clio asked us to slow down")


@pytest.mark.parametrize(
    ("noun", "what"), [("contacts", "contacts"), ("matters", "matters"), ("documents", "documents")]
)
def test_a_403_names_what_was_asked_for_and_the_next_click(
    clio, connection, matter, file_document, sync_now, noun, what
):
    file_document(matter, "Passport.pdf")
    clio.settings(permissions=[n for n in ("contacts", "matters", "documents") if n != noun])
    sentence = sync_now(matter).sentence
    assert f"Clio did not let CaseHug use its {what}." in sentence
    assert "press “Test connection”" in sentence


def test_an_api_that_is_refused_altogether_accuses_no_permission(
    clio, connection, matter, sync_now, signed_in, mara
):
    clio.settings(api_access=False)
    assert "permission" not in sync_now(matter).sentence
    browser = signed_in(mara)
    browser.post("/settings/integrations/clio/test/")
    page = browser.get("/settings/integrations/").content.decode()
    assert "Check that your Clio account has API access enabled" in page


@pytest.mark.parametrize(
    ("kind", "about", "words"),
    [
        ("html403", {}, "Clio's firewall turned our call away"),
        ("error", {"status": 410}, "Whoever runs your CaseHug has to update it"),
        ("error", {"status": 409}, "changed this in Clio at the same moment; we read it again"),
    ],
)
def test_words_a_stranger_knows(clio, connection, matter, sync_now, kind, about, words):
    clio.faults(kind, match={"path": "contacts"}, **about)
    assert words in sync_now(matter).sentence
