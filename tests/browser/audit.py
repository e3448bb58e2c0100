"""Accessible, whole on a small screen: what every page is asked, in both schemes."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WIDTHS = (1280, 390)
SMALLEST = 320
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark only the colours differ.
RULES = {
    "light": {"runOnly": EVERY_RULE},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


def audit(page):
    """What is wrong with the page as it stands, at each width and in both schemes."""
    page.emulate_media(reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=rules)
            for one in found.response["violations"]:
                yield width, scheme, one["id"], [node["html"][:160] for node in one["nodes"]]
    for width in (*WIDTHS, SMALLEST):
        page.set_viewport_size({"width": width, "height": 900})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield width, "is as wide as", wide


def troubles(page, addresses):
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        yield from ((address, *trouble) for trouble in audit(page))


def filled(addresses, **ids):
    return [address.format(**ids) for address in addresses]
