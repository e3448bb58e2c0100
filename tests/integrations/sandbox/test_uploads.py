import hashlib
import http.client
from urllib.parse import urlsplit

import psutil
import pytest

from .conftest import ask, put, put_headers


def changed_headers(version, **changes):
    merged = put_headers(version) | {
        name.replace("_", "-"): value for name, value in changes.items()
    }
    return {name: value for name, value in merged.items() if value is not None}


def code(answer):
    return answer.status, answer.body.decode().partition("<Code>")[2].partition("</Code>")[0]


def put_raw(version, headers, body=b"x"):
    """A PUT with exactly these headers; urllib3 would add its own."""
    url = urlsplit(version["put_url"])
    connection = http.client.HTTPConnection(url.netloc, timeout=20)
    connection.putrequest("PUT", f"{url.path}?{url.query}", skip_accept_encoding=True)
    for name, value in (headers | {"Content-Length": str(len(body))}).items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text.partition("<Code>")[2].partition("</Code>")[0]


@pytest.mark.parametrize(
    "change",
    [
        {"Content_Type": "text/plain"},
        {"Content_Type": None},
        {"x_amz_server_side_encryption": None},
        {"x_amz_server_side_encryption": "aws:kms"},
        {"x_amz_meta_extra": "1"},
    ],
)
def test_a_changed_header_breaks_the_signature(api, change):
    id, version = api.document()
    headers = changed_headers(version, **change)
    assert put_raw(version, headers) == (403, "SignatureDoesNotMatch")
    done = {"uuid": version["uuid"], "fully_uploaded": True}
    assert api.patch(f"documents/{id}", done).error[1] == "UploadNotFoundError"
    assert put_raw(version, put_headers(version)) == (200, "")


def test_a_changed_address_breaks_the_signature(api):
    _, version = api.document()
    for old, new in (("letter.pdf", "other.pdf"), ("Expires=600", "Expires=6000")):
        assert old in version["put_url"]
        forged = version | {"put_url": version["put_url"].replace(old, new)}
        assert code(put(forged, b"x")) == (403, "SignatureDoesNotMatch")
    assert code(ask("GET", version["put_url"], headers=put_headers(version))) == (
        403,
        "SignatureDoesNotMatch",
    )
    assert code(ask("PUT", f"http://{api.clio.uploads}/x", body=b"x")) == (403, "AccessDenied")


def test_the_bearer_token_is_refused_here(api):
    _, version = api.document()
    headers = put_headers(version) | {"Authorization": f"Bearer {api.token}"}
    answer = put(version, b"x", headers)
    assert code(answer) == (400, "InvalidArgument")
    assert "Only one auth mechanism allowed" in answer.body.decode()


def test_addresses_expire(api):
    _, version = api.document()
    api.clio.clock(595)
    assert put(version, b"x").status == 200
    api.clio.clock(605)
    late = put(version, b"x")
    assert code(late) == (403, "AccessDenied")
    assert "<Message>Request has expired</Message>" in late.body.decode()
    api.clio.settings(put_url_lifetime=28_800)
    _, version = api.document()
    api.clio.clock(605 + 28_000)
    assert put(version, b"x").status == 200


def test_the_same_key_may_be_written_again(api):
    id, version = api.document()
    put(version, b"first try")
    put(version, b"second")
    api.patch(f"documents/{id}", {"uuid": version["uuid"], "fully_uploaded": True})
    [stored] = api.clio.store()["documents"]
    assert stored["versions"][0]["sha256"] == hashlib.sha256(b"second").hexdigest()
    assert stored["versions"][0]["size"] == 6


def test_half_a_body_is_no_file(api):
    id, version = api.document()
    url = urlsplit(version["put_url"])
    connection = http.client.HTTPConnection(url.netloc, timeout=20)
    connection.putrequest("PUT", f"{url.path}?{url.query}")
    for name, value in (put_headers(version) | {"Content-Length": "1000"}).items():
        connection.putheader(name, value)
    connection.endheaders(b"x" * 400)
    connection.close()
    wait_for_uploads(api.clio, 1)
    done = {"uuid": version["uuid"], "fully_uploaded": True}
    assert api.patch(f"documents/{id}", done).error[1] == "UploadNotFoundError"
    assert list((api.clio.store_dir / "blobs").iterdir()) == []


def wait_for_uploads(clio, count):
    def arrived(_store):
        return len([one for one in clio.ledger() if one["origin"] == "uploads"]) >= count

    clio.until(arrived)


def test_uploads_are_not_counted_in_the_budget(api):
    _, version = api.document()
    before = api.get("contacts", limit=1).headers["X-RateLimit-Remaining"]
    answer = put(version, b"x")
    after = api.get("contacts", limit=1).headers["X-RateLimit-Remaining"]
    assert int(before) - int(after) == 1
    assert "X-RateLimit-Limit" not in answer.headers


def test_a_hundred_megabytes_leave_memory_flat(api):
    process = psutil.Process(api.clio.process.pid)
    _, version = api.document()
    put(version, b"x" * 1_000_000)
    before = process.memory_info().rss
    size, block = 100_000_000, b"0123456789" * 10_000

    assert put(version, (block for _ in range(size // len(block))),
               put_headers(version) | {"Content-Length": str(size)}).status == 200  # fmt: skip
    assert process.memory_info().rss - before < 4_000_000
    [stored] = api.clio.store()["documents"]
    assert (
        stored["versions"][0]["sha256"] == hashlib.sha256(block * (size // len(block))).hexdigest()
    )


def test_the_ledger_notes_an_upload_without_its_body(api):
    _, version = api.document()
    mark = api.clio.mark()
    put(version, b"Dear Ana")
    [entry] = api.clio.ledger(mark)
    assert (entry["origin"], entry["method"], entry["status"]) == ("uploads", "PUT", 200)
    assert entry["request"] == {"length": 8}
    assert version["uuid"] in entry["path"]
