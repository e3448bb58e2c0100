"""Focus never falls to the top of the page: whatever is pressed with the keyboard, and whatever comes by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo_firm import (
    ask_for_sync,
    intake_of,
    open_the_desk,
    state_of,
    tell_the_story,
)

# What can be pressed on a page: each kind of it once, by the address it asks.
PRESSED = """() => {
    window.kindOf = (one) => (one.getAttribute("hx-post") ?? one.getAttribute("hx-get"))
        .replace(/[0-9]+/g, "…").replace(/=.*/, "=…");
    window.controls = () => [...document.querySelectorAll("[hx-post], [hx-get]")]
        .filter((one) => !/every|load/.test(one.getAttribute("hx-trigger") ?? ""));
    return [...new Set(window.controls().map(window.kindOf))];
}"""
FOCUS = """(kind) => {
    const one = window.controls().find((one) => window.kindOf(one) === kind);
    if (!one) return "";
    for (let up = one; up; up = up.parentElement) if (up.nodeName === "DETAILS") up.open = true;
    const control = one.matches("form") ? one.querySelector("button, input:not([type=hidden])") : one;
    window.settled = new Promise((done) =>
        document.addEventListener("htmx:afterSettle", () => setTimeout(done, 50), { once: true }));
    control?.focus();
    return control === document.activeElement ? control.nodeName : "";
}"""
LEFT_WITH = "() => window.settled.then(() => document.activeElement.nodeName)"
POLLED = """() => {
    const one = document.querySelector("[hx-trigger^=every]");
    const inside = one?.querySelector("a[href], button, select, summary");
    inside?.focus();
    window.settled = new Promise((done) =>
        document.addEventListener("htmx:afterSettle", () => setTimeout(done, 50), { once: true }));
    return inside ? inside.textContent.trim() : "";
}"""


@pytest.fixture
def mara(db):
    return open_the_desk()


@pytest.fixture
def hart_vale(mara):
    return mara.firm


@pytest.fixture
def at_work(clio, mara, connected):
    """Matters at every stage, one synced, one held."""
    tell_the_story(mara)
    synced = ask_for_sync(mara.firm, "Rivera — Divorce")
    held = ask_for_sync(mara.firm, "Lindqvist — Estate")
    clio.until(lambda _: state_of(mara.firm, synced) == "synced", seconds=30)
    clio.until(lambda _: state_of(mara.firm, held) == "held", seconds=30)
    return [
        f"/matters/{synced.matter_id}/",
        f"/matters/{held.matter_id}/",
        f"/matters/{intake_of(mara.firm, 'Nakamura — Trust').matter_id}/",
        "/settings/integrations/",
        "/settings/notifications/",
        "/settings/intake/",
        "/settings/branding/",
        "/matters/",
        "/clients/",
        "/matters/new/",
    ]


def press(page, control):
    if control == "SELECT":
        page.keyboard.press("ArrowDown")
    elif control in {"INPUT", "TEXTAREA"}:
        page.keyboard.type("a")
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
    else:
        page.keyboard.press("Enter")


def test_whatever_is_pressed_keeps_the_focus(page, enter, mara, at_work):
    enter(mara)
    lost, tried = [], []
    for address in at_work:
        page.goto(address)
        for asked in page.evaluate(PRESSED):
            page.goto(address)
            page.evaluate(PRESSED)
            if not (control := page.evaluate(FOCUS, asked)):
                continue  # Not on this page's face.
            press(page, control)
            left = page.evaluate(LEFT_WITH)
            tried.append(asked)
            if left in {"BODY", "HTML"}:
                lost.append((address, asked))
    assert lost == []
    assert len(set(tried)) >= 12


def test_what_comes_by_itself_keeps_the_focus(page, enter, clio, mara, connected):
    """The panel of a sync that is going on is drawn anew every second."""
    tell_the_story(mara)
    clio.faults("500_before", times=None, match={"method": "POST", "path": "documents"})
    sync = ask_for_sync(mara.firm, "Rivera — Divorce")
    enter(mara)
    page.goto(f"/matters/{sync.matter_id}/")
    expect(page.locator("#clio-panel a").first).to_be_visible()
    for address in (f"/matters/{sync.matter_id}/", "/settings/integrations/"):
        page.goto(address)
        words = page.evaluate(POLLED)
        assert words
        page.evaluate(LEFT_WITH)
        assert page.evaluate("() => document.activeElement.textContent.trim()") == words
    clio.no_faults()
