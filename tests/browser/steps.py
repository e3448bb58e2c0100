"""What a person does on the pages, found by the words they read."""

import re

from playwright.sync_api import expect

from tests.conftest import PASSWORD

PERMISSIONS = ("Matters (read/write)", "Contacts (read/write)", "Documents (read/write)")


def sign_in(page, member):
    page.goto("/")
    page.get_by_label("Email").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def sign_out(page, firm):
    open_firm_menu(page, firm)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def open_firm_menu(page, firm):
    page.locator("summary").filter(has_text=firm.name).click()


def go_to_integrations(page, firm):
    open_firm_menu(page, firm)
    page.get_by_role("link", name="Settings", exact=True).click()
    go_to_tab(page, "Integrations")
    expect(page.get_by_role("heading", name="Integrations", exact=True)).to_be_visible()


def go_to_tab(page, name):
    """On a phone the tabs are a select."""
    choice = page.get_by_label("Settings", exact=True).and_(page.locator("select"))
    if choice.is_visible():
        choice.select_option(label=name)
    else:
        page.get_by_role("link", name=name).click()


def clio_card(page):
    return page.get_by_role("region", name="Clio Manage")


def connect(page):
    """From Settings → Integrations through Clio's page and back."""
    clio_card(page).get_by_role("button", name="Connect to Clio").click()
    for permission in PERMISSIONS:
        expect(page.get_by_role("listitem").filter(has_text=permission)).to_be_visible()
    page.get_by_role("button", name="Allow Access").click()
    expect(clio_card(page).get_by_text("Connected", exact=True)).to_be_visible()


def mapping_of(page, case_type):
    section = page.get_by_role("region", name="Case Type Mappings")
    return section.get_by_role("row").filter(has_text=case_type)


def shown_area(page, case_type):
    select = mapping_of(page, case_type).get_by_role("combobox")
    return select.evaluate("select => select.selectedOptions[0].textContent.trim()")


def switch(page, name):
    return clio_card(page).get_by_role("switch", name=name)


def open_matter(page, title):
    page.goto("/matters/")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def clio_panel(page):
    return page.get_by_role("region", name="Clio", exact=True)


def step(page, name):
    return (
        clio_panel(page)
        .get_by_role("listitem")
        .filter(has_text=re.compile(f"^\\s*{re.escape(name)}"))
    )


def press_sync(page):
    page.get_by_role("button", name="Sync to Clio").click()


def expect_synced(page):
    expect(clio_panel(page).get_by_text("Synced, verified")).to_be_visible()
