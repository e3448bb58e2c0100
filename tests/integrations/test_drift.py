"""Drift: what people changed in Clio of linked records is shown beside ours, and decided on."""

import pytest

from casehug.models import AuditEntry
from integrations.clio.pull import rounds
from integrations.domain import differences
from integrations.models import CaseTypeMapping, Difference, Link, Poll, PracticeArea, Sync
from matters.domain.matters import change_matter
from matters.models import Client, Matter
from tests.integrations.conftest import work_off
from tests.integrations.polling import calls, look
from tests.markup import flat

pytestmark = pytest.mark.django_db(transaction=True)

GONE = "deleted"
PAGE = "/settings/integrations/differences/"


@pytest.fixture
def synced(clio, connection, matter, sync_now, file_document):
    """Contact, matter and a document in Clio, and one look taken since; the links by kind."""
    clio.settings(budget=10_000)
    file_document(matter, "Passport.pdf")
    assert sync_now(matter).state == "synced"
    look()
    assert not Difference.objects.exists()
    return {link.kind: link for link in Link.objects.all()}


def found():
    rows = Difference.objects.order_by("pk")
    return [(one.kind, one.state, GONE if one.kind == GONE else one.theirs) for one in rows]


def in_clio(clio, link):
    noun = f"{link.kind}s"
    return next((row for row in clio.store()[noun] if row["id"] == link.clio_id), None)


def writes(clio, mark):
    return [e for e in clio.ledger(mark) if e["method"] in {"POST", "PATCH", "PUT", "DELETE"}]


def decide(decision, by, kind=None):
    row = Difference.objects.open().get(**({"kind": kind} if kind else {}))
    return differences.decide(difference=row, decision=decision, by=by)


def email_row(clio, link, address):
    row = in_clio(clio, link)["email_addresses"][0]
    return [{"id": row["id"], "address": address}]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("matter", {"description": "Ruiz v. Ruiz"}),
        ("contact", {"first_name": "Maria", "name": "Maria Ruiz"}),
    ],
)
def test_list_of_matters_says_so_until_it_is_decided(clio, synced, signed_in, lena, kind, change):
    def shown():
        return flat(signed_in(lena).get("/matters/").content.decode())

    assert "Synced, verified" in shown()
    clio.change(f"{kind}s", synced[kind].clio_id, **change)
    look()
    assert "Changed in Clio" in shown()
    assert "Synced, verified" not in shown()
    decide("forget", lena)
    assert "Synced, verified" in shown()


# --- Found, and over by itself -------------------------------------------------------------------


def test_matter_renamed_in_clio_is_found_once(clio, matter, synced):
    clio.change("matters", synced["matter"].clio_id, description="Ruiz v. Ruiz")
    look()
    look()
    assert found() == [("description", "open", "Ruiz v. Ruiz")]
    matter.refresh_from_db()
    assert matter.title == "Ruiz — Divorce"
    clio.change("matters", synced["matter"].clio_id, description="Ruiz — Divorce")
    look()
    assert found() == [("description", "settled", "Ruiz v. Ruiz")]


def test_renamed_again_before_anybody_decided_is_one_difference(clio, matter, synced):
    for name in ("Ruiz v. Ruiz", "In re Ruiz"):
        clio.change("matters", synced["matter"].clio_id, description=name)
        look()
    assert found() == [("description", "open", "In re Ruiz")]


def test_our_own_change_is_no_difference(clio, matter, synced, lena, sync_now):
    change_matter(matter=matter, by=lena, title="Ruiz, Maya — Divorce")
    look()
    assert found() == []
    sync_now(matter)
    look()
    assert found() == []


def test_client_reference_that_was_changed_is_found(clio, synced, mara):
    clio.change("matters", synced["matter"].clio_id, client_reference="2026/17")
    look()
    assert found() == [("client_reference", "open", "2026/17")]
    decide("keep", mara)
    work_off()
    mark = Link.objects.get(kind="matter").marker(synced["matter"].firm)
    assert in_clio(clio, synced["matter"])["client_reference"] == mark
    look()
    assert found() == [("client_reference", "kept", "2026/17")]


def test_practice_area_changed_in_clio_is_found(clio, synced, mara):
    other = clio.add("practice_areas", name="Other")
    clio.change("matters", synced["matter"].clio_id, practice_area={"id": other["id"]})
    look()
    assert found() == [("practice_area", "open", other["id"])]
    decide("forget", mara)
    look()
    assert found() == [("practice_area", "forgotten", other["id"])]


def test_matter_moved_to_another_client_is_found(clio, matter, synced, mara, sync_now):
    other = clio.add("contacts", type="Person", first_name="Luis", last_name="Ruiz")
    clio.change("matters", synced["matter"].clio_id, client={"id": other["id"]})
    look()
    assert found() == [("client", "open", other["id"])]
    decide("take", mara)
    assert sync_now(matter).state == "synced"
    look()
    assert in_clio(clio, synced["matter"])["client_id"] == other["id"]
    assert found() == [("client", "taken", other["id"])]


def test_moved_matter_is_moved_back(clio, matter, synced, mara):
    other = clio.add("contacts", type="Person", first_name="Luis", last_name="Ruiz")
    clio.change("matters", synced["matter"].clio_id, client={"id": other["id"]})
    look()
    decide("keep", mara)
    work_off()
    assert in_clio(clio, synced["matter"])["client_id"] == synced["contact"].clio_id
    look()
    assert found() == [("client", "kept", other["id"])]


CONTACT = [
    ("name", {"first_name": "Maya", "last_name": "Stone"}, ["Maya", "Stone"], "Maya Stone"),
    ("email", "email", "maya@stone.example", "maya@stone.example"),
    ("phone", "phone", "(503) 555-0100", "(503) 555-0100"),
]


def changed_contact(clio, link, change):
    if change == "email":
        change = {"email_addresses": email_row(clio, link, "maya@stone.example")}
    elif change == "phone":
        row = in_clio(clio, link)["phone_numbers"][0]
        change = {"phone_numbers": [{"id": row["id"], "number": "(503) 555-0100"}]}
    clio.change("contacts", link.clio_id, **change)


def person(row):
    emails = [(one["address"], one["name"], one["primary"]) for one in row["email_addresses"]]
    phones = [(one["number"], one["name"], one["primary"]) for one in row["phone_numbers"]]
    return row["name"], row["first_name"], row["last_name"], emails, phones


def held(maya):
    row = Client.objects.get(pk=maya.pk)
    return {"name": row.name, "email": row.email, "phone": row.phone}


@pytest.mark.parametrize(("kind", "change", "theirs", "said"), CONTACT)
def test_changed_contact_is_taken_over(clio, maya, synced, lena, kind, change, theirs, said):
    before = held(maya)
    changed_contact(clio, synced["contact"], change)
    look()
    assert found() == [(kind, "open", theirs)]
    assert held(maya) == before
    assert decide("take", lena)
    assert held(maya) == {**before, kind: said}
    look()
    assert found() == [(kind, "taken", theirs)]
    entry = AuditEntry.objects.get(verb="difference.taken")
    assert (entry.actor_id, entry.detail) == (lena.user_id, {"kind": kind})


@pytest.mark.parametrize(("kind", "change", "theirs", "said"), CONTACT)
def test_ours_is_sent_over_a_changed_contact(clio, maya, synced, lena, kind, change, theirs, said):
    row = in_clio(clio, synced["contact"])
    changed_contact(clio, synced["contact"], change)
    look()
    assert decide("keep", lena)
    look()  # Before the sync went.
    work_off()
    there = in_clio(clio, synced["contact"])
    assert person(there) == person(row)
    look()
    assert found() == [(kind, "kept", theirs)]
    mark = clio.mark()
    assert Sync.objects.newest().get().state == "synced"
    work_off()
    assert writes(clio, mark) == []


@pytest.mark.parametrize(("kind", "change", "theirs", "said"), CONTACT)
def test_left_as_it_is_nobody_is_asked_again(clio, synced, lena, kind, change, theirs, said):
    changed_contact(clio, synced["contact"], change)
    look()
    decide("forget", lena)
    look()
    assert found() == [(kind, "forgotten", theirs)]


def test_contact_that_was_found_and_linked_is_as_it_was(clio, connection, matter, maya, sync_now):
    """Found by email under another last name, with another phone: that is no change."""
    emails = [{"name": "Work", "address": maya.email}]
    phones = [{"name": "Work", "number": "555-0000"}]
    person = {"type": "Person", "first_name": "Maya", "last_name": "Stone"}
    made = clio.add("contacts", **person, email_addresses=emails, phone_numbers=phones)
    assert sync_now(matter).state == "synced"
    look()
    assert found() == []
    clio.change("contacts", made["id"], last_name="Stone-Ruiz")
    look()
    assert found() == [("name", "open", ["Maya", "Stone-Ruiz"])]


def test_another_email_beside_ours_is_no_difference(clio, synced):
    row = in_clio(clio, synced["contact"])["email_addresses"][0]
    both = [{"id": row["id"], "default_email": False}, {"name": "Work", "address": "a@b.example"}]
    clio.change("contacts", synced["contact"].clio_id, email_addresses=both)
    look()
    assert found() == []


def test_email_that_is_none_is_refused_in_words(clio, synced, lena, signed_in, matter, maya):
    changed_contact(clio, synced["contact"], "email")
    look()
    Difference.objects.update(theirs="not an address")
    one = Difference.objects.open().get()
    url = f"/matters/{matter.pk}/clio/differences/{one.pk}/"
    page = signed_in(lena).post(url, {"decision": "take"}, follow=True).content.decode()
    assert "Clio’s value cannot be kept here." in page
    assert held(maya)["email"] == "maya.ruiz@example.com"
    assert Difference.objects.get().state == "open"


# --- Deleted -------------------------------------------------------------------------------------


def test_deleted_matter_is_found_and_sent_again(clio, matter, synced, mara):
    clio.delete("matters", synced["matter"].clio_id)
    look()
    assert found() == [("deleted", "open", GONE)]
    link = Link.objects.get(kind="matter")
    assert (link.state, link.reason) == ("parked", "deleted")
    assert decide("again", mara)
    work_off()
    again = Link.objects.get(kind="matter")
    assert in_clio(clio, again) is not None
    assert again.clio_id != synced["matter"].clio_id
    assert found() == [("deleted", "again", GONE)]
    papers = [row for row in clio.store()["documents"] if row["matter_id"] == again.clio_id]
    assert len(papers) == 1
    look()
    assert found() == [("deleted", "again", GONE)]


def test_deleted_contact_is_found_and_sent_again(clio, matter, synced, mara):
    clio.delete("matters", synced["matter"].clio_id)
    clio.delete("contacts", synced["contact"].clio_id)
    look()
    assert sorted(found()) == [("deleted", "open", GONE)] * 2
    contact = Difference.objects.get(link__kind="contact")
    assert differences.decide(difference=contact, decision="again", by=mara)
    work_off()
    assert in_clio(clio, Link.objects.get(kind="contact")) is not None


def test_deleted_document_is_found_and_sent_again(clio, matter, synced, mara):
    clio.delete("documents", synced["document"].clio_id)
    look()
    assert found() == [("deleted", "open", GONE)]
    assert decide("again", mara)
    work_off()
    live = [row for row in clio.store()["documents"] if not row["deleted_at"]]
    assert len(live) == 1


@pytest.mark.parametrize("noun", ["documents", "matters", "contacts"])
def test_gone_on_purpose_is_not_asked_about_again(clio, synced, mara, noun):
    if noun == "contacts":
        other = clio.add("contacts", type="Person", first_name="Luis", last_name="Ruiz")
        clio.change("matters", synced["matter"].clio_id, client={"id": other["id"]})
        look()
        decide("take", mara)
        Difference.objects.all().delete()
    clio.delete(noun, synced[noun.removesuffix("s")].clio_id)
    look()
    decide("forget", mara)
    look()
    assert found() == [("deleted", "forgotten", GONE)]


@pytest.mark.parametrize("noun", ["matters", "documents"])
def test_restored_in_clio_is_as_it_was(clio, matter, synced, noun):
    kind = noun.removesuffix("s")
    clio.delete(noun, synced[kind].clio_id)
    look()
    assert found() == [("deleted", "open", GONE)]
    assert Link.objects.get(kind=kind).reason == "deleted"
    clio.restore(noun, synced[kind].clio_id)
    look()
    assert found() == [("deleted", "settled", GONE)]
    link = Link.objects.get(kind=kind)
    assert (link.state, link.reason, link.clio_id) == ("done", "", synced[kind].clio_id)


def test_merged_contact_is_shown_and_followed_by_the_next_sync(
    clio, matter, synced, sync_now, signed_in, lena
):
    other = clio.add("contacts", type="Person", first_name="Maya", last_name="Ruiz-Stone")
    clio.merge(synced["contact"].clio_id, into=other["id"])
    look()
    assert sorted(found()) == [("client", "open", other["id"]), ("deleted", "open", GONE)]
    page = flat(signed_in(lena).get(f"/matters/{matter.pk}/").content.decode())
    assert "Deleted in Clio" in page
    assert "Link or send again" in page
    assert sync_now(matter).state == "synced"
    assert Link.objects.get(kind="contact").clio_id == other["id"]
    look()
    states = {kind: state for kind, state, _theirs in found()}
    assert (states["client"], states["deleted"]) == ("settled", "settled")
    assert states.keys() - {"client", "deleted"} == {"name"}  # It has another name, in truth.


def test_merged_contact_is_linked_again_in_one_press(clio, matter, synced, lena):
    other = clio.add("contacts", type="Person", first_name="Maya", last_name="Ruiz-Stone")
    clio.merge(synced["contact"].clio_id, into=other["id"])
    before = len(clio.store()["contacts"])
    look()
    assert decide("again", lena, "deleted")
    work_off()
    assert Link.objects.get(kind="contact").clio_id == other["id"]
    assert len(clio.store()["contacts"]) == before
    look()
    assert not Difference.objects.open().exists()


def test_contact_that_may_not_be_seen_is_not_deleted(clio, matter, synced, monkeypatch):
    """A list leaves out what this person may not see."""
    real = rounds.Turn.page

    def without_contacts(self, path, **params):
        rows, following, at = real(self, path, **params)
        return ([], following, at) if "ids[]" in params else (rows, following, at)

    monkeypatch.setattr(rounds.Turn, "page", without_contacts)
    look()
    assert found() == []
    assert set(Link.objects.values_list("state", flat=True)) == {"done"}


# --- Pages ---------------------------------------------------------------------------------------


def test_page_lists_by_kind_and_repairs_in_one_press(
    clio, matter, synced, signed_in, mara, connection
):
    clio.change("matters", synced["matter"].clio_id, description="Ruiz v. Ruiz")
    changed_contact(clio, synced["contact"], "email")
    look()
    desk = signed_in(mara)
    page = flat(desk.get(PAGE).content.decode())
    assert "Matter renamed in Clio (1)" in page
    assert "Email changed in Clio (1)" in page
    assert "Ruiz v. Ruiz" in page
    assert connection.clio.web("matter", synced["matter"].clio_id) in page
    page = flat(desk.get(PAGE + "?kind=email").content.decode())
    assert "maya@stone.example" in page
    assert "maya.ruiz@example.com" in page
    one = Difference.objects.get(kind="description")
    desk.post(f"{PAGE}{one.pk}/", {"decision": "take"})
    matter.refresh_from_db()
    assert matter.title == "Ruiz v. Ruiz"
    again = desk.post(f"{PAGE}{one.pk}/", {"decision": "take"}, follow=True).content.decode()
    assert "This was decided already, or is no longer so." in again
    assert "Differences with Clio" in flat(desk.get("/settings/integrations/").content.decode())


def many(clio, connection, divorce, lena, count):
    for number in range(count):
        client = Client.objects.create(last_name=f"Client {number}")
        matter = Matter.objects.create(
            title=f"Matter {number}", client=client, case_type=divorce, state="OR", created_by=lena
        )
        link = Link.objects.create(
            clio_account=connection.clio_account,
            kind="matter",
            matter=matter,
            state="done",
            clio_id=900 + number,
        )
        Difference.objects.create(
            clio_account=connection.clio_account,
            link=link,
            kind="description",
            theirs=f"Theirs {number}",
            theirs_name=f"Theirs {number}",
        )


def test_all_of_a_kind_are_decided_in_one_press(clio, connection, divorce, lena, mara, signed_in):
    many(clio, connection, divorce, lena, 3)
    about = {"kind": "description", "decision": "take"}
    page = signed_in(mara).post(f"{PAGE}all/", about, follow=True).content.decode()
    assert "3 decided: Take Clio’s value." in page
    assert set(Matter.objects.values_list("title", flat=True)) == {f"Theirs {n}" for n in range(3)}
    assert not Difference.objects.open().exists()


def test_bulk_says_what_is_left(clio, connection, divorce, lena, mara, signed_in, monkeypatch):
    monkeypatch.setattr(differences, "MOST_AT_ONCE", 2)
    many(clio, connection, divorce, lena, 3)
    about = {"kind": "description", "decision": "forget"}
    page = signed_in(mara).post(f"{PAGE}all/", about, follow=True).content.decode()
    assert "2 decided" in page
    assert "1 is left." in page


@pytest.mark.parametrize("count", [1, 60])
def test_page_costs_the_same_for_any_number(
    clio, connection, divorce, lena, mara, signed_in, count, django_assert_max_num_queries
):
    many(clio, connection, divorce, lena, count)
    desk = signed_in(mara)
    desk.get(PAGE)
    with django_assert_max_num_queries(10):
        page = desk.get(PAGE).content.decode()
    assert page.count('id="difference-') == min(count, 50)
    assert ("Older" in page) is (count > 50)
    if count > 50:
        older = page.split("&amp;before=")[1].split('"')[0]
        page = desk.get(f"{PAGE}?kind=description&before={older}").content.decode()
        assert page.count('id="difference-') == 10


@pytest.mark.parametrize(
    ("method", "path"), [("get", ""), ("post", "all/"), ("post", "{pk}/")], ids=str
)
def test_admin_pages_are_hidden_from_staff_and_strangers(
    clio, connection, divorce, lena, otto, signed_in, method, path
):
    many(clio, connection, divorce, lena, 1)
    one = Difference.objects.get()
    url = PAGE + path.format(pk=one.pk)
    about = {"kind": "description", "decision": "take"}
    assert getattr(signed_in(lena), method)(url, about).status_code == 404
    if path:
        assert getattr(signed_in(otto), method)(url, about).status_code == 404
    assert Difference.objects.get().state == "open"


def test_staff_decide_on_their_matters_page(clio, matter, synced, signed_in, lena):
    clio.change("matters", synced["matter"].clio_id, description="Ruiz v. Ruiz")
    look()
    desk = signed_in(lena)
    page = flat(desk.get(f"/matters/{matter.pk}/").content.decode())
    assert "Matter renamed in Clio" in page
    one = Difference.objects.get()
    url = f"/matters/{matter.pk}/clio/differences/{one.pk}/"
    assert "Ruiz v. Ruiz" in page
    shown = desk.post(url, {"decision": "take"}, headers={"HX-Request": "true"})
    assert "Matter renamed in Clio" not in shown.content.decode()
    matter.refresh_from_db()
    assert matter.title == "Ruiz v. Ruiz"


def test_difference_of_another_matter_is_not_found(
    clio, connection, matter, divorce, lena, signed_in
):
    many(clio, connection, divorce, lena, 1)
    one = Difference.objects.get()
    url = f"/matters/{matter.pk}/clio/differences/{one.pk}/"
    assert signed_in(lena).post(url, {"decision": "take"}).status_code == 404


@pytest.mark.parametrize("said", ["", "again", "drop", "take"])
def test_what_cannot_be_decided_is_said(clio, connection, divorce, lena, mara, signed_in, said):
    many(clio, connection, divorce, lena, 1)
    Difference.objects.update(kind="practice_area")
    one = Difference.objects.get()
    page = signed_in(mara).post(f"{PAGE}{one.pk}/", {"decision": said}, follow=True)
    assert "This was decided already, or is no longer so." in page.content.decode()
    assert Difference.objects.get().state == "open"


def test_compare_button_looks_at_once(clio, matter, synced, signed_in, lena):
    clio.change("matters", synced["matter"].clio_id, description="Ruiz v. Ruiz")
    desk = signed_in(lena)
    assert "Compare with Clio now" in desk.get(f"/matters/{matter.pk}/").content.decode()
    mark = clio.mark()
    page = desk.post(f"/matters/{matter.pk}/clio/comparison/", follow=True).content.decode()
    assert "Ruiz v. Ruiz" in page
    assert len(calls(clio, mark)) == 3


def test_compare_button_says_why_clio_does_not_answer(clio, matter, synced, signed_in, lena):
    clio.faults("503_before", times=None, match={"path": "/api/"})
    page = signed_in(lena).post(f"/matters/{matter.pk}/clio/comparison/", follow=True)
    assert "Clio is busy." in page.content.decode()


def test_differences_of_another_account_are_not_shown(
    clio, connection, divorce, lena, mara, signed_in
):
    many(clio, connection, divorce, lena, 1)
    Difference.objects.update(clio_account="us:2")
    page = signed_in(mara).get(PAGE).content.decode()
    assert "Theirs 0" not in page
    assert "No differences" in page


# --- Mapping guard -------------------------------------------------------------------------------


def test_deleted_practice_area_is_flagged_before_a_sync(
    clio, connection, matter, synced, signed_in, mara, lena
):
    area = CaseTypeMapping.objects.get(case_type=matter.case_type).practice_area
    clio.delete("practice_areas", area.clio_id)
    Poll.objects.update(feeds={})
    look()
    assert PracticeArea.objects.get(pk=area.pk).gone_at is not None
    page = flat(signed_in(mara).get("/settings/integrations/").content.decode())
    assert "No longer in Clio" in page
    assert "1 matter is affected" in page
    for member in (mara, lena):
        page = flat(signed_in(member).get("/").content.decode())
        assert area.name in page
        assert "1 matter is affected" in page


def test_matters_that_keep_the_old_area_are_corrected_in_one_press(
    clio, connection, matter, synced, signed_in, mara
):
    other = clio.add("practice_areas", name="Dissolution")
    desk = signed_in(mara)
    desk.post("/settings/integrations/mappings/")
    area = PracticeArea.objects.get(clio_id=other["id"])
    url = f"/settings/integrations/mappings/{matter.case_type_id}/"
    row = desk.post(url, {"practice_area": area.pk}, headers={"HX-Request": "true"})
    assert "1 matter already synced keeps the old practice area" in flat(row.content.decode())
    page = flat(desk.get("/settings/integrations/").content.decode())
    assert "1 matter already synced keeps the old practice area" in page
    desk.post(f"{url}correction/")
    work_off()
    assert in_clio(clio, synced["matter"])["practice_area_id"] == other["id"]
    page = flat(desk.get("/settings/integrations/").content.decode())
    assert "keeps the old practice area" not in page
    look()
    assert found() == []
