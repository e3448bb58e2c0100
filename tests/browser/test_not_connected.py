"""Connecting that does not work out: back on the page, one plain sentence, the next step."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from integrations.models import ConnectAttempt, Connection
from tests.browser.steps import clio_card

AGAIN = "Click “Connect to Clio” to start again."


@pytest.fixture
def press_connect(page, enter, mara):
    """On the Integrations page, as an admin, the blue button is pressed."""

    def press():
        enter(mara)
        page.goto("/settings/integrations/")
        clio_card(page).get_by_role("button", name="Connect to Clio").click()

    return press


def allow(page):
    page.get_by_role("button", name="Allow Access").click()


def expect_back(page, sentence):
    """The page where it began, with the sentence and the button to try again."""
    expect(page).to_have_url("/settings/integrations/")
    expect(page.get_by_role("main").get_by_text(sentence)).to_be_visible()
    expect(page.locator(".flash .notice")).to_have_count(1)
    expect(clio_card(page).get_by_text("Not connected")).to_be_visible()
    expect(clio_card(page).get_by_role("button", name="Connect to Clio")).to_be_visible()
    assert not Connection.unscoped.exists()


def test_declined_in_clio(page, press_connect, in_firm):
    press_connect()
    page.get_by_role("button", name="Decline").click()
    expect_back(page, "You declined in Clio, so nothing was connected.")


def test_too_late(page, press_connect, in_firm):
    press_connect()
    expect(page.get_by_role("button", name="Allow Access")).to_be_visible()
    assert ConnectAttempt.objects.update(expires_at=timezone.now() - timedelta(seconds=1)) == 1
    allow(page)
    expect_back(page, AGAIN)


def test_the_address_back_opened_twice(page, press_connect, in_firm):
    press_connect()
    allow(page)
    expect(clio_card(page).get_by_text("Connected", exact=True)).to_be_visible()
    page.goto("/settings/integrations/clio/callback/us/?code=old&state=old")
    said = "This connection attempt is no longer valid. Clio stays connected as before."
    expect(page.get_by_role("main").get_by_text(said)).to_be_visible()
    expect(clio_card(page).get_by_text("Connected", exact=True)).to_be_visible()


def test_no_api_access_in_that_clio_account(page, clio, press_connect, in_firm):
    clio.settings(api_access=False)
    press_connect()
    allow(page)
    expect_back(page, "Check that your Clio account has API access enabled")


def test_an_account_of_another_region(page, clio, press_connect, in_firm):
    clio.faults("401", times=5, match={"path": "who_am_i"})
    press_connect()
    allow(page)
    expect_back(page, "This account is not in Clio’s United States region.")


def test_clio_down_before_the_way_there(page, clio, press_connect, in_firm):
    clio.stop()
    press_connect()
    expect_back(page, "Clio cannot be reached right now. Try again in a few minutes.")


@pytest.mark.parametrize("kind", ["500_before", "rst_before", "garbage"])
def test_clio_failing_on_the_way_back(page, clio, press_connect, in_firm, kind):
    clio.faults(kind, times=20, match={"path": "oauth/token"})
    press_connect()
    allow(page)
    expect_back(page, "Nothing was connected. Try again in a few minutes.")


def test_not_configured(page, house, enter, clio, mara, lena, matter):
    bare = house.start_web("bare", CLIO_CLIENT_ID="", CLIO_CLIENT_SECRET="")
    enter(mara, bare)
    page.goto(f"{bare}/settings/integrations/")
    expect_unconfigured(clio_card(page))
    expect(clio_card(page).get_by_role("button", name="Connect to Clio")).to_have_count(0)

    enter(lena, bare)
    page.goto(f"{bare}/matters/{matter.pk}/")
    page.get_by_role("button", name="Sync to Clio").click()
    expect_unconfigured(page.get_by_role("region", name="Clio", exact=True))


def expect_unconfigured(place):
    expect(place).to_contain_text("Clio integration is not configured")
    expect(place).to_contain_text("support@calmintake.com")
