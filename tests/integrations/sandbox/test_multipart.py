"""Large files in parts, as Clio's guide has them."""

import base64
import hashlib

import pytest

from .conftest import ask, put_headers
from .test_uploads import code

PART = 5 * 1024 * 1024
FIELDS = "id,latest_document_version{uuid,put_headers,multiparts,fully_uploaded,size}"


def announced(*contents, first=1, md5=True):
    return [
        {"part_number": first + nth, "content_length": str(len(one))}
        | ({"content_md5": md5_of(one)} if md5 else {})
        for nth, one in enumerate(contents)
    ]


def md5_of(content):
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


@pytest.fixture
def begin(api):
    """begin(*contents) → the document's id, and the version with its parts."""

    def make(*contents, **more):
        parent = {"id": api.matter(), "type": "Matter"}
        data = {"name": "film.mp4", "parent": parent, "multiparts": announced(*contents, **more)}
        answer = api.post("documents", data, fields=FIELDS)
        assert answer.status == 201
        return answer.data["id"], answer.data["latest_document_version"]

    return make


@pytest.fixture
def done(api):
    def mark(id, version):
        data = {"uuid": version["uuid"], "fully_uploaded": True}
        return api.patch(f"documents/{id}", data, fields=FIELDS)

    return mark


def send(part, body, headers=None):
    return ask("PUT", part["put_url"], body=body, headers=headers or put_headers(part))


@pytest.mark.parametrize("md5", [True, False])
def test_parts_in_any_order_make_the_file(api, begin, done, md5):
    contents = [b"a" * PART, b"b" * PART, b"the end"]
    id, version = begin(*contents, md5=md5)
    parts = version["multiparts"]
    assert [part["part_number"] for part in parts] == [1, 2, 3]
    for part, content in reversed(list(zip(parts, contents, strict=True))):
        assert send(part, content).status == 200
    assert done(id, version).data["latest_document_version"] == {
        "uuid": version["uuid"],
        "put_headers": version["put_headers"],
        "multiparts": [],
        "fully_uploaded": True,
        "size": 2 * PART + 7,
    }
    (kept,) = api.clio.store()["documents"]
    assert kept["versions"][-1]["sha256"] == hashlib.sha256(b"".join(contents)).hexdigest()


def test_a_part_that_is_missing_keeps_it_open(begin, done):
    id, version = begin(b"a" * PART, b"end")
    assert send(version["multiparts"][1], b"end").status == 200
    assert done(id, version).error[1] == "UploadNotFoundError"
    assert send(version["multiparts"][0], b"a" * PART).status == 200
    assert done(id, version).status == 200


def test_a_part_is_sent_again_as_often_as_one_likes(api, begin, done):
    id, version = begin(b"first", md5=False)
    for content in (b"other", b"first"):
        assert send(version["multiparts"][0], content).status == 200
    assert done(id, version).status == 200
    (kept,) = api.clio.store()["documents"]
    assert kept["versions"][-1]["sha256"] == hashlib.sha256(b"first").hexdigest()


def test_damaged_bytes_are_noticed(begin):
    _, version = begin(b"whole")
    assert code(send(version["multiparts"][0], b"whelo")) == (400, "BadDigest")


def test_a_part_of_another_length_breaks_the_signature(begin):
    _, version = begin(b"whole", md5=False)
    part = version["multiparts"][0]
    answer = send(part, b"longer", {"Content-Length": "6"})
    assert code(answer) == (403, "SignatureDoesNotMatch")


def test_addresses_are_asked_for_again(api, begin, done):
    contents = [b"a" * PART, b"end"]
    id, version = begin(*contents)
    api.clio.clock(8 * 3600 + 60)
    assert code(send(version["multiparts"][1], b"end")) == (403, "AccessDenied")
    again = {
        "uuid": version["uuid"],
        "fully_uploaded": False,
        "multiparts": announced(*contents)[1:],
    }
    answer = api.patch(f"documents/{id}", again, fields=FIELDS)
    (part,) = answer.data["latest_document_version"]["multiparts"]
    assert part["part_number"] == 2
    assert send(part, b"end").status == 200


@pytest.mark.parametrize(
    "parts",
    [
        announced(*[b"x"] * 51),
        announced(b"x", first=0),
        announced(b"x", first=10_001),
        [{"part_number": 1}],
        "all",
    ],
)
def test_refused_parts(api, parts):
    parent = {"id": api.matter(), "type": "Matter"}
    data = {"name": "film.mp4", "parent": parent, "multiparts": parts}
    assert api.post("documents", data).error[:2] == (400, "ArgumentError")


def test_too_small_a_part_is_refused_at_the_end(begin, done):
    id, version = begin(b"small", b"end")
    for part, content in zip(version["multiparts"], (b"small", b"end"), strict=True):
        assert send(part, content).status == 200
    assert done(id, version).error[1] == "EntityTooSmall"
