"""Files of 100 MB and more go to Clio in parts; here a large file is one of three small parts."""

import hashlib
import tracemalloc

import pytest

from integrations.clio.push import parts
from integrations.models import Link
from tests.integrations.test_documents import on_disk, uploads
from tests.integrations.test_push import api_calls, ours, seed  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 1024 * 1024
PART = 5 * MEGABYTE
FILM = hashlib.shake_256(b"film").digest(2 * PART + 700_000)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "LARGE", PART)
    monkeypatch.setattr(parts, "SIZE", PART)


@pytest.fixture
def film(connection, matter, file_document):
    return file_document(matter, "Scene.mp4", FILM)


def bytes_in(clio):
    (document,) = ours(clio)[2]
    return [one["sha256"] for one in document["versions"] if one["fully_uploaded"]]


def parts_sent(clio, since):
    """Of each PUT the part's number, and whether it was taken."""
    return [
        (int(one["query"].partition("partNumber=")[2].partition("&")[0]), one["status"])
        for one in uploads(clio, since)
    ]


def test_it_goes_in_parts_of_one_request(clio, film, matter, sync_now):
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert bytes_in(clio) == [film.sha256]
    assert parts_sent(clio, mark) == [(1, 200), (2, 200), (3, 200)]
    calls = [(one["method"], one["path"].rpartition("/")[2]) for one in api_calls(clio, mark)]
    assert [method for method, path in calls if "document" in path or path[:1] == "2"] == [
        "POST",
        "PATCH",
        "GET",
    ]
    assert Link.objects.get(kind="document").pushed == {"size": film.size, "sha256": film.sha256}


def test_a_small_file_goes_as_before(clio, connection, matter, file_document, sync_now):
    file_document(matter, "Passport.pdf", b"%PDF-1.4 " + b"x" * 1000)
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert ["partNumber" in one["query"] for one in uploads(clio, mark)] == [False]


@pytest.mark.parametrize("fault", ["rst_before", "rst_after", "500_before", "500_after"])
def test_what_is_there_is_not_sent_again(clio, film, matter, sync_now, lena, fault):
    clio.faults(fault, match={"origin": "uploads", "path": "Scene"}, skip=1)
    mark = clio.mark()
    assert sync_now(matter).state == "queued"
    assert sync_now(matter, by=lena).state == "synced"
    assert bytes_in(clio) == [film.sha256]
    assert [number for number, _ in parts_sent(clio, mark)] == [1, 2, 2, 3]


def test_addresses_that_ran_out_are_asked_for_again(clio, film, matter, sync_now, lena):
    clio.faults("500_before", match={"origin": "uploads"}, skip=1)
    assert sync_now(matter).state == "queued"
    clio.clock(9 * 3600)
    mark = clio.mark()
    assert sync_now(matter, by=lena).state == "synced"
    assert bytes_in(clio) == [film.sha256]
    assert parts_sent(clio, mark) == [(2, 200), (3, 200)]


def test_addresses_that_run_out_on_the_way(clio, film, matter, sync_now, lena):
    clio.faults("error", status=403, match={"origin": "uploads"}, skip=1)
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert bytes_in(clio) == [film.sha256]
    assert [number for number, _ in parts_sent(clio, mark)] == [1, 2, 2, 3]


def test_a_store_that_refuses_is_not_asked_for_ever(clio, film, matter, sync_now):
    clio.faults("error", status=403, times=None, match={"origin": "uploads"})
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "refused")
    assert "file store refused this file" in sync.sentence


def test_parts_the_store_lost_are_sent_again(clio, film, matter, sync_now, lena):
    clio.faults("500_before", match={"method": "PATCH", "path": "documents"})
    assert sync_now(matter).state == "queued"
    for blob in (clio.store_dir / "blobs").iterdir():
        blob.unlink()
    assert sync_now(matter, by=lena).state == "synced"
    assert bytes_in(clio) == [film.sha256]


def test_a_version_that_takes_no_more_parts_is_replaced(clio, film, matter, sync_now, lena):
    clio.faults("500_before", match={"origin": "uploads"}, skip=1)
    assert sync_now(matter).state == "queued"
    clio.faults("error", status=422, match={"method": "PATCH", "path": "documents"})
    assert sync_now(matter, by=lena).state == "synced"
    assert bytes_in(clio) == [film.sha256]
    assert len(ours(clio)[2]) == 1


def test_more_parts_than_one_request_may_name(clio, film, matter, sync_now, monkeypatch):
    monkeypatch.setattr(parts, "AT_ONCE", 2)
    assert sync_now(matter).state == "synced"
    assert bytes_in(clio) == [film.sha256]


@pytest.mark.parametrize("spoil", ["changed", "truncated"])
def test_a_file_that_changed_on_our_side_is_held(clio, film, matter, sync_now, lena, spoil):
    clio.faults("500_before", match={"origin": "uploads"}, skip=1)
    assert sync_now(matter).state == "queued"
    path = on_disk(film)
    with open(path, "r+b") as file:  # noqa: PTH123 - in place
        if spoil == "truncated":
            file.truncate(PART)
        file.seek(PART + 5)
        file.write(b"other")
    sync = sync_now(matter, by=lena)
    assert (sync.state, sync.reason) == ("held", "lost")
    assert bytes_in(clio) == []


def test_it_is_never_whole_in_memory(clio, film, matter, sync_now):
    tracemalloc.start()
    sync_now(matter)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MEGABYTE
    assert bytes_in(clio) == [film.sha256]
