import time

import pytest
import urllib3

from .conftest import Api, ask, put

PERSON = {"type": "Person", "last_name": "Rivera"}
POSTS = {"method": "POST", "path": r"/contacts(\.json)?$"}


def people(clio):
    return len(clio.store()["contacts"]) - 3


def post(api):
    """Status and whether the answer carried an id; None and the error's name when it was lost."""
    try:
        answer = api.post("contacts.json", PERSON, fields="id")
    except urllib3.exceptions.HTTPError as error:
        return None, type(error).__name__
    return answer.status, answer.status == 201 and "id" in answer.data


@pytest.mark.parametrize(
    ("kind", "status", "done"),
    [
        ("500_before", 500, 0),
        ("503_before", 503, 0),
        ("error", 409, 0),
        ("429", 429, 0),
        ("401", 401, 0),
        ("html403", 403, 0),
        ("upload_timeout", 504, 0),
        ("rst_before", None, 0),
        ("500_after", 500, 1),
        ("rst_after", None, 1),
        ("garbage", 201, 1),
        ("empty", 201, 1),
        ("no_id", 201, 1),
    ],
)
def test_each_kind_once(api, kind, status, done):
    api.clio.faults(kind, match=POSTS)
    assert api.get("contacts", limit=1).status == 200
    try:
        found = api.post("contacts.json", PERSON, fields="id")
    except urllib3.exceptions.ProtocolError:
        assert status is None
    else:
        assert found.status == status
        assert status >= 400 or b'"id":' not in found.body.replace(b'"id": 12', b"")
    assert people(api.clio) == done
    assert post(api) == (201, True)
    assert people(api.clio) == done + 1
    entry = next(one for one in api.clio.ledger() if one["method"] == "POST")
    assert (entry["fault"], entry["status"]) == (kind, status)


@pytest.mark.parametrize(("kind", "done"), [("timeout", 1), ("stall_before", 0)])
def test_an_answer_that_never_comes(api, kind, done):
    api.clio.faults(kind, match=POSTS)
    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        urllib3.request(
            "POST",
            f"{api.clio.url}/api/v4/contacts.json",
            json={"data": PERSON},
            headers={"Authorization": f"Bearer {api.token}"},
            timeout=0.3,
            retries=False,
        )
    assert people(api.clio) == done
    [entry] = api.clio.ledger()
    assert (entry["status"], entry["lost"]) == (None, "silence")


def test_a_slow_answer_dribbles(api):
    api.clio.faults("slow", seconds=0.4)
    began = time.monotonic()
    assert api.get("practice_areas", fields="name").json["meta"]["records"] == 10
    assert time.monotonic() - began >= 0.4


def test_times_skip_and_for_ever(api):
    api.clio.faults("500_before", times=2, skip=1)
    assert [api.get("contacts").status for _ in range(5)] == [200, 500, 500, 200, 200]
    api.clio.faults("500_before", times=None)
    assert [api.get("contacts").status for _ in range(5)] == [500] * 5
    api.clio.no_faults()
    assert api.get("contacts").status == 200


def test_a_seed_repeats_itself(api):
    def run(seed):
        api.clio.no_faults()
        api.clio.faults("500_before", times=None, probability=0.5, seed=seed)
        return [api.get("contacts", limit=1).status for _ in range(20)]

    first = run(7)
    assert set(first) == {200, 500}
    assert run(7) == first
    assert run(8) != first


def test_faults_tell_methods_paths_and_origins_apart(api):
    api.clio.faults("500_before", match={"method": "PATCH"})
    api.clio.faults("503_before", match={"path": "/matters"})
    api.clio.faults("rst_before", match={"origin": "uploads"})
    id, version = api.contact(), None
    assert api.get("matters").status == 503
    assert api.patch(f"contacts/{id}", {"title": "Ms"}).status == 500
    _, version = api.document()
    with pytest.raises(urllib3.exceptions.ProtocolError):
        put(version, b"x")
    assert put(version, b"x").status == 200


def test_a_fault_may_say_how_long_to_wait(api):
    api.clio.faults("429", retry_after=7)
    api.clio.faults("503_before", retry_after=9)
    answers = [api.get("contacts"), api.get("contacts")]
    assert [(one.status, one.headers["Retry-After"]) for one in answers] == [(429, "7"), (503, "9")]


@pytest.mark.parametrize("body", [{"kind": "earthquake"}, {"kind": "429", "match": {"path": "("}}])
def test_a_fault_nobody_knows_is_refused(clio, body):
    answer = ask("POST", f"{clio.control_url}/faults", json=body)
    assert answer.status == 400
    assert clio.control("GET", "/faults") == {"faults": []}


@pytest.mark.parametrize(("answer", "status"), [("500", 500), ("503", 503), ("rst", None)])
def test_a_late_commit(api, answer, status):
    api.clio.late(0.3, answer=answer, match=POSTS)
    assert post(api)[0] == status
    assert people(api.clio) == 0
    api.clio.until(lambda store: len(store["contacts"]) == 4)
    told, done = api.clio.ledger()
    assert (told["fault"], told["status"]) == ("late", status)
    assert (done["late"], done["status"]) == (True, 201)
    assert done["at"] - told["at"] >= 0.3
    assert post(api) == (201, True)


def test_a_reset_forgets_what_was_to_come_late(api):
    api.clio.late(0.2, match=POSTS)
    assert post(api)[0] == 500
    api.clio.reset()
    api.clio.late(0.4, match=POSTS)
    later = Api(api.clio)
    assert post(later)[0] == 500
    api.clio.until(lambda store: len(store["contacts"]) > 3)
    assert [one.get("late") for one in api.clio.ledger()] == [None, True]


def test_latency_is_per_origin(api):
    def seconds(call):
        began = time.monotonic()
        call()
        return time.monotonic() - began

    _, version = api.document()
    api.clio.latency(0.2)
    assert seconds(lambda: api.get("contacts", limit=1)) >= 0.2
    assert seconds(lambda: put(version, b"x")) < 0.2
    api.clio.latency(0.2, uploads=True)
    assert seconds(lambda: put(version, b"x")) >= 0.2


def test_the_marking_may_time_out_first(api):
    id, version = api.document()
    put(version, b"x")
    api.clio.faults("upload_timeout", match={"method": "PATCH"})
    done = {"uuid": version["uuid"], "fully_uploaded": True}
    assert api.patch(f"documents/{id}", done).error == (
        504,
        "UploadTimeoutError",
        "A timeout occurred verifying the remote file. Please try the request again.",
    )
    assert api.patch(f"documents/{id}", done).status == 200
