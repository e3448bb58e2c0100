"""Settings → Templates: an item is moved, and one goes on from where it is now."""

import pytest
from playwright.sync_api import expect

from casehug.tenancy.scope import firm_scope
from intake.checklists import checklists
from intake.models import Checklist
from tests.browser.audit import troubles


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def browser_context_args(browser_context_args, request):
    return {**browser_context_args, "java_script_enabled": request.param}


@pytest.fixture
def address(hart_vale):
    with firm_scope(hart_vale.id):
        checklists.ship(firm=hart_vale)
        checklist = Checklist.objects.get(case_type__name="Divorce — Standard")
    return f"/settings/templates/{checklist.pk}/"


def row_of(page, title):
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=title, exact=True))


def test_focus_stays_with_what_is_moved(page, enter, mara, address):
    enter(mara)
    page.goto(address)
    row = row_of(page, "Your full legal name")
    row.get_by_role("button", name="Move Your full legal name down").press("Enter")
    down = row.get_by_role("button", name="Move Your full legal name down")
    expect(down).to_be_focused()
    expect(down).to_have_accessible_description("Now 2 of 6 in About you.")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Now 3 of 6 in About you.")
    expect(down).to_be_focused()


def test_an_item_goes_to_the_other_end_at_once(page, enter, mara, address):
    enter(mara)
    page.goto(address)
    row = row_of(page, "Your full legal name")
    row.get_by_role("link", name="Move Your full legal name to another place").press("Enter")
    places = page.get_by_label("To", exact=True)
    expect(places).to_be_focused()
    places.select_option("After Court papers you were given")
    page.get_by_role("button", name="Move it").press("Enter")
    expect(row).to_contain_text("in Legal.")
    again = row.get_by_role("link", name="Move Your full legal name to another place")
    expect(again).to_be_focused()
    expect(again).to_be_in_viewport()


@pytest.mark.parametrize("browser_context_args", [True], ids=["scripts"], indirect=True)
def test_both_pages_are_sound(page, enter, mara, address):
    enter(mara)
    with firm_scope(mara.firm_id):
        item = Checklist.objects.get(pk=address.split("/")[-2]).items.first()
    pages = [address, f"{address}?moved={item.pk}", f"{address}items/{item.pk}/place/"]
    assert list(troubles(page, pages)) == []
