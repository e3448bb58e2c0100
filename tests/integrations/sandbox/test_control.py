import pytest

from .conftest import ask


def test_records_kept_by_hand_cost_no_call(api):
    clio = api.clio
    person = clio.add("contacts", type="Person", last_name="Berg")
    matter = clio.add("matters", client={"id": person["id"]}, description="Lease")
    assert matter["display_number"] == "00004-Berg"
    document = api.upload(parent={"id": matter["id"], "type": "Matter"})
    etag = api.get(f"matters/{matter['id']}").data["etag"]
    mark = clio.mark()
    assert clio.change("matters", matter["id"], status="closed")["etag"] != etag
    clio.change("documents", document, name="renamed.pdf")
    clio.delete("documents", document)
    assert clio.ledger(mark) == []
    store = clio.store()
    assert store["matters"][-1]["status"] == "Closed"
    assert (store["documents"][0]["name"], store["documents"][0]["deleted_at"] is None) == (
        "renamed.pdf",
        False,
    )
    clio.delete("documents", document, purge=True)
    clio.delete("matters", matter["id"])
    clio.delete("contacts", person["id"])
    store = clio.store()
    assert [len(store[kind]) for kind in ("contacts", "matters", "documents")] == [3, 3, 0]


def test_the_same_rules_hold_by_hand(clio):
    with pytest.raises(AssertionError, match=r"422.*first name or last name"):
        clio.add("contacts", type="Person")
    with pytest.raises(AssertionError, match="404"):
        clio.delete("matters", 99)


def test_settings_are_changed_together_or_not_at_all(clio):
    before = clio.control("GET", "/")["settings"]
    for wrong in ({"budget": 7, "colour": 1}, {"budget": 7, "sliding": "yes"}):
        assert ask("POST", f"{clio.control_url}/settings", json=wrong).status == 400
        assert clio.control("GET", "/")["settings"] == before
    assert clio.settings(budget=7)["budget"] == 7
    assert "client_secret" not in before


def test_reset_keeps_nothing(api):
    clio = api.clio
    first = clio.store()
    api.upload()
    clio.settings(budget=7, body_429="html")
    clio.faults("500_before", times=None)
    clio.latency(0.1)
    clio.clock(1000)
    clio.reset()
    state = clio.control("GET", "/")
    assert (state["settings"]["budget"], state["settings"]["body_429"]) == (10_000, "error")
    assert (state["faults"], state["offset"], state["ledger"]) == ([], 0, 0)
    assert state["latency"] == {"clio": 0, "uploads": 0}
    assert list((clio.store_dir / "blobs").iterdir()) == []
    again = clio.store()
    assert again["tokens"] == 0
    assert names(again) == names(first)
    assert api.get("contacts").status == 401


def names(store):
    return {
        kind: [(row["id"], row.get("name") or row.get("display_number")) for row in store[kind]]
        for kind in ("contacts", "matters", "practice_areas", "documents")
    }


def test_the_first_day(clio):
    store = clio.store()
    assert [row["name"] for row in store["contacts"]] == [
        "Theo Lindqvist",
        "Priya Raman",
        "Samuel Okafor",
    ]
    assert store["contacts"][0]["email_addresses"][0]["address"] == "theo.lindqvist@example.com"
    assert [row["display_number"] for row in store["matters"]] == [
        "00001-Lindqvist",
        "00002-Raman",
        "00003-Okafor",
    ]
    assert len(store["practice_areas"]) == 10
    assert (store["documents"], store["tokens"]) == ([], 0)


def test_the_ledger_is_read_from_where_one_was(api):
    for _ in range(3):
        api.get("contacts", limit=1)
    assert [one["n"] for one in api.clio.ledger()] == [1, 2, 3]
    assert [one["n"] for one in api.clio.ledger(2)] == [3]
    assert api.clio.ledger(3) == []
    assert api.clio.mark() == 3


@pytest.mark.parametrize("path", ["/nothing", "/reset"])
def test_unknown_control_calls(clio, path):
    assert ask("GET", clio.control_url + path).status == 404
