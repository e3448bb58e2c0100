"""A large file on its way in: seconds, CPU and memory of the web, beside one that only writes it down."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from threading import Event

from matters.demo.papers import pdf
from tests.bench.clients.filling import Phone
from tests.bench.website.visits import Visitor
from tests.bench.website.web import Web

PIECE, LARGEST = 2**20, 8 * 2**20
# Bytes a second, and how many at a time.
WEAK_SIGNAL, CRUMB = 50_000, 5_000
BOUNDARY = "casehug-bench"


@dataclass
class Sent:
    """What a file cost, or several at once."""

    megabytes: float
    seconds: float
    cpu: float
    before: int
    peak: int

    @property
    def speed(self) -> float:
        return self.megabytes / self.seconds

    @property
    def cpu_each(self) -> float:
        """Milliseconds a megabyte."""
        return self.cpu * 1000 / self.megabytes


def middle(several: list[Sent]) -> Sent:
    return Sent(
        several[0].megabytes,
        median(one.seconds for one in several),
        median(one.cpu for one in several),
        several[0].before,
        max(one.peak for one in several),
    )


def watched(web: Web, megabytes: float, *sendings: Callable[[], None]) -> Sent:
    """All of them at once."""
    web.forget_peak()
    before, cpu, begun = web.resident(), web.cpu(), time.perf_counter()
    with ThreadPoolExecutor(len(sendings)) as hands:
        for done in [hands.submit(sending) for sending in sendings]:
            done.result()
    seconds = time.perf_counter() - begun
    return Sent(megabytes, seconds, web.cpu() - cpu, before, web.peak())


def paper(path: Path, megabytes: int) -> Path:
    """A PDF of a page with very much on it."""
    line = "One more line of a long statement, as banks print them. " * 18
    path.write_bytes(pdf("Statement", [line] * (megabytes * PIECE // (len(line) + 18))))
    return path


class Sender:
    def __init__(self, port: int, phone: Phone) -> None:
        self.phone = phone
        self.visitor = Visitor(port, **{"casehug-device": phone.secret})
        self.item = phone.documents[0]
        self.visitor.read_form(phone.at(f"items/{self.item}/"))

    def in_pieces(self, file: Path, nonce: str, *, grow: bool = False) -> None:
        """As the page's script does it: one after the other, each a request; on a quick network each
        is twice as large as the last, up to `LARGEST`."""
        path = self.phone.at(f"items/{self.item}/uploads/{nonce}/")
        self.visitor.ask("HEAD", path, 200)
        whole, offset, size = file.stat().st_size, 0, PIECE
        with file.open("rb") as content:
            while piece := content.read(size):
                headers = {"Upload-Offset": str(offset), "Upload-Length": str(whole)}
                headers |= {"Upload-Name": "Statement.pdf", "X-CSRFToken": self.visitor.token}
                headers["Content-Type"] = "application/octet-stream"
                offset += len(piece)
                self.visitor.ask("PUT", path, 201 if offset == whole else 200, piece, **headers)
                size = min(size * 2, LARGEST) if grow else size

    def slowly(self, nonce: str, until: Event) -> None:
        """A piece as it comes from a phone on a weak signal, and another, until it is over."""
        while not until.is_set():
            with contextlib.suppress(OSError), contextlib.closing(self._begun(nonce)) as phone:
                for _ in range(PIECE // CRUMB):
                    phone.send(b"-" * CRUMB)
                    if until.wait(CRUMB / WEAK_SIGNAL):
                        return

    def _begun(self, nonce: str) -> HTTPConnection:
        """A request of one piece whose body is still to be sent."""
        phone = HTTPConnection("127.0.0.1", self.visitor.connection.port, timeout=60)
        phone.putrequest("PUT", self.phone.at(f"items/{self.item}/uploads/{nonce}/"))
        about = {
            "Upload-Offset": "0",
            "Upload-Length": str(100 * PIECE),
            "Upload-Name": "Photo.jpg",
        }
        about |= {"X-CSRFToken": self.visitor.token, "Content-Length": str(PIECE)}
        for name, value in (self.visitor.headers | about).items():
            phone.putheader(name, value)
        phone.endheaders()
        return phone

    def in_a_form(self, file: Path, nonce: str) -> None:
        """Without JavaScript: all of it in one request."""
        fields = {"csrfmiddlewaretoken": self.visitor.token, "nonce": nonce}
        start = b"".join(_part(name) + value.encode() + b"\r\n" for name, value in fields.items())
        start += _part("files", '; filename="Statement.pdf"', "application/pdf")
        end = f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        path = self.phone.at(f"items/{self.item}/uploads/")
        self.visitor.ask("POST", path, 302, start + file.read_bytes() + end, **kind)


def _part(name: str, more: str = "", kind: str = "") -> bytes:
    lines = [f"--{BOUNDARY}", f'Content-Disposition: form-data; name="{name}"{more}']
    lines += [f"Content-Type: {kind}"] if kind else []
    return "\r\n".join([*lines, "", ""]).encode()


def to_the_sink(port: int, file: Path, *, pieces: bool = True) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    offset, size = 0, PIECE if pieces else file.stat().st_size
    with file.open("rb") as content:
        while piece := content.read(size):
            connection.request("PUT", "/", piece, {"Upload-Offset": str(offset)})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            offset += len(piece)
    connection.close()
