"""Somebody who visits pages over HTTP, and what their visits took."""

from __future__ import annotations

import gzip
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from statistics import median, quantiles
from urllib.parse import urlencode

from devtools.trouble import Trouble
from tests.bench.website.web import Web

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# Seconds after which a browser opens a new connection: granian closes those idle for thirty.
IDLE = 20


class Visitor:
    """Whose connection stays open, as a browser's does."""

    def __init__(self, port: int, **cookies: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.address, self.cookies = f"localhost:{port}", SimpleCookie(cookies)
        self.token, self.used = "", 0.0

    def get(self, path: str) -> str:
        return self.ask("GET", path, 200).decode(errors="replace")

    def sign_in(self, email: str, password: str) -> None:
        self.read_form("/accounts/login/")
        self.send("/accounts/login/", 302, login=email, password=password)

    def read_form(self, path: str) -> str:
        """The page, whose forms may be sent from now on."""
        page = self.get(path)
        found = TOKEN.search(page)
        assert found, f"{path} has no form."
        self.token = found[1]
        return page

    def send(self, path: str, wanted: int, **form: str) -> None:
        """A form that `read_form` has seen."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **form}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.ask("POST", path, wanted, body, **kind)

    @property
    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={m.value}" for name, m in self.cookies.items())
        about = {"Host": self.address, "Origin": f"http://{self.address}", "Cookie": cookies}
        return about | {"Accept-Encoding": "gzip"}

    def ask(
        self, method: str, path: str, wanted: int, body: bytes | None = None, **more: str
    ) -> bytes:
        if time.monotonic() - self.used > IDLE:
            self.connection.close()  # As the server is about to; it opens again by itself.
        self.connection.request(method, path, body, self.headers | more)
        answer = self.connection.getresponse()
        content = answer.read()
        self.used = time.monotonic()
        if answer.headers["Content-Encoding"] == "gzip":
            content = gzip.decompress(content)
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        if answer.status != wanted:
            raise Trouble(f"{method} {path} answered {answer.status} instead of {wanted}.")
        return content


@dataclass
class Page:
    """A page and its visits: milliseconds of each, and CPU milliseconds per visit of each round."""

    name: str
    visitor: Visitor
    path: str
    took: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def visit(self, web: Web, times: int) -> None:
        before = web.cpu()
        for _ in range(times):
            started = time.perf_counter()
            self.visitor.get(self.path)
            self.took.append((time.perf_counter() - started) * 1000)
        self.cpu.append((web.cpu() - before) * 1000 / times)

    def forget(self) -> None:
        self.took.clear()
        self.cpu.clear()

    @property
    def p50(self) -> float:
        return median(self.took)

    @property
    def p95(self) -> float:
        return quantiles(self.took, n=20)[-1]

    @property
    def cpu_each(self) -> float:
        return median(self.cpu)


def interleave(web: Web, pages: list[Page], *, rounds: int, times: int) -> None:
    """One page after the other, again and again, so that whatever else runs slows all alike."""
    for page in pages:
        page.visit(web, 8)  # Templates are compiled and plans made at the first visits.
        page.forget()
    for _ in range(rounds):
        for page in pages:
            page.visit(web, times)
