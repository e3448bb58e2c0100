"""After the guide: syncs that start by themselves, the sync log, a retry, disconnecting."""

import re

import pytest
from playwright.sync_api import expect

from integrations.models import CaseTypeMapping, Sync
from matters.models import Matter
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import (
    clio_card,
    clio_panel,
    connect,
    expect_synced,
    go_to_integrations,
    open_matter,
    press_sync,
    step,
    switch,
)
from tests.integrations.proof.waiting import eventually

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desktop", "phone"])


@SIZES
def test_a_new_matter_goes_to_clio_by_itself(page, enter, size, clio, connected, mara):
    page.set_viewport_size(size)
    enter(mara)
    page.goto("/settings/integrations/")
    switch(page, "Auto-sync on matter created").click()
    expect(switch(page, "Auto-sync on matter created")).to_be_checked()

    create_matter(page, "Delgado — Custody", "Custody Only", "Rosa", "Delgado")
    expect(step(page, "Contact Rosa Delgado")).to_contain_text("Created in Clio, verified")
    expect_synced(page)

    page.goto("/settings/integrations/")
    row = log_row(page, "Delgado — Custody")
    for words in ("Auto-sync on matter created", "CaseHug", "Synced, verified"):
        expect(row).to_contain_text(words)
    [matter] = [one for one in clio.store()["matters"] if one["description"] == "Delgado — Custody"]
    assert matter["practice_area_id"]


def create_matter(page, title, case_type, first_name, last_name):
    page.goto("/matters/")
    page.get_by_role("link", name="New matter").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Case type").select_option(label=case_type)
    page.get_by_label("State").select_option(label="Oregon")
    page.get_by_label("New client").check()
    page.get_by_label("First name").fill(first_name)
    page.get_by_label("Last name").fill(last_name)
    page.get_by_label("Email").and_(page.locator("[type=email]")).fill("rosa@example.com")
    page.get_by_role("button", name="Create matter").click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def log_row(page, title):
    log = page.get_by_role("region", name="Sync log")
    return log.get_by_role("row").filter(has_text=title)


def test_what_is_held_says_what_to_do_and_goes_on_after_a_retry(
    page, enter, connected, mara, matter, maya
):
    Matter.objects.update(client=None)
    enter(mara)
    open_matter(page, matter.title)
    press_sync(page)
    expect(clio_panel(page).get_by_text("Needs a client")).to_be_visible()
    expect(clio_panel(page).get_by_role("link", name="Add a client")).to_be_visible()

    Matter.objects.update(client=maya)  # As an import would: nobody told the sync.
    page.goto("/settings/integrations/")
    row = log_row(page, matter.title)
    expect(row).to_contain_text("Sync to Clio")
    expect(row).to_contain_text("Mara Hart")
    row.get_by_role("button", name="Retry").click()
    expect(page.get_by_text(f"“{matter.title}” is being synced again.")).to_be_visible()
    expect(log_row(page, matter.title).filter(has_text="Synced, verified")).to_be_visible()

    log_row(page, matter.title).get_by_role("link", name=matter.title).first.click()
    expect(page.get_by_role("heading", name="What it did")).to_be_visible()
    expect(page.get_by_text(re.compile("^Created"))).to_have_count(2)
    assert Sync.objects.filter(trigger=Sync.Trigger.RETRY, requested_by=mara).count() == 1


def test_an_unmapped_case_type_is_mapped_where_it_is_missed(
    page, enter, clio, connected, mara, matter
):
    CaseTypeMapping.objects.filter(case_type=matter.case_type).delete()
    enter(mara)
    open_matter(page, matter.title)
    press_sync(page)
    panel = clio_panel(page)
    expect(panel.get_by_text("Not mapped", exact=True)).to_be_visible()
    save = panel.get_by_role("button", name="Save and sync")
    save.click()  # Nothing is chosen for her: the browser asks for a choice, nothing is sent.
    assert panel.get_by_role("combobox").evaluate("select => select.matches(':user-invalid')")
    panel.get_by_role("combobox").select_option(label="Family Law")
    save.click()
    expect_synced(page)
    assert [one["practice_area_id"] for one in clio.store()["matters"] if named(one, matter)] == [
        area["id"] for area in clio.store()["practice_areas"] if area["name"] == "Family Law"
    ]


def named(row, matter):
    return row["description"] == matter.title


def test_no_connection_is_said_once_with_the_way_to_it(page, enter, mara, lena, matter):
    enter(mara)
    open_matter(page, matter.title)
    press_sync(page)
    expect(clio_panel(page).get_by_text("Clio is not connected")).to_have_count(1)
    expect(clio_panel(page).get_by_text("nothing was sent")).to_be_visible()
    clio_panel(page).get_by_role("link", name="Connect it").click()
    expect(clio_card(page)).to_be_visible()

    enter(lena)
    open_matter(page, matter.title)
    press_sync(page)
    expect(clio_panel(page).get_by_text("A firm admin can connect it")).to_be_visible()


def test_testing_the_connection_answers_either_way(page, enter, clio, connected, mara):
    enter(mara)
    page.goto("/settings/integrations/")
    press_test = clio_card(page).get_by_role("button", name="Test connection").click
    press_test()
    expect(
        page.get_by_text("Clio answered: contacts, matters and documents are open to CaseHug.")
    ).to_be_visible()
    clio.faults("503_before", times=10)
    press_test()
    expect(page.get_by_text("Try again in a minute.")).to_be_visible()
    clio.no_faults()
    clio.revoke_grants()
    press_test()
    expect(clio_card(page).get_by_text("Reconnect needed")).to_be_visible()
    connect(page)


@SIZES
def test_disconnecting_asks_once_and_a_reconnect_keeps_the_links(
    page, enter, size, clio, connected, hart_vale, mara, matter
):
    page.set_viewport_size(size)
    enter(mara)
    open_matter(page, matter.title)
    press_sync(page)
    expect_synced(page)

    go_to_integrations(page, hart_vale)
    clio_card(page).get_by_role("link", name="Disconnect").click()
    question = page.get_by_role("dialog", name="Disconnect Clio from Hart & Vale?")
    question.get_by_role("link", name="Keep it").click()
    expect(question).to_be_hidden()
    clio_card(page).get_by_role("link", name="Disconnect").click()
    question.get_by_role("button", name="Disconnect Clio from Hart & Vale").click()
    expect(clio_card(page).get_by_text("Not connected")).to_be_visible()
    assert clio.store()["tokens"] == 0

    connect(page)
    before = clio.mark()
    open_matter(page, matter.title)
    expect(step(page, "Contact Maya Ruiz")).to_contain_text("Created in Clio, verified")
    with page.expect_response(re.compile("/sync/$")):
        press_sync(page)
    # Until it has begun the page may still show how the one before ended.
    eventually(lambda: page.wait_for_timeout(50) or clio.ledger(before))
    expect_synced(page)
    assert {one["method"] for one in clio.ledger(before)} == {"GET"}
