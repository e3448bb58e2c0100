"""Older matters in bulk: chosen, started, paused, gone on with by another worker, finished; and a new
matter that begins with one of Clio's.
"""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from integrations.models import BulkSync, Link
from matters.models import Client, Matter
from tests.browser.audit import audit, troubles
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import expect_synced, press_sync
from tests.integrations.proof.waiting import eventually

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desktop", "phone"])
OLDER = "/settings/integrations/older/"
COUNT = 12


@pytest.fixture
def older(in_firm, divorce, lena):
    """Matters of before the connection, one of them without a client."""
    for number in range(COUNT):
        about = {"first_name": "Ana", "last_name": f"Castillo {number}"}
        ana = Client.objects.create(**about, email=f"ana.{number}@example.com")
        fields = {"case_type": divorce, "state": "OR", "client": ana, "created_by": lena}
        Matter.objects.create(title=f"Castillo {number} — Divorce", **fields)
    fields = {"case_type": divorce, "state": "OR", "created_by": lena}
    return Matter.objects.create(title="Nobody yet — Divorce", **fields)


def sent(clio):
    return [one for one in clio.store()["matters"] if one["description"].startswith("Castillo")]


def how_many(state):
    return BulkSync.objects.get().members.filter(state=state).count()


@SIZES
def test_paused_restarted_and_finished(page, enter, size, clio, connected, mara, older, house):
    page.set_viewport_size(size)
    enter(mara)
    clio.latency(0.15)
    page.goto("/settings/integrations/")
    page.get_by_role("link", name="Sync older matters").click()
    expect(page.get_by_text("Needs a client: 1")).to_be_visible()
    page.get_by_role("button", name=f"Start with {COUNT} matters").click()
    expect(page.get_by_text(f"Started with {COUNT} matters.")).to_be_visible()
    eventually(lambda: how_many("synced") >= 2, 30)

    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    eventually(lambda: how_many("queued") == 0 or not BulkSync.objects.running().exists(), 20)
    house.rest()
    stood = len(sent(clio))
    assert stood < COUNT
    house.work()

    page.goto("/settings/integrations/")
    page.locator("#older").get_by_role("link", name=f"{COUNT} matters").click()
    page.get_by_role("button", name="Resume").click()
    clio.latency(0)
    expect(page.get_by_text(f"{COUNT} of {COUNT} matters")).to_be_visible(timeout=60_000)
    expect(
        page.get_by_role("region", name="How far it is").get_by_text("Done").first
    ).to_be_visible()
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    assert sorted(one["description"] for one in sent(clio)) == sorted(
        f"Castillo {number} — Divorce" for number in range(COUNT)
    )
    assert not Link.objects.filter(matter=older).exists()


def test_a_person_is_served_while_it_runs(page, enter, clio, connected, mara, older, lena):
    enter(mara)
    clio.latency(0.2)
    page.goto(OLDER)
    page.get_by_role("button", name="Start with").click()
    last = Matter.objects.get(title=f"Castillo {COUNT - 1} — Divorce")
    page.goto(f"/matters/{last.pk}/")
    press_sync(page)
    expect_synced(page)
    assert how_many("synced") < COUNT - 1


def test_each_page_of_it(page, enter, clio, connected, mara, older):
    enter(mara)
    clio.latency(2)
    assert list(troubles(page, [OLDER, f"{OLDER}?show=left-out", f"{OLDER}?created_from=x"])) == []
    page.goto(OLDER)
    page.get_by_role("button", name="Start with").click()
    expect(page.get_by_text("Started with")).to_be_visible()
    address = page.url
    with standing_still(page):
        lists = [f"{address}?show={name}" for name in ("needs-you", "to-come", "ended")]
        assert list(troubles(page, [*lists, OLDER, f"{address}cancel/"])) == []
    page.goto(f"{address}?show=to-come")
    page.locator("#pause").focus()
    with page.expect_response(lambda answer: "show=to-come" in answer.url):
        pass
    expect(page.locator("#pause")).to_be_focused()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    eventually(lambda: how_many("queued") == 0, 30)
    assert list(troubles(page, [*lists, OLDER])) == []
    page.get_by_role("link", name="See how far it is").or_(
        page.get_by_role("link", name="Look at the paused one")
    ).click()
    page.get_by_role("link", name="Cancel …").click()
    page.get_by_role("button", name="Cancel the sync of older matters").click()
    expect(page.get_by_text("Canceled").first).to_be_visible()
    assert list(troubles(page, [address, "/settings/integrations/"])) == []


@contextmanager
def standing_still(page):
    """What a page asks for by itself is answered with nothing, or it changes while it is looked at."""

    def answer(route):
        is_live = route.request.headers.get("hx-request")
        route.fulfill(status=204) if is_live else route.continue_()

    page.route("**/older/**", answer)
    yield
    page.unroute("**/older/**", answer)


@pytest.fixture
def in_clio(clio, connected):
    family = next(a for a in clio.store()["practice_areas"] if a["name"] == "Family Law")
    contact = clio.add(
        "contacts", type="Person", first_name="Rosa", last_name="Delgado",
        email_addresses=[{"name": "Work", "address": "rosa.delgado@example.com"}],
    )  # fmt: skip
    return clio.add(
        "matters", client={"id": contact["id"]}, description="Delgado — Custody",
        practice_area={"id": family["id"]}, client_reference="Shelf B",
    )["id"]  # fmt: skip


@SIZES
def test_a_new_matter_begins_with_one_of_clios(page, enter, size, clio, connected, lena, in_clio):
    page.set_viewport_size(size)
    enter(lena)
    before = clio.store()
    page.goto("/matters/")
    page.get_by_role("link", name="New matter").click()
    page.get_by_role("link", name="It is already in Clio").click()
    page.get_by_role("searchbox").fill("delgado")
    page.get_by_role("button", name="Search Clio").click()
    assert list(audit(page)) == []
    page.set_viewport_size(size)
    page.get_by_role("link", name="Start from this").click()
    expect(page.get_by_label("Title")).to_have_value("Delgado — Custody")
    assert list(audit(page)) == []
    page.set_viewport_size(size)
    page.get_by_label("Case type").select_option(label="Custody Only")
    page.get_by_label("State").select_option(label="Oregon")
    page.get_by_role("button", name="Create matter").click()
    expect(page.get_by_role("heading", name="Delgado — Custody", exact=True)).to_be_visible()
    expect(page.get_by_text("Linked by choice").first).to_be_visible()
    press_sync(page)
    expect_synced(page)
    after = clio.store()
    for noun in ("contacts", "matters"):
        assert after[noun] == before[noun]
    page.goto("/matters/in-clio/?q=delgado")
    page.get_by_role("link", name="Open it here").click()
    expect(page).to_have_url(re.compile(r"/matters/\d+/$"))
