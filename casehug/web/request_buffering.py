"""Request buffering: what a request brings is read before the request takes one of few places.

A thread costs next to nothing while it waits for a phone on a weak signal, and much while it renders:
two that render in one process take each other's time. So the web server has many threads, and few
of them work at once. Without this, as many slow uploads as there are threads stop every page.

A stranger sets no pace: who sends more slowly than RATE is answered 408, and who keeps more than
AT_ONCE bodies coming is answered 429, both by `casehug.web.error_pages.refused_bodies`.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from tempfile import TemporaryFile
from threading import BoundedSemaphore, Lock
from typing import IO, Any

# Of a body that may hold files; the rest of it is waited for without keeping what others need.
AHEAD = 8 * 2**20
# Of any other: as much as Django takes of a form. What is larger is refused by Django, unread.
FORM = 4 * 2**20
# Bytes a second, on the whole, after so many seconds: the slowest phone there is sends more.
RATE, GRACE = 4 * 1024, 20
# Seconds after which a read was a wait, and bytes that the first one asks for.
QUICK, FIRST = 0.5, 16
# Bodies of one address that are on their way to one process: an office shares an address.
AT_ONCE = 24
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
# What a request opens and may be unable to close: the stack in its environment that does.
CLOSING = "casehug.closing"
# The status that answers a body which is not waited for.
REFUSED = "casehug.refused"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Lost(OSError):
    """The connection ended before all that was announced had come. The server itself only says
    that there is no more, which a form cut in half would pass for its end."""


class TooSlow(Lost):
    """It does not come as fast as RATE."""


class Places:
    """A WSGI application of which `at_once` requests are worked on in this process.

    `spare` gives back what else is scarce, before a wait for the network; `sender` names who sends,
    and `takes_files` whether what they send may hold files.
    """

    def __init__(
        self,
        application: Application,
        *,
        at_once: int,
        spare: Callable[[], None] = lambda: None,
        sender: Callable[[dict[str, Any]], str] = lambda _environ: "",
        takes_files: Callable[[dict[str, Any]], bool] = lambda _environ: True,
    ) -> None:
        self.application, self.places = application, BoundedSemaphore(at_once)
        self.spare, self.sender, self.takes_files = spare, sender, takes_files
        self.coming = Coming()

    def __call__(self, environ: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        with ExitStack() as held:
            environ[CLOSING] = held
            ahead = held.enter_context(closing(Ahead()))
            length = _length(environ)
            body = Body(environ["wsgi.input"], length, ahead, self.waiting)
            if length:
                self.receive(body, environ, held)
            environ["wsgi.input"] = body
            with self.places:
                return self.application(environ, answer)

    def receive(self, body: "Body", environ: dict[str, Any], held: ExitStack) -> None:
        if not held.enter_context(self.coming.one_of(self.sender(environ))):
            environ[REFUSED] = 429
            return
        body.read_ahead(self.read_first(body.length, environ))
        if isinstance(body.lost, TooSlow) and not self.takes_files(environ):
            environ[REFUSED] = 408  # Of a file, what has come is kept.

    def read_first(self, length: int, environ: dict[str, Any]) -> int:
        if length <= FORM:
            return length
        return min(length, AHEAD) if self.takes_files(environ) else 0

    @contextmanager
    def waiting(self) -> Iterator[None]:
        self.spare()
        self.places.release()
        try:
            yield
        finally:
            self.places.acquire()


class Coming:
    """How many bodies of each sender are on their way."""

    def __init__(self) -> None:
        self.lock, self.counts = Lock(), Counter[str]()

    @contextmanager
    def one_of(self, sender: str) -> Iterator[bool]:
        """Whether this one more is waited for."""
        with self.lock:
            self.counts[sender] += 1
            is_welcome = self.counts[sender] <= AT_ONCE
        try:
            yield is_welcome
        finally:
            with self.lock:
                self.counts[sender] -= 1
                if not self.counts[sender]:
                    del self.counts[sender]


def _length(environ: dict[str, Any]) -> int:
    told = environ.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdigit() else 0


class Ahead:
    """Bytes to be read later; past a few of them on the disk, as far as it has room."""

    def __init__(self) -> None:
        self.held: IO[bytes] = BytesIO()
        self.over = BytesIO()
        self.is_on_disk = False

    def keep(self, piece: bytes) -> bool:
        """Whether there is room for more; what is given is kept either way."""
        try:
            if not self.is_on_disk and self.held.tell() + len(piece) > IN_MEMORY:
                piece = self._taken_from_memory() + piece
                self.held, self.is_on_disk = TemporaryFile(buffering=0), True  # noqa: SIM115 - closed below
            while piece:
                piece = piece[self.held.write(piece) :]
        except OSError:
            self.over.write(piece)
            return False
        return True

    def _taken_from_memory(self) -> bytes:
        before, self.held = self.held, BytesIO()
        return before.getvalue()  # type: ignore[attr-defined] # not on the disk yet

    def rewind(self) -> None:
        self.held.seek(0)
        self.over.seek(0)

    def read(self, size: int = -1) -> bytes:
        here = self.held.read(size)
        if len(here) == size:
            return here
        return here + self.over.read(size - len(here) if size > 0 else size)

    def readline(self, size: int = -1) -> bytes:
        return self.held.readline(size) or self.over.readline(size)

    def close(self) -> None:
        self.held.close()


class Body:
    """What is here already, then what still comes. A lost connection is told when all that had
    arrived was read."""

    def __init__(self, stream: Any, length: int, ahead: Ahead, waiting: Callable[[], Any]) -> None:
        self.stream, self.length, self.ahead, self.waiting = stream, length, ahead, waiting
        self.came, self.waited, self.step = 0, 0.0, FIRST
        self.clock = time.monotonic
        self.lost: Exception | None = None

    def read_ahead(self, wanted: int) -> None:
        try:
            while self.came < wanted:
                piece = self._next(self.stream.read, min(wanted - self.came, PIECE))
                if not self.ahead.keep(piece):
                    break
        except Exception as error:  # noqa: BLE001 - whatever the server calls a lost connection
            self.lost = error
        self.ahead.rewind()

    def read(self, size: int = -1) -> bytes:
        here = self.ahead.read(size)
        if size < 0:
            return here + b"".join(iter(lambda: self._later(self.stream.read, PIECE), b""))
        return here or self._later(self.stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self.ahead.readline(size) or self._later(self.stream.readline, size)

    def _later(self, read: Callable[[int], bytes], size: int) -> bytes:
        if self.lost:
            raise self.lost
        with self.waiting():
            return self._next(read, size)

    def _next(self, read: Callable[[int], bytes], size: int) -> bytes:
        piece = self._in_time(read, min(size, PIECE))
        self.came += len(piece)
        if size and not piece and self.came < self.length:
            raise Lost
        return piece

    def _in_time(self, read: Callable[[int], bytes], size: int) -> bytes:
        """A read lasts until all it asked for has come: of what comes slowly little is asked for, so
        that its time can end. Only waiting counts, not what our own work takes."""
        began = self.clock()
        piece = read(min(size, self.step) if size > 0 else size)
        took = self.clock() - began
        self.waited += took
        self.step = min(self.step * 4, PIECE) if took < QUICK else 1
        if self.waited > GRACE + (self.came + len(piece)) / RATE:
            self.lost = TooSlow()
            raise self.lost
        return piece
