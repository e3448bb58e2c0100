"""One matter into Clio: everything is there once, and nothing is sent twice."""

import pytest

from integrations.domain import mappings
from integrations.domain.links import choose_contact, make_new_contact, send_again
from integrations.domain.resuming import resume
from integrations.models import CaseTypeMapping, Connection, Link, PracticeArea, Sync
from integrations.queue import enqueue
from matters.models import Client, Matter
from tests.integrations.conftest import sha256, work_off

pytestmark = pytest.mark.django_db(transaction=True)


def api_calls(clio, since):
    return [e for e in clio.ledger(since) if e["path"].startswith("/api/v4")]


def writes(clio, since):
    return [(e["method"], e["path"]) for e in clio.ledger(since) if e["method"] != "GET"]


def ours(clio):
    """What is in Clio besides its seed: contacts, matters and documents by what people see."""
    store = clio.store()
    contacts = {c["id"]: c for c in store["contacts"] if c["id"] > SEEDED["contacts"]}
    matters = {m["id"]: m for m in store["matters"] if m["id"] > SEEDED["matters"]}
    return contacts, matters, store["documents"]


SEEDED: dict[str, int] = {}


@pytest.fixture(autouse=True)
def seed(clio):
    store = clio.store()
    for noun in ("contacts", "matters"):
        SEEDED[noun] = max(row["id"] for row in store[noun])


def family_law(clio):
    return next(a["id"] for a in clio.store()["practice_areas"] if a["name"] == "Family Law")


def test_first_sync_puts_everything_into_clio(
    clio, connection, matter, file_document, sync_now, lena
):
    contents = {"Passport.pdf": b"%PDF-1.4 passport", "Pay stubs.pdf": b"%PDF-1.4 " + b"x" * 70_000}
    documents = [file_document(matter, name, content) for name, content in contents.items()]
    mark = clio.mark()

    sync = sync_now(matter, by=lena)

    assert (sync.state, sync.reason, sync.sentence) == ("synced", "", "")
    contacts, matters, filed = ours(clio)
    (contact,), (there,) = contacts.values(), matters.values()
    assert contact["name"] == "Maya Ruiz"
    assert [e["address"] for e in contact["email_addresses"]] == ["maya.ruiz@example.com"]
    assert there["description"] == "Ruiz — Divorce"
    assert (there["status"], there["client_id"], there["practice_area_id"]) == (
        "Open",
        contact["id"],
        family_law(clio),
    )
    assert there["client_reference"] == f"CH-{matter.firm.key}-M{matter.pk}"
    assert {d["name"]: d["versions"][-1]["sha256"] for d in filed} == {
        name: sha256(content) for name, content in contents.items()
    }
    assert len(api_calls(clio, mark)) == 5 + 2 * len(documents)
    links = {link.kind: link for link in Link.objects.all()}
    assert {link.state for link in Link.objects.all()} == {"done"}
    assert all(link.verified_at for link in Link.objects.all())
    assert (links["contact"].how, links["matter"].label) == ("created", there["display_number"])
    assert [e.sentence for e in sync.events.all()][:2] == [
        "Created the contact Maya Ruiz.",
        f"Created the matter {there['display_number']}.",
    ]


def test_second_sync_only_looks(clio, connection, matter, file_document, sync_now):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert writes(clio, mark) == []
    assert len(api_calls(clio, mark)) == 2


def test_later_document_is_all_that_is_sent(clio, connection, matter, file_document, sync_now):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    file_document(matter, "Lease.pdf")
    mark = clio.mark()
    sync_now(matter)
    sent = [path for method, path in writes(clio, mark) if method == "POST"]
    assert sent == ["/api/v4/documents.json"]
    assert sorted(d["name"] for d in ours(clio)[2]) == ["Lease.pdf", "Passport.pdf"]


def test_second_matter_of_a_client_makes_no_second_contact(
    clio, connection, matter, sync_now, divorce
):
    sync_now(matter)
    other = Matter.objects.create(
        title="Ruiz — Custody", client=matter.client, case_type=divorce, state="OR"
    )
    mark = clio.mark()
    assert sync_now(other).state == "synced"
    assert len(api_calls(clio, mark)) == 2  # POST matter, GET matter
    contacts, matters, _ = ours(clio)
    assert (len(contacts), len(matters)) == (1, 2)


def test_contact_is_found_by_email_without_regard_to_case(clio, connection, matter, sync_now):
    known = clio.add(
        "contacts",
        type="Person",
        first_name="Maya",
        last_name="Ruiz-Ortega",
        email_addresses=[{"name": "Work", "address": "Maya.Ruiz@EXAMPLE.com"}],
    )
    sync_now(matter)
    link = Link.objects.get(kind="contact")
    assert (link.clio_id, link.how) == (known["id"], "by_email")
    assert len(ours(clio)[0]) == 1


def test_address_that_only_contains_ours_is_another_person(clio, connection, matter, sync_now):
    clio.add(
        "contacts",
        type="Person",
        first_name="Not",
        last_name="Maya",
        email_addresses=[{"name": "Work", "address": "amaya.ruiz@example.com"}],
    )
    sync_now(matter)
    assert Link.objects.get(kind="contact").how == "created"
    assert len(ours(clio)[0]) == 2


def test_several_contacts_are_held_until_staff_choose(clio, connection, matter, sync_now, lena):
    twins = [
        clio.add(
            "contacts",
            type="Person",
            first_name="Maya",
            last_name=name,
            email_addresses=[{"name": "Work", "address": "maya.ruiz@example.com"}],
        )["id"]
        for name in ("Ruiz", "Ruiz (old)")
    ]
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "several_contacts")
    link = Link.objects.get(kind="contact")
    assert [c["id"] for c in link.candidates] == twins
    assert choose_contact(link=link, clio_id=twins[1], matter=matter, by=lena)
    work_off()
    contacts, matters, _ = ours(clio)
    assert set(contacts) == set(twins)
    assert [m["client_id"] for m in matters.values()] == [twins[1]]


@pytest.fixture
def spouse(clio):
    return clio.add(
        "contacts",
        type="Person",
        first_name="Carlos",
        last_name="Ruiz",
        email_addresses=[{"name": "Home", "address": "maya.ruiz@example.com"}],
    )


def test_a_spouse_with_the_same_mailbox_is_not_linked(clio, connection, matter, sync_now, spouse):
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "several_contacts")
    assert str(sync.sentence) == (
        "Carlos Ruiz in Clio has the email of Maya Ruiz. Say whether it is the same person."
    )
    assert set(ours(clio)[0]) == {spouse["id"]}


def test_the_spouse_can_be_chosen_all_the_same(clio, connection, matter, sync_now, spouse, lena):
    sync_now(matter)
    link = Link.objects.get(kind="contact")
    assert choose_contact(link=link, clio_id=spouse["id"], matter=matter, by=lena)
    work_off()
    contacts, matters, _ = ours(clio)
    assert set(contacts) == {spouse["id"]}
    assert [m["client_id"] for m in matters.values()] == [spouse["id"]]


def test_a_new_contact_beside_the_spouse_is_asked_for_once(
    clio, connection, matter, sync_now, spouse, lena, divorce
):
    sync_now(matter)
    link = Link.objects.get(kind="contact")
    assert make_new_contact(link=link, matter=matter, by=lena)
    assert not make_new_contact(link=link, matter=matter, by=lena)
    work_off()
    other = Matter.objects.create(
        title="Ruiz — Custody", client=matter.client, case_type=divorce, state="OR"
    )
    assert sync_now(other).state == "synced"
    contacts, matters, _ = ours(clio)
    (made,) = set(contacts) - {spouse["id"]}
    assert {m["client_id"] for m in matters.values()} == {made}


def test_two_clients_of_one_mailbox_are_two_people(clio, connection, matter, sync_now, divorce):
    """Whichever of them is synced first."""
    sync_now(matter)
    carlos = Client.objects.create(
        first_name="Carlos", last_name="Ruiz", email="maya.ruiz@example.com"
    )
    other = Matter.objects.create(title="Carlos", client=carlos, case_type=divorce, state="OR")
    sync = sync_now(other)
    assert (sync.state, sync.reason) == ("held", "several_contacts")


def test_a_changed_last_name_is_no_hold(clio, connection, matter, sync_now):
    clio.add(
        "contacts",
        type="Person",
        first_name="Maya",
        last_name="Vale",
        email_addresses=[{"name": "Home", "address": "maya.ruiz@example.com"}],
    )
    assert sync_now(matter).state == "synced"
    link = Link.objects.get(kind="contact")
    assert (link.how, link.label) == ("by_email", "Maya Vale")


def test_two_clients_with_one_email_are_one_contact(clio, connection, matter, sync_now, divorce):
    sync_now(matter)
    twin = Client.objects.create(first_name="Maya", last_name="R.", email=" MAYA.ruiz@example.com")
    other = Matter.objects.create(title="Twin", client=twin, case_type=divorce, state="OR")
    assert sync_now(other).state == "synced"
    assert len(ours(clio)[0]) == 1


def test_client_without_email_is_created_each_once(clio, connection, matter, sync_now, maya):
    Client.objects.filter(pk=maya.pk).update(email="")
    assert sync_now(matter).state == "synced"
    assert sync_now(matter).state == "synced"
    assert len(ours(clio)[0]) == 1


def test_matter_without_client_is_held(clio, connection, matter, sync_now):
    Matter.objects.filter(pk=matter.pk).update(client=None)
    mark = clio.mark()
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "needs_client")
    assert "Add one" in sync.sentence
    assert api_calls(clio, mark) == []


def test_unmapped_case_type_is_held_until_mapped(clio, connection, matter, sync_now, mara, divorce):
    CaseTypeMapping.objects.filter(case_type=divorce).delete()
    assert (sync := sync_now(matter)).reason == "unmapped"
    assert sync.state == "held"
    mappings.choose(connection=connection, case_type=divorce, practice_area=None, by=mara)
    work_off()
    newest = Sync.objects.newest_first().first()
    assert (newest.state, newest.trigger) == ("synced", "mended")
    (there,) = ours(clio)[1].values()
    assert there["practice_area_id"] is None


def test_changed_mapping_reaches_clio_with_the_next_sync(
    clio, connection, matter, sync_now, mara, divorce
):
    sync_now(matter)
    estate = PracticeArea.objects.get(name="Estate Planning")
    mappings.choose(connection=connection, case_type=divorce, practice_area=estate, by=mara)
    assert sync_now(matter).state == "synced"
    (there,) = ours(clio)[1].values()
    assert there["practice_area_id"] == estate.clio_id


def test_what_a_person_changed_in_clio_stays(clio, connection, matter, sync_now):
    sync_now(matter)
    (there,) = ours(clio)[1].values()
    clio.change("matters", there["id"], description="Ruiz v. Ruiz")
    sync = sync_now(matter)
    assert sync.state == "synced"
    assert ours(clio)[1][there["id"]]["description"] == "Ruiz v. Ruiz"
    assert [e.sentence for e in sync.events.all()] == [
        "Somebody changed the description in Clio; we left it as it is there."
    ]


def test_deleted_document_is_shown_and_sent_again_only_when_asked(
    clio, connection, matter, file_document, sync_now, lena
):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    link = Link.objects.get(kind="document")
    clio.delete("documents", link.clio_id)
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "deleted")
    assert "“Passport.pdf” was deleted in Clio" in sync.sentence
    link.refresh_from_db()
    assert (link.state, link.reason) == ("parked", "deleted")
    assert sync_now(matter).state == "held"
    assert send_again(link=link, matter=matter, by=lena)
    work_off()
    assert Sync.objects.newest_first().first().state == "synced"
    assert len([d for d in ours(clio)[2] if not d["deleted_at"]]) == 1


@pytest.mark.parametrize("renewed", [True, False])
def test_upload_address_that_ran_out_is_replaced(
    clio, connection, matter, file_document, sync_now, renewed
):
    content = b"%PDF-1.4 late"
    file_document(matter, "Late.pdf", content)
    clio.settings(put_url_renewed=renewed)
    clio.faults("rst_before", match={"origin": "uploads", "method": "PUT"})
    assert sync_now(matter).state == "queued"
    clio.clock(700)
    assert sync_now(matter, by=matter.created_by).state == "synced"
    (document,) = ours(clio)[2]
    complete = [v["sha256"] for v in document["versions"] if v["fully_uploaded"]]
    assert complete == [sha256(content)]


def test_deleted_matter_is_never_recreated_silently(clio, connection, matter, sync_now):
    sync_now(matter)
    (there,) = ours(clio)[1].values()
    clio.delete("matters", there["id"])
    assert (sync := sync_now(matter)).reason == "deleted"
    assert sync.state == "held"
    assert sync_now(matter).state == "held"
    assert ours(clio)[1] == {}


def test_contact_deleted_in_clio_is_made_again_only_when_asked(
    clio, connection, matter, sync_now, divorce, lena
):
    sync_now(matter)
    contact = Link.objects.get(kind="contact")
    clio.delete("contacts", contact.clio_id, purge=True)
    other = Matter.objects.create(title="Two", client=matter.client, case_type=divorce, state="OR")
    sync = sync_now(other)
    assert (sync.state, sync.sentence) == ("held", "The contact Maya Ruiz was deleted in Clio.")
    assert sync_now(other).state == "held"
    contact.refresh_from_db()
    assert send_again(link=contact, matter=other, by=lena)
    work_off()
    assert Sync.objects.newest_first().first().state == "synced"


def test_practice_area_deleted_in_clio_is_named(clio, connection, matter, sync_now, mara, divorce):
    clio.delete("practice_areas", family_law(clio))
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "unmapped")
    assert "“Family Law” is no longer in Clio" in sync.sentence
    assert PracticeArea.objects.get(name="Family Law").gone_at is not None
    area = PracticeArea.objects.get(name="Immigration")
    mappings.choose(connection=connection, case_type=divorce, practice_area=area, by=mara)
    work_off()
    assert Sync.objects.newest_first().first().state == "synced"


def test_one_forbidden_matter_does_not_end_the_connection(clio, connection, matter, sync_now):
    sync_now(matter)
    clio.faults(
        "error",
        status=403,
        type="ForbiddenError",
        message="User is forbidden",
        match={"method": "GET", "path": "matters"},
    )
    sync = sync_now(matter)
    connection.refresh_from_db()
    assert (sync.state, sync.reason, connection.state) == ("held", "forbidden", "connected")


def test_clio_refusing_a_row_is_the_firms_move(clio, connection, matter, sync_now, maya):
    Client.objects.filter(pk=maya.pk).update(first_name="", last_name="")
    sync = sync_now(matter)
    assert sync.state == "held"
    assert sync.sentence == (
        "Clio refused this: At least one of first name or last name must be provided."
        " Correct it here, then press “Sync to Clio”."
    )
    assert Link.objects.get(kind="contact").state == "planned"


def test_revoked_access_waits_for_a_reconnect(clio, connection, matter, sync_now):
    clio.revoke_grants()
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "reconnect")
    connection.refresh_from_db()
    assert connection.state == "lapsed"


def test_expired_token_is_refreshed_once(clio, connection, matter, file_document, sync_now):
    for number in range(3):
        file_document(matter, f"{number}.pdf")
    clio.expire_tokens()
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    asked = [e for e in clio.ledger(mark) if e["path"] == "/oauth/token"]
    assert len(asked) == 1


def test_busy_token_endpoint_is_not_a_dead_connection(clio, connection, matter, sync_now):
    clio.expire_tokens()
    clio.faults("500_before", match={"path": "/oauth/token"})
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("queued", "busy")
    connection.refresh_from_db()
    assert connection.state == "connected"


def test_asked_twice_is_asked_once(clio, connection, matter, lena):
    first = enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)
    second = enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
    assert first.pk == second.pk
    assert (second.trigger, second.requested_by) == ("manual", lena)
    assert Sync.objects.count() == 1


def test_disconnected_firm_holds_and_goes_on_after_connecting(clio, connection, matter, sync_now):
    Connection.objects.update(state="disconnected")
    assert sync_now(matter).reason == "reconnect"
    Connection.objects.update(state="connected")
    resume(reason="reconnect")
    work_off()
    assert Sync.objects.newest_first().first().state == "synced"


def test_the_dashboard_counts_it_at_once(clio, connection, matter, sync_now, signed_in, lena):
    client = signed_in(lena)
    assert "Synced in 30 days" not in client.get("/").content.decode()
    sync_now(matter, by=lena)
    assert "1 matter, verified" in client.get("/").content.decode()
    other = Matter.objects.create(
        title="Berg", client=matter.client, case_type=matter.case_type, state="OR"
    )
    sync_now(other, by=lena)
    assert "2 matters, verified" in client.get("/").content.decode()
