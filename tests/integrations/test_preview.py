"""Look before sending: what a sync would do is shown, and can be changed before it does."""

import re

import pytest
from django.utils import timezone

from intake.models import Intake
from integrations.models import CaseTypeMapping, Link, PracticeArea, Sync
from matters.models import Client
from tests.integrations.conftest import work_off

pytestmark = pytest.mark.django_db(transaction=True)


def words(page):
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(text.split())


@pytest.fixture
def desk(signed_in, lena):
    return signed_in(lena)


@pytest.fixture
def address(matter):
    return f"/matters/{matter.pk}/clio/preview/"


def calls(clio, mark):
    return [(e["method"], e["path"]) for e in clio.ledger(mark) if e["path"].startswith("/api/")]


def maya_in_clio(clio, first="Maya", email="maya.ruiz@example.com"):
    return clio.add(
        "contacts",
        type="Person",
        first_name=first,
        last_name="Ruiz",
        email_addresses=[{"name": "Work", "address": email, "default_email": True}],
        phone_numbers=[{"name": "Work", "number": "503-555-7000", "default_number": True}],
    )


def test_first_look_tells_all_and_sends_nothing(
    clio, connection, desk, matter, address, file_document
):
    file_document(matter, "Passport.pdf", b"x" * 2048)
    before, mark = clio.store(), clio.mark()
    shown = words(desk.get(address))
    assert clio.store() == before
    assert calls(clio, mark) == [("GET", "/api/v4/contacts.json")]
    for said in (
        "No contact in Clio has the email maya.ruiz@example.com, so a new one is made.",
        "A new matter", "Ruiz — Divorce", "Family Law", "Open", "Passport.pdf", "2 KB",
        "7 calls to Clio, a few seconds.",
    ):  # fmt: skip
        assert said in shown, (said, shown)
    assert not Sync.objects.exists()


def test_a_summary_that_is_being_made_goes_along(clio, connection, desk, matter, address):
    """The look renders nothing; the sync that follows makes it before it sends anything."""
    Intake.objects.create(
        matter=matter, status="approved", approved_at=timezone.now(), summary_due=True
    )
    shown = words(desk.get(address))
    assert "Intake summary - Ruiz.pdf Being made; it goes along" in shown
    assert "7 calls to Clio" in shown
    assert not matter.documents.exists()
    desk.post(address, {"documents": ""})
    work_off()
    assert Sync.objects.get().state == "synced"
    summary = matter.documents.get(kind="summary")
    assert Link.objects.get(document=summary).is_done


def test_found_contact_is_shown_and_not_looked_up_again(
    clio, connection, desk, matter, address, file_document
):
    there = maya_in_clio(clio)
    file_document(matter, "Passport.pdf")
    shown = words(desk.get(address))
    assert "The same email, and the first name agrees." in shown
    assert "Maya Ruiz · maya.ruiz@example.com · 503-555-7000" in shown
    mark = clio.mark()
    assert desk.post(address, {"contact": there["id"]}).url == f"/matters/{matter.pk}/"
    work_off()
    sync = Sync.objects.get()
    assert (sync.state, sync.trigger) == ("synced", "manual")
    assert ("GET", "/api/v4/contacts.json") not in calls(clio, mark)
    assert Link.objects.get(kind="contact").clio_id == there["id"]


def test_nobody_found_is_asked_again_before_one_is_made(clio, connection, desk, matter, address):
    """Somebody may have added them in Clio while the page was read."""
    desk.get(address)
    there = maya_in_clio(clio)
    desk.post(address)
    work_off()
    assert Link.objects.get(kind="contact").clio_id == there["id"]


def test_old_look_is_not_believed(clio, connection, desk, matter, address):
    maya_in_clio(clio)
    desk.get(address)
    link = Link.objects.get(kind="contact")
    link.seen["at"] = "2020-01-01T00:00:00+00:00"
    link.save()
    mark = clio.mark()
    desk.post(address)
    work_off()
    assert ("GET", "/api/v4/contacts.json") in calls(clio, mark)


def test_new_contact_instead_of_the_one_found(clio, connection, desk, matter, address):
    there = maya_in_clio(clio)
    desk.get(address)
    desk.post(address, {"contact": "new"})
    work_off()
    link = Link.objects.get(kind="contact")
    assert (link.how, link.clio_id == there["id"]) == ("created", False)
    assert Sync.objects.newest().get().state == "synced"


@pytest.mark.parametrize("choice", ["choose", "999999999", "1x"])
def test_another_first_name_has_to_be_decided(clio, connection, desk, matter, address, choice):
    maya_in_clio(clio, first="Diego")
    assert "The same email, but another first name." in words(desk.get(address))
    answer = desk.post(address, {"contact": choice}, follow=True)
    assert answer.status_code in {200, 404}
    if answer.status_code == 200:
        assert "Choose one of the contacts, or a new one." in words(answer)
    assert not Sync.objects.exists()


def test_one_of_several_is_chosen(clio, connection, desk, matter, address):
    first, second = maya_in_clio(clio), maya_in_clio(clio)
    assert "Several contacts in Clio have this email. Choose one." in words(desk.get(address))
    desk.post(address, {"contact": second["id"]})
    work_off()
    link = Link.objects.get(kind="contact")
    assert (link.clio_id, link.how) == (second["id"], "chosen")
    assert first["id"] != second["id"]


def test_document_left_out_is_kept_back_and_sent_later(
    clio, connection, desk, matter, address, file_document, lena
):
    passport, lease = (file_document(matter, f"{name}.pdf") for name in ("Passport", "Lease"))
    desk.post(address, {"documents": ["", passport.pk, lease.pk], "document": [passport.pk]})
    work_off()
    assert Sync.objects.get().state == "synced"
    assert [d["name"] for d in clio.store()["documents"]] == ["Passport.pdf"]
    left = Link.objects.get(document=lease)
    assert (left.is_left_out, left.left_out_by, left.state) == (True, lena, "planned")
    page = words(desk.get(f"/matters/{matter.pk}/"))
    assert "Left out by Lena Ortiz" in page
    assert "more to send" not in page
    assert "Left out by Lena Ortiz" in words(desk.get(address))
    assert "more to send" not in words(desk.get("/matters/"))
    desk.post(f"/matters/{matter.pk}/clio/links/{left.pk}/again/")
    work_off()
    assert sorted(d["name"] for d in clio.store()["documents"]) == ["Lease.pdf", "Passport.pdf"]
    left.refresh_from_db()
    assert (left.state, left.is_left_out) == ("done", False)


def test_document_that_came_meanwhile_is_not_left_out(
    clio, connection, desk, matter, address, file_document
):
    passport = file_document(matter, "Passport.pdf")
    file_document(matter, "Later.pdf")
    desk.post(address, {"documents": ["", passport.pk], "document": [passport.pk]})
    work_off()
    assert len(clio.store()["documents"]) == 2


def test_synced_matter_costs_two_calls_and_skips_what_is_there(
    clio, connection, desk, matter, address, file_document, sync_now
):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    mark = clio.mark()
    shown = words(desk.get(address))
    assert [method for method, _path in calls(clio, mark)] == ["GET", "GET"]
    assert "In Clio already, not sent again" in shown
    assert "Linked already." in shown
    assert "A new matter" not in shown


def test_clio_away_still_offers_the_queue(clio, connection, desk, matter, address):
    clio.faults("503_before", times=None, match={"path": "/api/"})
    shown = words(desk.get(address))
    assert "Clio is busy." in shown
    assert "Put it in the queue" in shown
    desk.post(address)
    assert Sync.objects.get().state == "queued"


def test_lapsed_connection_still_offers_the_queue(connection, desk, matter, address):
    connection.state = "lapsed"
    connection.save()
    assert "Put it in the queue" in words(desk.get(address))


def test_without_a_client_the_way_to_one_is_shown(connection, desk, matter, address):
    matter.client = None
    matter.save()
    page = desk.get(address).content.decode()
    assert f"/matters/{matter.pk}/client/" in page


def test_without_an_email_a_new_contact_is_announced(connection, desk, matter, address):
    Client.objects.update(email="")
    assert "has no email to be found by, so a new contact is made." in words(desk.get(address))


def test_practice_area_is_changed_with_a_way_back(
    connection, signed_in, mara, desk, matter, address
):
    CaseTypeMapping.objects.all().delete()
    assert "A firm admin chooses it" in words(desk.get(address))
    area = PracticeArea.objects.get(name="Family Law")
    form = {"practice_area": area.pk, "next": matter.pk, "to": "preview"}
    admin = signed_in(mara)
    assert "Change the practice area" in words(admin.get(address))
    answer = admin.post(f"/settings/integrations/mappings/{matter.case_type_id}/", form)
    assert answer.url == address
    assert "Family Law" in words(admin.get(address))


def test_unknown_outcome_is_never_overruled_by_a_look(clio, connection, desk, matter, address):
    """What we sent may have landed: the look before sending decides nothing then."""
    maya_in_clio(clio)
    desk.get(address)
    Link.objects.filter(kind="contact").update(state="inflight", attempted_at=timezone.now())
    desk.post(address, {"contact": "new"})
    assert Link.objects.get(kind="contact").how != "chosen"


def test_refused_choice_leaves_no_trace(clio, connection, desk, matter, address):
    maya_in_clio(clio)
    desk.get(address)
    desk.post(address, {"contact": "999999999"})
    link = Link.objects.get(kind="contact")
    assert (link.state, link.candidates) == ("planned", [])


def test_automatic_syncs_ask_nobody(clio, connection, matter, sync_now):
    assert sync_now(matter, trigger=Sync.Trigger.APPROVAL).state == "synced"


def test_panel_leads_there_where_clio_is_connected(connection, desk, matter, address):
    assert f'href="{address}"' in desk.get(f"/matters/{matter.pk}/").content.decode()


def test_unconfirmed_account_is_named_as_such(connection, desk, address):
    connection.state = "unconfirmed"
    connection.save()
    assert "A Clio account waits to be confirmed" in words(desk.get(address))


def test_without_credentials_nothing_is_queued(connection, desk, address, settings):
    settings.CLIO_CLIENT_ID = ""
    answer = desk.post(address, follow=True)
    assert "Clio integration is not configured" in words(answer)
    assert not Sync.objects.exists()
