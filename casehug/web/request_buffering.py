"""Request buffering: what a request brings is read before the request takes one of few places.

A thread costs next to nothing while it waits for a phone on a weak signal, and much while it renders:
two that render in one process take each other's time. So the web server has many threads, and few
of them work at once. Without this, as many slow uploads as there are threads stop every page.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

# Of a body; the rest of a larger one is waited for without keeping what others need.
AHEAD = 8 * 2**20
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
# What a request opens and may be unable to close: the stack in its environment that does.
CLOSING = "casehug.closing"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Lost(OSError):
    """The connection ended before all that was announced had come. The server itself only says
    that there is no more, which a form cut in half would pass for its end."""


class Places:
    """A WSGI application of which `at_once` requests are worked on in this process.

    `spare` gives back what else is scarce, before a wait for the network.
    """

    def __init__(
        self, application: Application, *, at_once: int, spare: Callable[[], None] = lambda: None
    ) -> None:
        self.application, self.places = application, BoundedSemaphore(at_once)
        self.spare = spare

    def __call__(self, environ: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        with ExitStack() as held:
            environ[CLOSING] = held
            ahead = held.enter_context(closing(Ahead()))
            body = Body(environ["wsgi.input"], _length(environ), ahead, self.waiting)
            body.read_ahead()
            environ["wsgi.input"] = body
            with self.places:
                return self.application(environ, answer)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        self.spare()
        self.places.release()
        try:
            yield
        finally:
            self.places.acquire()


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
        self.came = 0
        self.lost: Exception | None = None

    def read_ahead(self) -> None:
        wanted = min(self.length, AHEAD)
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
        piece = read(size)
        self.came += len(piece)
        if size and not piece and self.came < self.length:
            raise Lost
        return piece
