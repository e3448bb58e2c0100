"""A Valkey of our own, in memory only: PostgreSQL is the queue of record."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.processes import Child
from devtools.trouble import Trouble

LONGEST_START = 15


class Valkey:
    def __init__(self, sockets: Path, program: Path, *, locks: Sequence[int], logs: Path) -> None:
        self.socket = sockets / "v.sock"
        settings = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--save": "",
            "--dir": str(sockets),
        }
        command = [str(program), *(part for setting in settings.items() for part in setting)]
        self.child = Child("Valkey", command, logs / "valkey.log", pass_fds=locks)

    def start(self) -> None:
        self.child.start()

    def wait_until_ready(self) -> dict[str, str]:
        deadline = time.monotonic() + LONGEST_START
        while not self.answers():
            if not self.child.is_alive() or time.monotonic() > deadline:
                raise Trouble(f"Valkey did not start. Its last words:\n{self.child.last_words()}")
            time.sleep(0.02)
        return {"REDIS_URL": f"unix://{self.socket}?db=0"}

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> None:
        self.child.ask_to_stop()
        self.child.wait(5)
