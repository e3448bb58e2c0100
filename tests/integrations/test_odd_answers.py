"""Answers Clio's contract does not promise: nothing is made twice, nothing is tried for ever."""

import time
from datetime import timedelta

import pytest
import responses

from integrations.clio import oauth
from integrations.clio.retry_after import retry_after
from integrations.domain import mappings
from integrations.domain.links import send_again
from integrations.errors import TryLater
from integrations.models import Link, PracticeArea, Sync
from integrations.regions import REGIONS
from tests.integrations.conftest import work_off
from tests.integrations.test_push import ours, writes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def seeded(clio):
    from tests.integrations.test_push import SEEDED  # noqa: PLC0415

    store = clio.store()
    SEEDED.update({noun: max(row["id"] for row in store[noun]) for noun in ("contacts", "matters")})


def pressed(sync_now, matter, lena, until, times=6):
    """Somebody presses the button again, with time enough in between for what may still land."""
    for _ in range(times):
        if (sync := sync_now(matter, by=lena)).state == until:
            return sync
        time.sleep(0.35)
        Sync.objects.filter(state="queued").update(not_before=sync.requested_at)
    raise AssertionError((sync.state, sync.reason, sync.sentence))


@pytest.mark.parametrize("noun", ["contacts", "matters", "documents"])
@pytest.mark.parametrize("kind", ["no_id", "null_data", "list_data", "text_id", "empty", "garbage"])
def test_an_answer_without_its_row_is_no_proof_that_nothing_was_made(
    clio, connection, matter, file_document, sync_now, lena, noun, kind
):
    file_document(matter, "Passport.pdf")
    clio.faults(kind, match={"method": "POST", "path": noun})
    sync = sync_now(matter, by=lena)
    assert (sync.state, sync.reason) == ("queued", "unknown")
    pressed(sync_now, matter, lena, "synced")
    assert [len(rows) for rows in ours(clio)] == [1, 1, 1]


def test_a_cleared_practice_area_is_cleared_in_clio(
    clio, connection, matter, sync_now, mara, divorce
):
    sync_now(matter)
    mappings.choose(connection=connection, case_type=divorce, practice_area=None, by=mara)
    assert sync_now(matter).state == "synced"
    (there,) = ours(clio)[1].values()
    assert there["practice_area_id"] is None
    mark = clio.mark()
    sync = sync_now(matter)
    assert [event.sentence for event in sync.events.all()] == []
    assert writes(clio, mark) == []
    estate = PracticeArea.objects.get(name="Estate Planning")
    mappings.choose(connection=connection, case_type=divorce, practice_area=estate, by=mara)
    sync_now(matter)
    (there,) = ours(clio)[1].values()
    assert there["practice_area_id"] == estate.clio_id


@pytest.mark.parametrize("noun", ["contacts", "matters", "documents"])
def test_a_long_refusal_code_is_held(clio, connection, matter, file_document, sync_now, noun):
    file_document(matter, "Passport.pdf")
    about = {"status": 422, "type": "ThisRecordIsInvalidForManyReasons", "message": "No."}
    clio.faults("error", times=None, match={"method": "POST", "path": noun}, **about)
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "refused")
    assert "Clio refused this: No." in sync.sentence


@pytest.mark.parametrize("status", [400, 403, 404, 411, 413])
def test_a_file_store_that_refuses_is_not_asked_for_ever(
    clio, connection, matter, file_document, sync_now, lena, status
):
    file_document(matter, "Passport.pdf")
    clio.faults("error", times=None, status=status, match={"origin": "uploads", "method": "PUT"})
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "refused")
    assert "file store refused" in sync.sentence
    clio.no_faults()
    assert send_again(link=Link.objects.get(kind="document"), matter=matter, by=lena)
    work_off()
    assert Sync.objects.get(is_newest=True).state == "synced"
    (filed,) = [one for one in ours(clio)[2] if one["fully_uploaded"]]
    assert filed["name"] == "Passport.pdf"


DATE = "Wed, 21 Oct 2015 07:28:00 GMT"
ODD_WAITS = {
    "nan": 60,
    "inf": 300,
    "-inf": 0.05,
    "-5": 0.05,
    "1e400": 300,
    "99999999999": 300,
    DATE: 0.05,
    "Wed, 21 Oct 2915 07:28:00 GMT": 300,
    "": 60,
    "soon": 60,
    "2": 2,
}


@pytest.mark.parametrize(("value", "seconds"), ODD_WAITS.items())
def test_retry_after_is_read_with_care(value, seconds):
    assert retry_after(value) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["nan", "inf", "-1", DATE, "1e99"])
def test_a_sync_survives_any_retry_after(clio, connection, matter, sync_now, value):
    clio.faults("429", retry_after=value, match={"path": "contacts"})
    sync = sync_now(matter)
    assert (sync.state, sync.reason) in {("queued", "throttled"), ("synced", "")}


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_of_the_token_endpoint_is_kept(settings, status):
    settings.CLIO_BASE_URL = ""
    with responses.RequestsMock() as clio:
        address = "https://app.clio.com/oauth/token"
        clio.post(address, body="", status=status, headers={"Retry-After": "41"})
        with pytest.raises(TryLater) as refused:
            oauth.refreshed(REGIONS["us"], "refresh")
    assert refused.value.wait == timedelta(seconds=41)


@pytest.mark.parametrize("life", ["nan", "inf", "-4", "soon", None, 0, 1e400])
def test_any_life_of_a_token_is_understood(life):
    assert oauth._token({"access_token": "a", "expires_in": life}, refresh="r").expires_at


def test_documents_of_a_matter_sent_again_are_filed_again(
    clio, connection, matter, file_document, sync_now, lena
):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    (there,) = ours(clio)[1].values()
    clio.delete("matters", there["id"])
    assert sync_now(matter).reason == "deleted"
    assert send_again(link=Link.objects.get(kind="matter"), matter=matter, by=lena)
    paper = Link.objects.get(kind="document")
    # Which one it stands for is kept: restored in Clio, that one is used again.
    assert (paper.state, set(paper.pushed), paper.verified_at) == ("planned", {"instead_of"}, None)
    work_off()
    sync = Sync.objects.get(is_newest=True)
    assert sync.state == "synced"
    assert "Filed “Passport.pdf”." in [event.sentence for event in sync.events.all()]
    assert len([one for one in ours(clio)[2] if not one["deleted_at"]]) == 1
