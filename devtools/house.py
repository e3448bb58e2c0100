"""CaseHug's own processes in the demo: web, worker and beat."""

from __future__ import annotations

import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from devtools.processes import Child
from devtools.supervision import stop_together
from devtools.trouble import Trouble

LONGEST_START = 60
LONGEST_FAREWELL = 8
CASEHUG = "casehug.wsgi:application"
CELERY = (sys.executable, "-m", "celery", "-A", "casehug")
WEB_SETTINGS = {"DATABASE_POOL_SIZE": "4"}
WORKER_SETTINGS = {"DATABASE_POOL_SIZE": "20"}


class House:
    def __init__(self, env: dict[str, str], port: int, folder: Path) -> None:
        self.port = port
        logs = folder / "log"
        self.web = Child("Web", web(port), logs / "web.log", env | WEB_SETTINGS)
        self.worker = Child("Worker", worker(), logs / "worker.log", env | WORKER_SETTINGS)
        self.beat = Child("Beat", beat(folder / "beat"), logs / "beat.log", env)
        self.children = [self.web, self.worker, self.beat]

    def start(self) -> None:
        self.web.start()
        self.worker.start()
        self.wait_until_ready()
        # Last, so that it does not take the cores from the page that somebody waits for.
        self.beat.start()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not answers(self.port):
            for child in (self.web, self.worker):
                if not child.is_alive():
                    raise Trouble(f"{child.name} did not start.\n{child.last_words()}")
            if time.monotonic() > deadline:
                raise Trouble(f"The web did not answer.\n{self.web.last_words()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Nothing new comes in; then the worker finishes what it has in hand."""
        stop_together([self.web, self.beat], LONGEST_FAREWELL)
        stop_together([self.worker], LONGEST_FAREWELL)


def web(port: int, application: str = CASEHUG) -> list[str]:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", application]
    server += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(os.cpu_count() or 1)]
    return [*server, "--blocking-threads", "64", "--workers-kill-timeout", "3"]


def worker() -> list[str]:
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*CELERY, "worker", "--pool", "threads", "--concurrency", "16", "-Q", "celery", *quiet]


def beat(schedule: Path) -> list[str]:
    return [*CELERY, "beat", "--schedule", str(schedule), "--pidfile", ""]


def answers(port: int, path: str = "/readyz") -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
