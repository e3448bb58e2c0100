"""Tells a person what is going on: a line that moves on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import TextIO

FRAMES = "|/-\\"


class Progress:
    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.moves = stream.isatty()

    def say(self, line: str = "", end: str = "\n") -> None:
        # A terminal that was closed must not keep us from stopping what we started.
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(line + end)
            self.stream.flush()

    @contextlib.contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Ticked off with its seconds when done, crossed when it raises."""
        started, done = time.monotonic(), threading.Event()
        mover = threading.Thread(target=self._move, args=(text, started, done), daemon=True)
        mover.start()
        mark = "✕"
        try:
            yield
            mark = "✓"
        finally:
            done.set()
            mover.join()
            self.say(f"{self.wiped}  {mark} {text}  {time.monotonic() - started:.1f} s")

    @property
    def wiped(self) -> str:
        return "\r\033[K" if self.moves else ""

    def _move(self, text: str, started: float, done: threading.Event) -> None:
        if not self.moves:
            return
        while not done.wait(0.15):
            spent = time.monotonic() - started
            self.say(f"{self.wiped}  {FRAMES[int(spent * 6) % 4]} {text}  {spent:.0f} s", end="")
