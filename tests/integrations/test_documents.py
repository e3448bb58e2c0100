"""Documents on their way: nothing is sent in vain, nothing of ours is left half done in Clio."""

from pathlib import Path

import pytest

from casehug.files.storage import private_files
from integrations.domain.links import send_again
from integrations.models import Link, Sync
from tests.integrations.conftest import work_off
from tests.integrations.test_push import api_calls, ours, seed  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db(transaction=True)


def on_disk(document):
    return private_files().path(document.file)


def uploads(clio, since):
    return [one for one in clio.ledger(since) if one["origin"] == "uploads"]


@pytest.mark.parametrize("spoil", ["truncated", "changed", "gone"])
def test_a_file_that_is_not_whole_here_leaves_nothing_there(
    clio, connection, matter, file_document, sync_now, lena, spoil
):
    content = b"%PDF-1.4 " + b"x" * 5000
    document = file_document(matter, "Passport.pdf", content)
    path = on_disk(document)
    file = Path(path)
    file.chmod(0o600)
    if spoil == "gone":
        file.unlink()
    else:
        file.write_bytes(content[:-100] if spoil == "truncated" else content[:-1] + b"y")
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "lost")
    assert "on our side" in sync.sentence
    assert ours(clio)[2] == []
    file.write_bytes(content)
    assert send_again(link=Link.objects.get(kind="document"), matter=matter, by=lena)
    work_off()
    assert Sync.objects.get(is_newest=True).state == "synced"
    assert len(ours(clio)[2]) == 1


def test_bytes_are_not_sent_again_because_clio_would_not_mark_them(
    clio, connection, matter, file_document, sync_now, lena
):
    file_document(matter, "Passport.pdf")
    clio.faults("500_before", match={"method": "PATCH", "path": "documents"})
    mark = clio.mark()
    assert sync_now(matter, by=lena).state == "queued"
    assert sync_now(matter, by=lena).state == "synced"
    assert len(uploads(clio, mark)) == 1


def test_all_that_were_deleted_are_named(clio, connection, matter, file_document, sync_now, lena):
    for name in ("Passport.pdf", "Lease.pdf"):
        file_document(matter, name)
    sync_now(matter)
    for link in Link.objects.filter(kind="document"):
        clio.delete("documents", link.clio_id)
    for _ in range(2):
        sync = sync_now(matter)
        assert (sync.state, sync.reason) == ("held", "deleted")
        assert "“Passport.pdf”, “Lease.pdf”" in sync.sentence


def test_a_document_taken_out_of_the_trash_is_noticed(
    clio, connection, matter, file_document, sync_now
):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    link = Link.objects.get(kind="document")
    clio.delete("documents", link.clio_id)
    assert sync_now(matter).reason == "deleted"
    clio.change("documents", link.clio_id, restore=True)
    assert sync_now(matter).state == "synced"
    link.refresh_from_db()
    assert (link.state, link.reason) == ("done", "")
    assert len(ours(clio)[2]) == 1


def test_attempts_are_counted_anew_after_progress(
    clio, connection, matter, file_document, sync_now, lena
):
    for number in range(3):
        file_document(matter, f"{number}.pdf")
    clio.faults("500_before", times=3, match={"method": "GET", "path": "contacts"})
    for _ in range(3):
        sync_now(matter, by=lena)
    assert Sync.objects.get().attempts == 3
    clio.faults("500_before", match={"method": "PATCH", "path": "documents"})
    sync_now(matter, by=lena)
    assert Sync.objects.get().attempts == 1


def spent(clio, sync_now, matter, lena):
    """Calls until it is synced, pressing the button whenever it may go on."""
    mark = clio.mark()
    for _ in range(40):
        sync = sync_now(matter, by=lena)
        if sync.state == "synced":
            return len(api_calls(clio, mark))
        if sync.reason == "unknown":
            clio.until(lambda _store, pk=sync.pk: is_ripe(pk))
    raise AssertionError((sync.state, sync.reason, sync.sentence))


def is_ripe(pk):
    return Sync.objects.due().filter(pk=pk).exists()


def test_a_sync_of_many_documents_costs_what_it_must(
    clio, connection, matter, file_document, sync_now, lena
):
    clio.settings(budget=10_000)
    for number in range(12):
        file_document(matter, f"{number}.pdf")
    assert spent(clio, sync_now, matter, lena) <= 1.1 * (5 + 2 * 12)


@pytest.mark.parametrize("seed_of_faults", [1, 2, 3])
def test_one_fault_in_ten_costs_less_than_twice(
    clio, connection, matter, file_document, sync_now, lena, settings, seed_of_faults
):
    settings.CLIO_RATE_LIMIT = 10_000
    clio.settings(budget=10_000)
    for number in range(12):
        file_document(matter, f"{number}.pdf")
    for place, kind in enumerate(("500_before", "500_after")):
        clio.faults(
            kind, times=None, probability=0.05, seed=10 * seed_of_faults + place,
            match={"path": "/api/v4"},
        )  # fmt: skip
    assert spent(clio, sync_now, matter, lena) <= 2 * (5 + 2 * 12)
    assert len(ours(clio)[2]) == 12
