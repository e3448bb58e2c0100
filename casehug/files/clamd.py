"""The virus scanner: ClamAV's daemon, or anything else that speaks its protocol.
Off without an address; where it is on, what was not found clean is not kept, shown or sent
anywhere.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings

CHUNK = 256 * 1024
SECONDS = 120
CLEAN = b"stream: OK"
FOUND = b" FOUND"


class Unavailable(Exception):
    """The scanner did not say; the file waits, or is not kept."""


def is_on() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def is_clean(stream: IO[bytes]) -> bool:
    """What clamd says of the bytes (man 8 clamd, INSTREAM). Raises Unavailable."""
    try:
        with _connected(settings.CLAMD_ADDRESS) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            while chunk := stream.read(CHUNK):
                clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!L", 0))
            answer = _line(clamd)
    except OSError as error:
        raise Unavailable(type(error).__name__) from error
    if answer != CLEAN and not answer.endswith(FOUND):
        raise Unavailable(answer.decode("ascii", "replace")[:80])
    return answer == CLEAN


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    if address.startswith("unix:"):
        clamd = socket.socket(socket.AF_UNIX)
        where: str | tuple[str, int] = address.removeprefix("unix:")
    else:
        host, _, port = address.rpartition(":")
        clamd, where = socket.socket(), (host, int(port))
    with clamd:
        clamd.settimeout(SECONDS)
        clamd.connect(where)
        yield clamd


def _line(clamd: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0"):
        if not (more := clamd.recv(4096)) or len(answer) > 4096:
            raise Unavailable("cut off")
        answer += more
    return answer.rstrip(b"\0")
