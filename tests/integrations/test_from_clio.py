"""Start from a matter that is in Clio already: found, picked, made ours, and synced without making
anything twice or writing over what stands there.
"""

import re
import threading
from copy import deepcopy

import pytest
from django.db import connection as database
from django.test import Client as Browser

from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from integrations.clio.session import clio_for
from integrations.domain import accounts, adoption, differences
from integrations.domain.bulk.choosing import Selection, chosen
from integrations.domain.links import send_again
from integrations.models import CaseTypeMapping, Connection, Difference, Link, PracticeArea, Sync
from integrations.regions import REGIONS
from matters.domain.clients import create_client
from matters.domain.matters import change_matter, set_status
from matters.models import CaseType, Client, Matter
from tests.integrations.conftest import work_off
from tests.integrations.polling import look
from tests.markup import flat

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH, NEW = "/matters/in-clio/", "/matters/new/"
EMAIL = "ana.castillo@example.com"


@pytest.fixture
def lenas(signed_in, lena, connection):
    return signed_in(lena)


@pytest.fixture
def family(connection):
    return PracticeArea.objects.get(name="Family Law")


@pytest.fixture
def in_clio(clio, family):
    """in_clio(status="pending") → (the matter's id, its contact's id), as a firm has them in Clio."""

    def make(person=None, **about):
        ana = {"type": "Person", "first_name": "Ana", "last_name": "Castillo",
               "email_addresses": [{"name": "Work", "address": EMAIL}],
               "phone_numbers": [{"name": "Mobile", "number": "(503) 555-0177"}]}  # fmt: skip
        contact = clio.add("contacts", **(person or ana))["id"]
        matter = {
            "client": {"id": contact},
            "description": "Castillo — Divorce",
            "client_reference": "Box 12, shelf B",
            "location": "Salem",
            "practice_area": {"id": family.clio_id},
            "open_date": "2024-02-03",
        }
        return clio.add("matters", **{**matter, **about})["id"], contact

    return make


def read(answer, status=200):
    assert answer.status_code == status, flat(answer.content.decode())
    return flat(answer.content.decode())


def typed(client_id=None, **more):
    who = {"who": "found", "client": client_id} if client_id else {"who": "new"}
    divorce = CaseType.objects.get(name="Divorce — Standard")
    person = {"new-first_name": "Ana", "new-last_name": "Castillo", "new-email": EMAIL,
              "new-phone": "(503) 555-0177"}  # fmt: skip
    about = {"title": "Castillo — Divorce", "case_type": divorce.pk, "state": "OR"}
    return about | person | who | more


def snapshot(clio):
    """All that Clio holds, but for what every look at it counts."""
    return {name: deepcopy(rows) for name, rows in clio.store().items() if isinstance(rows, list)}


def value(page, name):
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
    return (re.search(r'value="([^"]*)"', found) or [None, ""])[1]


# --- Searching -----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["castillo", "ANA cast", "Castillo — Div", "  castillo "])
def test_a_matter_of_clio_is_found_with_one_call(clio, lenas, in_clio, query):
    number, _contact = in_clio()
    mark = clio.mark()
    page = read(lenas.get(SEARCH, {"q": query}))
    assert len(clio.ledger(mark)) == 1
    assert "Castillo — Divorce" in page
    assert "Ana Castillo · Family Law" in page
    assert f'href="{NEW}?clio={number}"' in page
    assert "Start from this" in page


def test_it_is_found_by_its_number(clio, lenas, in_clio):
    number, _contact = in_clio()
    shown = next(m["display_number"] for m in clio.store()["matters"] if m["id"] == number)
    assert "Start from this" in read(lenas.get(SEARCH, {"q": shown}))


def test_nothing_is_asked_without_words_to_ask_for(clio, lenas):
    mark = clio.mark()
    for query, said in (("", "Find it in Clio"), ("a", "Write at least two letters.")):
        assert said in read(lenas.get(SEARCH, {"q": query}))
    assert clio.ledger(mark) == []


def test_that_nothing_fits_is_said(clio, lenas):
    page = read(lenas.get(SEARCH, {"q": "Nobody & Sons"}))
    assert "No client, number or description there has “Nobody &amp; Sons” in it." in page


def test_more_than_a_page_is_said(clio, lenas, in_clio):
    for number in range(adoption.MOST_FOUND + 1):
        in_clio(description=f"Castillo {number}")
    page = read(lenas.get(SEARCH, {"q": "castillo"}))
    assert page.count("Start from this") == adoption.MOST_FOUND
    assert "There are more." in page


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "503_before", "times": None}, "Try again in a minute."),
        ({"kind": "429", "times": None}, "Try again in a minute."),
        ({"kind": "error", "times": None, "status": 403}, "Clio did not let CaseHug use its"),
    ],
)
def test_why_clio_does_not_answer_is_told(clio, lenas, in_clio, fault, said):
    number, _contact = in_clio()
    clio.faults(**fault)
    assert said in read(lenas.get(SEARCH, {"q": "castillo"}))
    assert said in read(lenas.get(NEW, {"clio": number}))
    page = read(lenas.post(f"{NEW}?clio={number}", typed()), 422)
    assert said in page
    assert value(page, "title") == "Castillo — Divorce"
    clio.no_faults()
    assert not Matter.objects.exists()
    assert not Client.objects.exists()


@pytest.mark.parametrize("state", ["lapsed", "unconfirmed", "disconnected"])
def test_without_a_connection_the_way_is_not_offered(lenas, state):
    assert "It is already in Clio" in read(lenas.get(NEW))
    Connection.objects.update(state=state)
    assert "It is already in Clio" not in read(lenas.get(NEW))
    assert "Clio is not connected, so nothing can be found there." in read(
        lenas.get(SEARCH, {"q": "castillo"}, follow=True)
    )
    page = read(lenas.post(f"{NEW}?clio=1", typed()), 422)
    assert "Clio is not connected, so this matter cannot be read there." in page
    assert not Matter.objects.exists()


# --- Picking -------------------------------------------------------------------------------------


def test_what_was_picked_fills_the_form(clio, lenas, in_clio):
    number, _contact = in_clio(status="pending")
    mark = clio.mark()
    page = read(lenas.get(NEW, {"clio": number}))
    assert len(clio.ledger(mark)) == 2
    assert value(page, "title") == "Castillo — Divorce"
    wanted = {
        "first_name": "Ana",
        "last_name": "Castillo",
        "email": EMAIL,
        "phone": "(503) 555-0177",
    }
    assert {name: value(page, f"new-{name}") for name in wanted} == wanted
    assert re.search(r'value="new" checked', page)
    assert 'name="status"' not in page
    assert "Several case types stand for “Family Law”" in page
    assert "Pending" in page


def test_the_case_type_that_alone_stands_for_the_area_is_chosen(clio, lenas, in_clio, connection):
    custody, divorce = (
        CaseType.objects.get(name=n) for n in ("Custody Only", "Divorce — Standard")
    )
    CaseTypeMapping.objects.exclude(case_type=custody).update(practice_area=None)
    number, _contact = in_clio()
    page = read(lenas.get(NEW, {"clio": number}))
    assert f'<option value="{custody.pk}" selected>' in page
    assert "Several case types" not in page
    assert divorce.pk != custody.pk


def test_a_linked_client_is_found_again(clio, lenas, in_clio, maya):
    number, contact = in_clio()
    Link.objects.create(
        clio_account="us:1", kind="contact", client=maya, state="done", clio_id=contact
    )
    page = read(lenas.get(NEW, {"clio": number}))
    assert re.search(r'value="found" checked', page)
    assert re.search(rf'value="{maya.pk}" checked', page)


def test_a_client_of_the_same_email_is_found(clio, lenas, in_clio, lena):
    about = {"first_name": "Ana", "last_name": "Castillo", "email": EMAIL.upper(), "phone": ""}
    ana = create_client(**about, by=lena)
    spouse = create_client(**about | {"first_name": "Luis"}, by=lena)
    number, _contact = in_clio()
    page = read(lenas.get(NEW, {"clio": number}))
    assert re.search(rf'value="{ana.pk}" checked', page)
    assert not re.search(rf'value="{spouse.pk}" checked', page)


@pytest.mark.parametrize("name", ["1", "999999999", "x", "-1", "1" * 30, ""])
def test_what_is_not_there_is_told_or_not_found(lenas, connection, name):
    answer = lenas.get(NEW, {"clio": name})
    if answer.status_code != 404:
        assert "This matter is not in Clio, or no longer." in read(answer)
    answer = lenas.post(f"{NEW}?clio={name}", typed())
    assert answer.status_code in {404, 422}
    assert not Matter.objects.exists()


def test_odd_ones_are_handled_in_words(clio, lenas, in_clio, family):
    company = {"type": "Company", "name": "Castillo Farms LLC"}
    number, _contact = in_clio(company, practice_area=None, status="closed")
    page = read(lenas.get(NEW, {"clio": number}))
    assert value(page, "new-last_name") == "Castillo Farms LLC"
    assert value(page, "new-first_name") == ""
    for said in (
        "Castillo Farms LLC is a company in Clio. Here it is the client by this name.",
        "Castillo Farms LLC has no email in Clio. Add one below, or the client cannot be invited.",
        "It has no practice area in Clio, and stays so. Choose the case type.",
        "It is closed in Clio, so it is closed here too.",
    ):
        assert said in page
    CaseTypeMapping.objects.update(practice_area=None)
    number, _contact = in_clio()
    said = "No case type here stands for “Family Law”. Choose one; “Family Law” stays in Clio."
    assert said in read(lenas.get(NEW, {"clio": number}))


def test_a_matter_without_a_client_cannot_be_begun_with(lenas, connection, monkeypatch):
    row = {"id": 7, "display_number": "00007", "description": "Nobody’s", "status": "Open"}
    found = adoption.InClio({**row, "client": None})
    monkeypatch.setattr(adoption, "look", lambda **_: found)
    monkeypatch.setattr(adoption, "search", lambda **_: ([found], False))
    assert "Add its client in Clio first" in read(lenas.get(SEARCH, {"q": "nobody"}))
    for answer, status in (
        (lenas.get(NEW, {"clio": 7}), 200),
        (lenas.post(f"{NEW}?clio=7", typed()), 422),
    ):
        assert "00007 has no client in Clio. Add the client there, then pick it again." in read(
            answer, status
        )
    assert not Matter.objects.exists()


# --- Made ours -----------------------------------------------------------------------------------


@pytest.fixture
def adopted(lenas, in_clio):
    """adopted(title="Other words") → (our matter, its id in Clio, its contact's)."""

    def make(in_clio_as=None, **more):
        number, contact = in_clio(**(in_clio_as or {}))
        answer = lenas.post(f"{NEW}?clio={number}", typed(**more))
        assert answer.status_code == 302, flat(answer.content.decode())
        return Matter.objects.latest("pk"), number, contact

    return make


def test_nothing_is_made_twice(clio, adopted, file_document, sync_now):
    matter, number, contact = adopted()
    before = snapshot(clio)
    assert [
        (one.kind, one.state, one.how, one.clio_id) for one in Link.objects.order_by("kind")
    ] == [
        ("contact", "done", "chosen", contact),
        ("matter", "done", "chosen", number),
    ]
    assert not Sync.objects.exists()
    paper = file_document(matter, "Passport.pdf")
    sync = sync_now(matter)
    assert (sync.state, sync.sentence) == ("synced", "")
    after = snapshot(clio)
    assert after["contacts"] == before["contacts"]
    assert after["matters"] == before["matters"]
    [filed] = [one for one in after["documents"] if one not in before["documents"]]
    assert (filed["name"], filed["matter_id"], filed["fully_uploaded"]) == (
        paper.name,
        number,
        True,
    )
    assert [e.sentence for e in sync.events.all()] == ["Filed “Passport.pdf”."]
    verbs = AuditEntry.objects.filter(matter_id=matter.pk).values_list("verb", flat=True)
    assert "matter.adopted" in verbs


def test_what_stands_in_clio_is_not_written_over(clio, adopted, sync_now, lena, connection):
    """Another title, another practice area: of the firm's own in Clio, both stay."""
    estate = PracticeArea.objects.get(name="Estate Planning")
    matter, number, _contact = adopted(
        {"practice_area": {"id": estate.clio_id}, "status": "pending"}, title="Ana’s divorce"
    )
    before = snapshot(clio)
    sync = sync_now(matter)
    assert sync.state == "synced"
    assert list(sync.events.all()) == []
    assert snapshot(clio) == before
    change_matter(matter=matter, by=lena, title="Castillo v. Castillo")
    assert sync_now(matter).state == "synced"
    assert snapshot(clio) == before
    assert not chosen(Selection(), connection).exists()
    set_status(matter=matter, status="closed", by=lena)
    assert sync_now(matter).state == "synced"
    [was] = [one for one in before["matters"] if one["id"] == number]
    [now] = [one for one in clio.store()["matters"] if one["id"] == number]
    different = {name for name in was if was[name] != now[name]}
    assert different - {"updated_at", "changes"} == {"status", "close_date"}
    assert (now["status"], now["open_date"]) == ("Closed", was["open_date"])
    assert (now["client_reference"], now["location"]) == ("Box 12, shelf B", "Salem")


def test_what_was_the_same_is_kept_in_step_as_always(clio, adopted, sync_now, lena):
    matter, number, _contact = adopted()
    sync_now(matter)
    change_matter(matter=matter, by=lena, title="Castillo — Divorce and custody")
    assert sync_now(matter).state == "synced"
    [there] = [one for one in clio.store()["matters"] if one["id"] == number]
    assert there["description"] == "Castillo — Divorce and custody"
    assert there["client_reference"] == "Box 12, shelf B"


def test_what_somebody_changes_in_clio_later_is_told(clio, adopted, sync_now):
    matter, number, _contact = adopted(title="Ana’s divorce")
    sync_now(matter)
    clio.change("matters", number, description="Castillo, settled")
    sync = sync_now(matter)
    assert [e.sentence for e in sync.events.all()] == [
        "Somebody changed the description in Clio; we left it as it is there."
    ]


def test_what_it_had_in_clio_is_no_difference(clio, adopted, sync_now, lena):
    """Until somebody changes it there: then it is decided on as of any matter."""
    clio.settings(budget=10_000)
    estate = PracticeArea.objects.get(name="Estate Planning")
    matter, number, _contact = adopted(
        {"practice_area": {"id": estate.clio_id}}, title="Ana’s divorce"
    )
    sync_now(matter)
    look()
    assert not Difference.objects.exists()
    clio.change("matters", number, description="Castillo, settled")
    look()
    [row] = Difference.objects.all()
    assert (row.kind, row.state, row.theirs) == ("description", "open", "Castillo, settled")
    differences.decide(difference=row, decision="keep", by=lena)
    work_off()
    [there] = [one for one in clio.store()["matters"] if one["id"] == number]
    assert there["description"] == "Ana’s divorce"
    assert there["practice_area_id"] == estate.clio_id
    assert there["client_reference"] == "Box 12, shelf B"
    look()
    assert not Difference.objects.open().exists()
    change_matter(matter=matter, by=lena, title="Castillo v. Castillo")
    sync_now(matter)
    [there] = [one for one in clio.store()["matters"] if one["id"] == number]
    assert there["description"] == "Castillo v. Castillo"


def test_the_status_is_clios(adopted):
    matter, _number, _contact = adopted({"status": "closed"}, status="open")
    assert matter.status == "closed"


def test_a_new_matter_that_syncs_by_itself_makes_nothing_twice(clio, adopted, connection, in_clio):
    connection.auto_sync_on_matter_created = True
    connection.save()
    _matter, _number, _contact = adopted()
    before = snapshot(clio)
    work_off()
    assert Sync.objects.get().state == "synced"
    assert snapshot(clio) == before


def test_deleted_in_clio_and_sent_again_it_is_ours(clio, adopted, sync_now, lena):
    matter, number, contact = adopted()
    sync_now(matter)
    clio.delete("matters", number)
    assert sync_now(matter).reason == "deleted"
    link = Link.objects.get(kind="matter")
    assert send_again(link=link, matter=matter, by=lena)
    work_off()
    link.refresh_from_db()
    assert (link.state, link.how) == ("done", "created")
    [made] = [one for one in clio.store()["matters"] if one["id"] == link.clio_id]
    assert made["client_reference"] == link.marker(matter.firm)
    assert made["client_id"] == contact


# --- Never twice ---------------------------------------------------------------------------------


def test_one_that_is_ours_is_offered_as_ours(clio, lenas, adopted):
    matter, number, _contact = adopted()
    page = read(lenas.get(SEARCH, {"q": "castillo"}))
    assert f'href="/matters/{matter.pk}/">Open it here' in page
    assert "Start from this" not in page
    page = read(lenas.get(NEW, {"clio": number}))
    assert "is a matter here already." in page
    assert f'href="/matters/{matter.pk}/"' in page
    page = read(lenas.post(f"{NEW}?clio={number}", typed()), 422)
    assert "is a matter here already." in page
    assert Matter.objects.count() == 1
    assert Client.objects.count() == 1


def test_one_we_made_a_moment_ago_is_ours_too(clio, lenas, connection, matter, in_clio):
    """Its answer was lost on the way: our mark is in it, and no link knows its id yet."""
    link = Link.objects.create(clio_account="us:1", kind="matter", matter=matter, state="inflight")
    number, _contact = in_clio(client_reference=link.marker(matter.firm))
    page = read(lenas.get(SEARCH, {"q": "castillo"}))
    assert f'href="/matters/{matter.pk}/">Open it here' in page
    read(lenas.post(f"{NEW}?clio={number}", typed()), 422)
    assert Matter.objects.count() == 1


def test_another_firms_mark_is_nobodys(lenas, in_clio, matter, lindgren):
    in_clio(client_reference=f"CH-{lindgren.key}-M{matter.pk}")
    assert "Start from this" in read(lenas.get(SEARCH, {"q": "castillo"}))


def test_two_people_at_the_same_moment_make_one(clio, in_clio, lena, mara, hart_vale, connection):
    number, _contact = in_clio()
    data, both, answers = typed(), threading.Barrier(2, timeout=10), []
    real = adoption.look

    def press(member):
        try:
            browser = Browser()
            browser.force_login(member.user)
            answers.append(browser.post(f"{NEW}?clio={number}", data))
        finally:
            database.close()

    def together(**about):
        found = real(**about)
        both.wait()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adoption, "look", together)
        threads = [threading.Thread(target=press, args=[one]) for one in (lena, mara)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(30)
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    loser = next(flat(a.content.decode()) for a in answers if a.status_code == 422)
    matter = Matter.objects.get()
    assert "is a matter here already." in loser
    assert f'href="/matters/{matter.pk}/"' in loser
    assert Client.objects.count() == 1
    assert Link.objects.filter(kind="matter", clio_id=number).count() == 1


def test_a_client_who_is_another_contact_is_refused(lenas, in_clio, maya):
    number, _contact = in_clio()
    about = {"clio_account": "us:1", "kind": "contact", "client": maya, "label": "Maya R."}
    Link.objects.create(**about, state="done", clio_id=5)
    page = read(lenas.post(f"{NEW}?clio={number}", typed(maya.pk)), 422)
    assert "Maya Ruiz is another contact in Clio: Maya R." in page
    assert not Matter.objects.exists()


def test_a_client_on_the_way_to_clio_is_waited_for(lenas, in_clio, maya):
    number, _contact = in_clio()
    Link.objects.create(clio_account="us:1", kind="contact", client=maya, state="inflight")
    page = read(lenas.post(f"{NEW}?clio={number}", typed(maya.pk)), 422)
    assert "Maya Ruiz is on the way to Clio just now." in page
    assert not Matter.objects.exists()


def test_a_choice_that_waited_is_made_by_it(clio, lenas, in_clio, matter, sync_now):
    """The client's other matter was held for want of a contact: now it is known."""
    for last_name in ("One", "Two"):
        clio.add(
            "contacts", type="Person", first_name="Maya", last_name=last_name,
            email_addresses=[{"name": "Work", "address": matter.client.email}],
        )  # fmt: skip
    assert sync_now(matter).reason == "several_contacts"
    number, contact = in_clio()
    answer = lenas.post(f"{NEW}?clio={number}", typed(matter.client.pk))
    assert answer.status_code == 302
    work_off()
    assert Sync.objects.get(matter=matter, is_newest=True).state == "synced"
    assert Link.objects.get(client=matter.client).clio_id == contact


# --- Which account it is -------------------------------------------------------------------------


def test_an_account_is_known_by_what_we_made_there(clio, adopted, matter, sync_now, connection):
    """Matters that were there before carry no mark of ours: they prove nothing, and hide nothing."""
    sync_now(matter)
    for number in range(accounts.MATTERS_ASKED):
        adopted({"description": f"Castillo {number}"}, shares_email="yes", title=f"C {number}")
    seen = accounts.look_around(clio_for(connection), REGIONS["us"])
    assert seen.proven == connection.clio_account


def test_another_firm_has_its_own(lenas, in_clio, adopted, lindgren):
    adopted()
    with firm_scope(lindgren.id):
        assert not Link.objects.exists()
