"""CaseHug's web server as the demo runs it, and what it costs in CPU."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from devtools.ports import claim
from devtools.processes import Child
from devtools.trouble import Trouble

LONGEST_START = 60


class Web:
    """Granian on a port of its own; `cpu` counts every process of it."""

    def __init__(self, folder: Path, env: Mapping[str, str], pool: int) -> None:
        self.port, self.holder = claim(8400)
        command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
        command += ["casehug.wsgi:application", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", str(os.cpu_count() or 1), "--blocking-threads", "2"]
        own = {"PUBLIC_URL": f"http://localhost:{self.port}", "DATABASE_POOL_SIZE": str(pool)}
        self.child = Child("web", command, folder / "web.log", {**env, **own})

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not self._answers():
            if not self.child.is_alive() or time.monotonic() > deadline:
                raise Trouble(f"The web did not start.\n{self.child.last_words()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            try:
                connection.request("GET", "/readyz", headers={"Host": f"localhost:{self.port}"})
                return connection.getresponse().status == 200
            except (OSError, HTTPException):
                return False

    def cpu(self) -> float:
        """Seconds of user and system time so far."""
        main = psutil.Process(self.child.pid)
        times = [process.cpu_times() for process in (main, *main.children(recursive=True))]
        return sum(one.user + one.system for one in times)


@contextlib.contextmanager
def web(folder: Path, env: Mapping[str, str], *, pool: int) -> Iterator[Web]:
    running = Web(folder, env, pool)
    running.child.start()
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.child.ask_to_stop()
        running.child.wait(8)
        running.holder.close()
