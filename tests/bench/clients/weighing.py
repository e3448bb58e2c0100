"""What Chromium receives for a page with nothing in its cache, and when a slow phone can use it."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    sync_playwright,
)

from devtools.browser import find_chromium
from devtools.trouble import Trouble
from tests.bench.clients.places import Place

PHONE: ViewportSize = {"width": 390, "height": 844}
# A weak signal: 400 kbit/s down, half of it up, 400 ms there and back; and a slow processor.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
SLOWER_CPU = 4
ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js"}
# The first frame in which the page's first button can be pressed, and not what lies over it.
FIRST_BUTTON = """
  const look = () => {
    for (const button of document.querySelectorAll("main .button, main button")) {
      const box = button.getBoundingClientRect();
      if (!box.width || !box.height) continue;
      window.benchButton = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
TIMES = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  button: window.benchButton,
  scripts: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  whole: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


@dataclass
class Weight:
    """Bytes by kind as they came over the wire, headers and all; how many answers."""

    bytes: Counter[str] = field(default_factory=Counter)
    requests: int = 0

    @property
    def total(self) -> int:
        return sum(self.bytes.values())


@dataclass(frozen=True)
class Times:
    """Milliseconds from asking for the page: words are seen, the first button is there to press,
    every script has run, everything is here."""

    paint: float
    button: float
    scripts: float
    whole: float


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if not path:
        raise Trouble("This bench needs Chromium.")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
        with contextlib.closing(browser):
            yield browser


class Scales:
    """Pages of the house at `port`, each in a browser that has never been here."""

    def __init__(self, browser: Browser, port: int) -> None:
        self.browser, self.port = browser, port

    def weigh(self, place: Place) -> Weight:
        weight = Weight()
        kinds: dict[str, str] = {}

        def begun(event: dict[str, Any]) -> None:
            if not event["response"]["url"].startswith("data:"):
                kinds[event["requestId"]] = KINDS.get(event["type"], "other")

        def ended(event: dict[str, Any]) -> None:
            if kind := kinds.get(event["requestId"]):
                weight.bytes[kind] += event["encodedDataLength"]
                weight.requests += 1

        with self._fresh(place) as page:
            wire = page.context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.on("Network.responseReceived", begun)
            wire.on("Network.loadingFinished", ended)
            self._visit(page, place)
        return weight

    def time(self, place: Place) -> Times:
        with self._fresh(place) as page:
            wire = page.context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.send("Network.emulateNetworkConditions", SLOW)
            wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
            page.add_init_script(FIRST_BUTTON)
            self._visit(page, place)
            page.wait_for_function(
                "window.benchButton !== undefined || !document.querySelector('main .button, main button')"
            )
            return Times(**page.evaluate(TIMES))

    def _visit(self, page: Page, place: Place) -> None:
        answer = page.goto(f"{self._address}{place.path}", wait_until="networkidle")
        if answer is None or answer.status != place.wanted:
            raise Trouble(f"{place.name} answered {answer and answer.status}.")

    @property
    def _address(self) -> str:
        return f"http://localhost:{self.port}"

    @contextlib.contextmanager
    def _fresh(self, place: Place) -> Iterator[Page]:
        context: BrowserContext = self.browser.new_context(viewport=PHONE, locale="en-US")
        try:
            if place.secret:
                context.add_cookies(
                    [{"name": "casehug-device", "value": place.secret, "url": self._address}]
                )
            yield context.new_page()
        finally:
            context.close()
