"""Clients who come when they come: a slow answer does not keep the next one from asking."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from queue import SimpleQueue
from statistics import quantiles

from devtools.trouble import Trouble
from tests.bench.clients.filling import Phone
from tests.bench.website.visits import Visitor

HANDS = 64
# Milliseconds after which a client has closed the page; asking then would only measure the queue.
PATIENCE = 30_000


class Browser:
    """One client at work. Each of the things they do is one request."""

    def __init__(self, port: int, phone: Phone, photo: bytes, dice: random.Random) -> None:
        self.phone, self.photo, self.dice = phone, photo, dice
        self.visitor = Visitor(port, **{"casehug-device": phone.secret})
        self.visitor.read_form(phone.at(f"items/{phone.documents[0]}/"))
        self.sent = 0

    def list(self) -> None:
        self.visitor.get(self.phone.at())

    def questions(self) -> None:
        category = self.dice.choice(self.phone.categories)
        self.visitor.get(self.phone.at(f"questions/{category}/"))

    def document(self) -> None:
        self.visitor.get(self.phone.at(f"items/{self.dice.choice(self.phone.documents)}/"))

    def answer(self) -> None:
        """A field was left; the page keeps what it holds."""
        item, words = self.phone.texts[0], f"As on my papers, page {self.dice.randrange(10**6)}"
        self.visitor.send(self.phone.at(f"items/{item}/answer/"), 200, **{str(item): words})

    def upload(self) -> None:
        """A photo, which is one piece."""
        self.sent += 1
        item = self.phone.documents[self.sent % len(self.phone.documents)]
        length = str(len(self.photo))
        headers = {"Upload-Offset": "0", "Upload-Length": length, "Upload-Name": "Photo.jpg"}
        headers |= {"X-CSRFToken": self.visitor.token, "Content-Type": "application/octet-stream"}
        path = self.phone.at(f"items/{item}/uploads/bench-{self.sent}/")
        self.visitor.ask("PUT", path, 201, self.photo, **headers)


Deed = Callable[[Browser], None]
# How many of a hundred requests; what they are called in the table.
MIX: dict[str, tuple[int, Deed]] = {
    "list": (25, Browser.list),
    "questions": (20, Browser.questions),
    "answer kept": (30, Browser.answer),
    "document": (15, Browser.document),
    "photo sent": (10, Browser.upload),
}


class Load:
    """Milliseconds from the moment each request was due, which a busy server pays for too."""

    def __init__(self, browsers: list[Browser], dice: random.Random) -> None:
        self.dice = dice
        self.idle: SimpleQueue[Browser] = SimpleQueue()
        for browser in browsers:
            self.idle.put(browser)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []

    def run(self, *, rate: float, seconds: float) -> None:
        begun = time.perf_counter()
        due = begun
        with ThreadPoolExecutor(HANDS) as hands:
            while (due := due + self.dice.expovariate(rate)) < begun + seconds:
                time.sleep(max(0, due - time.perf_counter()))
                shares = [share for share, _ in MIX.values()]
                [name] = self.dice.choices(list(MIX), shares)
                hands.submit(self._do, name, due)

    def _do(self, name: str, due: float) -> None:
        if (time.perf_counter() - due) * 1000 > PATIENCE:
            self.errors.append(f"{name}: gave up after {PATIENCE // 1000} s")
            return
        browser = self.idle.get()
        try:
            MIX[name][1](browser)
            self.took[name].append((time.perf_counter() - due) * 1000)
        except (Trouble, OSError, HTTPException) as error:
            browser.visitor.connection.close()
            self.errors.append(f"{name}: {error}")
        finally:
            self.idle.put(browser)

    @property
    def all(self) -> list[float]:
        return [one for several in self.took.values() for one in several]


def spread(took: list[float]) -> tuple[float, float, float]:
    """p50, p95 and p99."""
    cuts = quantiles(took, n=100)
    return cuts[49], cuts[94], cuts[98]
