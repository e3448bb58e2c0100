import ast
import contextlib
import http.client
import json
import socket
import threading
import time
from urllib.parse import urlsplit

import psutil
import pytest
import urllib3

from tests.clio_sandbox import ROOT, Sandbox

from .conftest import Api, put


@pytest.fixture
def own(tmp_path):
    """A process of its own, to be killed."""
    with Sandbox.start(tmp_path / "store", budget=10_000) as clio:
        yield clio


def everything(clio):
    store = clio.store()
    return {kind: store[kind] for kind in ("contacts", "matters", "documents", "practice_areas")}


def test_a_kill_loses_nothing_that_was_answered(own):
    api = Api(own)
    complete = api.upload(b"Dear Ana")
    waiting, version = api.document()
    api.delete(f"matters/{api.matter()}.json")
    before = everything(own)
    own.kill()
    own.restart()
    assert everything(own) == before
    assert api.get(f"documents/{complete}", fields="size").data == {"size": 8}
    assert put(version, b"later").status == 200
    done = {"uuid": version["uuid"], "fully_uploaded": True}
    assert api.patch(f"documents/{waiting}", done).status == 200
    assert api.contact() > max(row["id"] for row in before["contacts"])


def test_a_kill_in_the_middle_of_much_writing(own):
    api, answered = Api(own), []

    def write():
        with contextlib.suppress(urllib3.exceptions.HTTPError):  # the process is gone
            answered.extend(api.contact(last=f"P{n}") for n in range(10_000))

    writer = threading.Thread(target=write)
    writer.start()
    own.until(lambda store: len(store["contacts"]) > 100)
    own.kill()
    writer.join(20)
    own.restart()
    kept = {row["id"] for row in own.store()["contacts"]}
    assert len(answered) > 90
    assert set(answered) - kept == set()


def test_a_line_cut_short_by_a_kill_is_forgotten(own):
    Api(own).contact()
    before = everything(own)
    own.kill()
    with (own.store_dir / "journal.jsonl").open("ab") as journal:
        journal.write(b'[["contact",15000009,{"id":150')
    own.restart()
    assert everything(own) == before
    Api(own).contact()
    after = everything(own)
    own.stop()
    own.restart()
    assert everything(own) == after


def test_ids_are_not_used_twice(own):
    api = Api(own)
    id = api.contact()
    api.delete(f"contacts/{id}")
    own.stop()
    own.restart()
    assert api.contact() > id


def test_a_taken_port_means_the_next_one(own, tmp_path):
    taken = urlsplit(own.url).port
    with Sandbox.start(tmp_path / "other", port=taken) as other:
        assert taken < urlsplit(other.url).port < taken + 50
        assert other.store()["tokens"] == 0


def test_it_ends_when_told(own):
    own.process.terminate()
    assert own.process.wait(5) == 0


def test_options_reach_it(tmp_path):
    options = {"client_id": "a", "client_secret": "b", "budget": 3, "window": 2, "app_name": "Z"}
    with Sandbox.start(tmp_path, **options, redirect_uris=["http://x/", "http://y/"]) as clio:
        settings = clio.control("GET", "/")["settings"]
    assert {name: settings[name] for name in ("client_id", "budget", "window", "app_name")} == {
        "client_id": "a",
        "budget": 3,
        "window": 2,
        "app_name": "Z",
    }
    assert settings["redirect_uris"] == ["http://x/", "http://y/"]


# -- the server ---------------------------------------------------------------


def raw(clio, *lines, body=b""):
    """Everything the server says to these bytes until it closes the connection."""
    with socket.create_connection(urlsplit(clio.url)[1].split(":"), timeout=10) as wire:
        wire.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        answer = b""
        while chunk := wire.recv(65536):
            answer += chunk
    return answer.decode()


def test_one_connection_carries_many_requests(api):
    connection = http.client.HTTPConnection(urlsplit(api.clio.url).netloc, timeout=10)
    sockets = set()
    for n in range(5):
        body = json.dumps({"data": {"type": "Person", "last_name": f"P{n}"}})
        connection.request(
            "POST", "/api/v4/contacts.json", body, {"Authorization": f"Bearer {api.token}"}
        )
        answer = connection.getresponse()
        assert (answer.status, answer.version) == (201, 11)
        answer.read()
        sockets.add(connection.sock)
    connection.close()
    assert len(sockets) == 1


def test_a_refused_body_does_not_spoil_the_next_request(api):
    connection = http.client.HTTPConnection(urlsplit(api.clio.url).netloc, timeout=10)
    connection.request("POST", "/api/v4/contacts.json", b"x" * 200_000, {})
    first = connection.getresponse()
    first.read()
    connection.request("GET", "/matters")
    second = connection.getresponse()
    second.read()
    connection.close()
    assert (first.status, second.status) == (401, 200)


def test_sixty_four_clients_at_once(api):
    api.clio.latency(0.3)
    statuses = []
    began = time.monotonic()
    calls = [
        threading.Thread(target=lambda: statuses.append(api.get("contacts", limit=1).status))
        for _ in range(64)
    ]
    for call in calls:
        call.start()
    for call in calls:
        call.join()
    assert statuses == [200] * 64
    assert time.monotonic() - began < 64 * 0.3 / 8


def test_a_request_costs_little_cpu(api):
    process = psutil.Process(api.clio.process.pid)
    path = f"matters/{api.matter()}.json"
    count, before = 300, sum(process.cpu_times()[:2])
    for _ in range(count):
        assert api.get(path, fields="id,etag,status,client{id}").status == 200
    assert (sum(process.cpu_times()[:2]) - before) / count < 0.002


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["NONSENSE"], "400"),
        (["GET / HTTP/1.1", "no colon"], "400"),
        (["GET / HTTP/1.1", "Content-Length: x"], "400"),
        (["POST /oauth/token HTTP/1.1", "Transfer-Encoding: chunked"], "411"),
        (["GET /matters HTTP/1.0"], "200"),
        (["GET /matters HTTP/1.1", "Connection: close"], "200"),
    ],
)
def test_odd_requests(clio, lines, status):
    assert raw(clio, *lines).startswith(f"HTTP/1.1 {status} ")


def test_a_body_is_asked_for_when_the_client_waits(clio):
    answer = raw(
        clio,
        "POST /oauth/token HTTP/1.1",
        "Expect: 100-continue",
        "Content-Type: application/x-www-form-urlencoded",
        "Connection: close",
        "Content-Length: 3",
        body=b"a=b",
    )
    assert answer.startswith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 ")


def test_it_knows_nothing_of_the_rest_of_the_project():
    ours = {"casehug", "matters", "intake", "integrations", "devtools", "django", "tests"}
    files = list((ROOT / "integrations/clio/sandbox").glob("*.py"))
    assert len(files) > 10
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                assert not {one.name.split(".")[0] for one in node.names} & ours, file
            elif isinstance(node, ast.ImportFrom):
                assert node.level < 2, file
                assert node.level == 1 or node.module.split(".")[0] not in ours, file
