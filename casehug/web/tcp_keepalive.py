"""TCP keepalive: connections whose other end is gone without a word: a phone that changed networks,
or fell asleep.

Such a connection would keep its thread for ever. The system asks the other end now and then whether
it is still there, once the socket that listens says so: what it accepts is like it.
"""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Seconds of silence, between two questions, and how many remain unanswered: gone after two minutes.
SILENCE, PAUSE, QUESTIONS = 60, 15, 4
OPTIONS = {
    "TCP_KEEPIDLE": SILENCE,
    "TCP_KEEPINTVL": PAUSE,
    "TCP_KEEPCNT": QUESTIONS,
    "TCP_USER_TIMEOUT": (SILENCE + PAUSE * QUESTIONS) * 1000,  # milliseconds
}


class Watchful:
    """A WSGI application that notices who is gone. The server listens by its first request."""

    def __init__(self, application: Application) -> None:
        self.application, self.is_watching = application, False

    def __call__(self, environ: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        if not self.is_watching:
            self.is_watching = True
            watch()
        return self.application(environ, answer)


def watch() -> None:
    for listener in listeners():
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in OPTIONS.items():
            if hasattr(socket, name):  # Not every system has every one.
                listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def listeners() -> Iterator[socket.socket]:
    """This process's listening TCP sockets."""
    for handle in list(Path("/dev/fd").iterdir()):
        if not handle.is_socket():
            continue
        try:
            copy = socket.socket(fileno=os.dup(int(handle.name)))
        except OSError:
            continue  # Closed by another thread.
        with copy:
            is_tcp = copy.family in {socket.AF_INET, socket.AF_INET6}
            if is_tcp and copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield copy
