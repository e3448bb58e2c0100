"""Accessible, whole on a small screen: what every page is asked, in both schemes."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.contrast import too_faint

WIDTHS = (1280, 390)
SMALLEST = 320
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRONG_ALONE = {"resultTypes": ["violations"]}
# In the dark only the colours differ.
RULES = {
    "light": WRONG_ALONE | {"runOnly": EVERY_RULE},
    "dark": WRONG_ALONE
    | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}
AXE = Axe().axe_script


def audit(page):
    """What is wrong with the page as it stands, at each width and in both schemes."""
    for width, scheme in views(page):
        yield from ((width, scheme, *wrong) for wrong in violations(page, RULES[scheme]))
    for width, scheme, *found in too_faint(page, views):
        yield width, scheme, "faint", found
    for width in (*WIDTHS, SMALLEST):
        page.set_viewport_size({"width": width, "height": 900})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield width, "is as wide as", wide


def views(page, widths=WIDTHS):
    """(width, scheme) after the page was set to it: every width in every scheme."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in RULES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield width, scheme


def violations(page, rules):
    """(rule, elements) of each rule of axe that the page breaks."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE)
    broken = page.evaluate("async (rules) => (await axe.run(document, rules)).violations", rules)
    for one in broken:
        yield one["id"], [node["html"][:160] for node in one["nodes"]]


# What a keyboard must reach, and what was reached, each with a ring that can be seen around it.
WATCH = """() => {
  const asked = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']";
  const groups = new Set();
  const isFirst = (e) => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name));
  window.toReach = [...document.querySelectorAll(asked)].filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && isFirst(e));
  window.ringless = new Set();
  const near = (e) => [e, e.parentElement, e.closest("label"), e.nextElementSibling];
  const hasRing = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const isRinged = (e) => e && [null, "::after"].some((part) => hasRing(getComputedStyle(e, part)));
  document.addEventListener("focusin", ({ target }) => {
    window.toReach = window.toReach.filter((e) =>
      e !== target && !(target.type === "radio" && e.name === target.name));
    if (target.tabIndex >= 0 && !near(target).some(isRinged)) window.ringless.add(target);
  });
  return window.toReach.length;
}"""
LEFT = "() => [...window.toReach.filter((e) => e.tagName !== 'IFRAME'), ...window.ringless]"


def by_keyboard(page):
    """What the Tab key does not reach, or shows no sign of reaching."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    count = page.evaluate(WATCH)
    for _ in range(count + 30):
        page.keyboard.press("Tab")
        if _ % 10 == 9 and page.evaluate("window.toReach.length") == 0:
            break
    for left in page.evaluate(f"({LEFT})().map((e) => e.outerHTML.slice(0, 160))"):
        yield "not by keyboard", left


PRIMARY = ".button--primary:visible, .button--danger-primary:visible"


def troubles(page, addresses):
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if len(first := page.locator(PRIMARY).all_inner_texts()) > 1:
            yield address, "more than one comes first", first
        yield from ((address, *trouble) for trouble in audit(page))
        yield from ((address, *trouble) for trouble in by_keyboard(page))


def unreadable(page, addresses):
    """Text that does not stand out from what it lies on, at the width of a phone."""
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for _, scheme in on_a_phone(page):
            yield from ((address, scheme, *wrong) for wrong in violations(page, RULES["dark"]))
        for _, scheme, *found in too_faint(page, on_a_phone):
            yield address, scheme, "faint", found


def on_a_phone(page):
    return views(page, WIDTHS[1:])


def filled(addresses, **ids):
    return [address.format(**ids) for address in addresses]
