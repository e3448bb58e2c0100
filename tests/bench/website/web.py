"""CaseHug's web server as the demo runs it, and what it costs in CPU."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from devtools import house
from devtools.ports import claim
from devtools.processes import Child
from devtools.trouble import Trouble

LONGEST_START = 60


class Web:
    """Granian on a port of its own; `cpu` counts every process of it."""

    def __init__(
        self, folder: Path, env: Mapping[str, str], pool: int, application: str = house.CASEHUG
    ) -> None:
        self.port, self.holder = claim(8400)
        own = {"PUBLIC_URL": f"http://localhost:{self.port}", "DATABASE_POOL_SIZE": str(pool)}
        command = house.web(self.port, application)
        self.child = Child("web", command, folder / "web.log", {**env, **own})

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not house.answers(self.port):
            if not self.child.is_alive() or time.monotonic() > deadline:
                raise Trouble(f"The web did not start.\n{self.child.last_words()}")
            time.sleep(0.1)

    def cpu(self) -> float:
        return cpu_of(self.child)

    def forget_peak(self) -> None:
        for process in family(self.child):
            Path(f"/proc/{process.pid}/clear_refs").write_text("5")

    def resident(self) -> int:
        """Bytes of the process that holds most."""
        return max(process.memory_info().rss for process in family(self.child))

    def peak(self) -> int:
        """The most that one of its processes held since `forget_peak`."""
        return max(peak_of(process.pid) for process in family(self.child))


def family(child: Child) -> list[psutil.Process]:
    main = psutil.Process(child.pid)
    return [main, *main.children(recursive=True)]


def cpu_of(child: Child) -> float:
    """Seconds of user and system time so far, its children's with it."""
    times = [process.cpu_times() for process in family(child)]
    return sum(one.user + one.system for one in times)


def peak_of(pid: int) -> int:
    """The most resident memory so far, by the kernel's count, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@contextlib.contextmanager
def web(
    folder: Path, env: Mapping[str, str], *, pool: int, application: str = house.CASEHUG
) -> Iterator[Web]:
    running = Web(folder, env, pool, application)
    running.child.start()
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.child.ask_to_stop()
        running.child.wait(8)
        running.holder.close()
