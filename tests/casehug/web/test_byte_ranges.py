"""Byte ranges: what a player asks for is given, and nothing of it is held in memory."""

import io

import pytest
from django.test import RequestFactory

from casehug.web.byte_ranges import ranged

BYTES = bytes(range(100))


def asked(method="get", **headers):
    request = getattr(RequestFactory(), method)("/uploads/1/", headers=headers)
    file = io.BytesIO(BYTES)
    response = ranged(request, file, size=100, content_type="video/mp4", etag="abc")
    return response, response.getvalue(), file


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=90-", 90, 100),
        ("bytes=-5", 95, 100),
        ("bytes=-500", 0, 100),
        ("bytes=50-5000", 50, 100),
        ("bytes=99-99", 99, 100),
    ],
)
def test_a_range_is_given(said, start, end):
    response, body, _ = asked(Range=said)
    assert (response.status_code, body) == (206, BYTES[start:end])
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/100"
    assert response["Content-Length"] == str(end - start)
    assert (response["ETag"], response["Content-Type"]) == ('"abc"', "video/mp4")


@pytest.mark.parametrize(
    "said", ["", "bytes=-", "bytes=9-3", "lines=1-2", "bytes=0-1,5-6", "bytes=x-2", "bytes=1" * 50]
)
def test_what_is_no_single_range_is_answered_whole(said):
    response, body, _ = asked(Range=said)
    assert (response.status_code, body) == (200, BYTES)
    assert response["Accept-Ranges"] == "bytes"
    assert "Content-Range" not in response


@pytest.mark.parametrize("said", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_beyond_the_end_there_is_nothing(said):
    response, body, file = asked(Range=said)
    assert (response.status_code, body, file.closed) == (416, b"", True)
    assert response["Content-Range"] == "bytes */100"


@pytest.mark.parametrize(("tag", "status"), [('"abc"', 206), ('"old"', 200), ('W/"abc"', 200)])
def test_a_range_of_other_bytes_is_answered_whole(tag, status):
    response, _, _ = asked(Range="bytes=5-9", **{"If-Range": tag})
    assert response.status_code == status


def test_head_tells_the_size_alone():
    response, body, file = asked("head", Range="bytes=5-9")
    assert (response.status_code, body, file.closed) == (200, b"", True)
    assert response["Content-Length"] == "100"


def test_the_file_is_closed_wherever_its_reader_stopped():
    response, _, file = asked(Range="bytes=5-9")
    response.close()
    assert file.closed
