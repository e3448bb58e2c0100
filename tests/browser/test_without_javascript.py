"""The walk's core with scripts switched off: forms and links do it all."""

import pytest
from playwright.sync_api import expect

from integrations.models import CaseTypeMapping
from tests.browser.steps import (
    clio_card,
    clio_panel,
    connect,
    go_to_integrations,
    mapping_of,
    open_matter,
    press_sync,
    shown_area,
    sign_in,
    step,
    switch,
)


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False}


def test_connect_map_and_sync(page, clio, hart_vale, mara, matter):
    sign_in(page, mara)
    go_to_integrations(page, hart_vale)
    connect(page)

    row = mapping_of(page, "Divorce — Standard")
    row.get_by_role("combobox").select_option(label="Elder Law")
    row.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert shown_area(page, "Divorce — Standard") == "Elder Law"

    switch(page, "Auto-sync on approval").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(switch(page, "Auto-sync on approval")).to_be_checked()

    open_matter(page, matter.title)
    press_sync(page)
    clio.until(lambda store: has(store, matter.title))
    reload_until_synced(page)
    expect(step(page, "Contact Maya Ruiz")).to_contain_text("Created in Clio, verified")
    expect(step(page, "Matter").get_by_role("link")).to_be_visible()

    go_to_integrations(page, hart_vale)
    clio_card(page).get_by_role("link", name="Disconnect").click()
    page.get_by_role("button", name="Disconnect Clio from Hart & Vale").click()
    expect(clio_card(page).get_by_text("Not connected")).to_be_visible()


def has(store, title):
    return any(one["description"] == title for one in store["matters"])


def reload_until_synced(page):
    def synced():
        page.reload()
        return clio_panel(page).get_by_text("Synced, verified").is_visible()

    assert any(synced() for _ in range(30))


def test_a_save_without_a_choice_does_not_say_saved(page, enter, connected, mara, divorce):
    CaseTypeMapping.objects.filter(case_type=divorce).delete()
    enter(mara)
    page.goto("/settings/integrations/")
    mapping_of(page, "Divorce — Standard").get_by_role("button", name="Save").click()
    expect(
        page.get_by_text("Choose a practice area for “Divorce — Standard” first.")
    ).to_be_visible()
    expect(page.get_by_text("Saved.")).to_have_count(0)
