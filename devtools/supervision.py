"""Keeps the demo's processes running, and stops them in order."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from devtools.processes import Child

LOOK_EVERY = 0.3
LONGEST_PAUSE = 30.0


class Watched:
    """A child that is started again when it ends, at most every half minute if it keeps ending."""

    def __init__(self, child: Child, start: Callable[[], None] | None = None) -> None:
        self.child, self.start = child, start or child.start
        self.started, self.pause, self.due = time.monotonic(), 0.5, 0.0

    def look(self, say: Callable[[str], None]) -> None:
        now = time.monotonic()
        if self.child.is_alive():
            return
        if not self.due:
            self.pause = 0.5 if now - self.started > LONGEST_PAUSE else self.pause * 2
            self.due = now + min(self.pause, LONGEST_PAUSE) - 0.5
            say(f"{self.child.name} ended ({ending(self.child)}) and is started again.")
        if now >= self.due:
            self.child.sweep()
            self.start()
            self.started, self.due = now, 0.0


def ending(child: Child) -> str:
    code = child.exit_code or 0
    how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
    return f"{how}, see {child.log.name}"


def watch(watched: Sequence[Watched], say: Callable[[str], None]) -> None:
    """Until Ctrl-C, a closed terminal or a SIGTERM."""
    while True:
        time.sleep(LOOK_EVERY)
        for one in watched:
            one.look(say)


def stop_together(children: Sequence[Child], seconds: float) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait(seconds)
