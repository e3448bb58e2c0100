"""Of Settings → Integrations staff see nothing: no tab, and a 404 at every address under it."""

import re

import pytest
from django.urls import URLResolver, get_resolver
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import open_firm_menu, sign_in

PREFIX = "settings/integrations/"
PARAMETER = re.compile(r"<\w+:(\w+)>")
NAMED = {"region": "us", "name": "approval"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_integrations_tab(page, size, hart_vale, lena):
    page.set_viewport_size(size)
    sign_in(page, lena)
    open_firm_menu(page, hart_vale)
    page.get_by_role("link", name="Settings", exact=True).click()
    expect(page.get_by_role("heading", name="Firm Profile")).to_be_visible()
    expect(page.get_by_text("Integrations")).to_have_count(0)


def test_nothing_is_there(page, enter, connected, lena, mara):
    enter(lena)
    page.goto("/settings/profile/")
    token = page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']")
    answers = {(m, p): asked(page, m, p, token) for p in addresses() for m in METHODS}
    assert {one: status for one, status in answers.items() if status != 404} == {}
    assert len(answers) >= 11 * len(METHODS)


def asked(page, method, path, token):
    return page.request.fetch(
        f"/{path}", method=method, headers={"X-CSRFToken": token}, max_redirects=0
    ).status


def addresses():
    """Every address under the tab. To staff it does not matter whether a row of that id exists."""
    found = (route for route in routes(get_resolver().url_patterns) if route.startswith(PREFIX))
    return [PARAMETER.sub(lambda name: NAMED.get(name[1], "1"), route) for route in found]


def routes(patterns, prefix=""):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, prefix + str(one.pattern))
        else:
            yield prefix + str(one.pattern)
