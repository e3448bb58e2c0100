"""What a request brings is read before the request takes one of few places.

A thread costs next to nothing while it waits for a phone on a weak signal, and much while it renders:
two that render in one process take each other's time. So the web server has many threads, and few
of them work at once. Without this, as many slow uploads as there are threads stop every page.
"""

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

# Of a body; the rest of a larger one is waited for without keeping the place.
AHEAD = 8 * 2**20
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Places:
    """A WSGI application of which `at_once` requests are worked on in this process."""

    def __init__(self, application: Application, *, at_once: int) -> None:
        self.application, self.places = application, BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        with SpooledTemporaryFile(IN_MEMORY) as ahead:
            environ["wsgi.input"] = Body(environ["wsgi.input"], ahead, self.places)
            environ["wsgi.input"].read_ahead(_length(environ))
            with self.places:
                return self.application(environ, answer)


def _length(environ: dict[str, Any]) -> int:
    told = environ.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdigit() else 0


class Body:
    """What is here already, then what still comes. A lost connection is told when all that had
    arrived was read."""

    def __init__(self, stream: Any, ahead: IO[bytes], places: BoundedSemaphore) -> None:
        self.stream, self.ahead, self.places = stream, ahead, places
        self.lost: Exception | None = None

    def read_ahead(self, length: int) -> None:
        left = min(length, AHEAD)
        try:
            while left and (piece := self.stream.read(min(left, PIECE))):
                self.ahead.write(piece)
                left -= len(piece)
        except Exception as error:  # noqa: BLE001 - whatever the server calls a lost connection
            self.lost = error
        self.ahead.seek(0)

    def read(self, size: int = -1) -> bytes:
        here = self.ahead.read(size)
        if size < 0:
            return here + self._later(self.stream.read, size)
        return here or self._later(self.stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self.ahead.readline(size) or self._later(self.stream.readline, size)

    def _later(self, read: Callable[[int], bytes], size: int) -> bytes:
        if self.lost:
            raise self.lost
        self.places.release()
        try:
            return read(size)
        finally:
            self.places.acquire()
