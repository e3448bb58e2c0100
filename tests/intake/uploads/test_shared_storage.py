"""Several web machines: a file goes on arriving at whichever is asked, where they share storage."""

import pytest
from django.core.cache import cache

from intake.uploads import checks, spool


@pytest.fixture(autouse=True)
def nobody_started_before():
    cache.delete("storage-of-partial-files")
    yield
    cache.delete("storage-of-partial-files")


def told():
    return [one.id for one in checks.files_on_their_way_are_shared()]


def at(monkeypatch, place):
    monkeypatch.setattr(spool, "root", lambda: place)


def test_machines_that_share_their_storage_start_in_silence(monkeypatch, tmp_path):
    at(monkeypatch, tmp_path)
    assert [told(), told()] == [[], []]


def test_a_machine_with_a_storage_of_its_own_says_so(monkeypatch, tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    at(monkeypatch, tmp_path / "one")
    assert told() == []
    at(monkeypatch, tmp_path / "other")
    assert told() == ["intake.W002"]


def test_before_there_is_any_storage_nothing_is_said_or_made(monkeypatch, tmp_path):
    at(monkeypatch, tmp_path / "not-yet")
    assert told() == []
    assert list(tmp_path.iterdir()) == []
