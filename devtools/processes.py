"""Child processes that die with the launcher and are stopped in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

Command = Sequence[str | Path]
LEASH = Path(__file__).with_name("leash.py")


def leashed(command: Command, identity: str = "self", sign: int = signal.SIGTERM) -> list[str]:
    """The command line that runs `command` as a child which hears `sign` if this process dies."""
    python = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(sign)), identity]
    return [*python, *map(str, command)]


class Child:
    """A program in its own session, so that only the launcher hears Ctrl-C; its output in a file.

    Start it from the main thread: Linux ends a leashed child with the thread that made it.
    """

    def __init__(
        self,
        name: str,
        command: Command,
        log: Path,
        env: Mapping[str, str] | None = None,
        identity: str = "self",
        pass_fds: Sequence[int] = (),
        sign: int = signal.SIGTERM,
    ) -> None:
        self.name, self.command, self.log = name, command, log
        self.env, self.identity, self.pass_fds, self.sign = env, identity, pass_fds, sign
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                leashed(self.command, self.identity, self.sign),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.env,
                pass_fds=self.pass_fds,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def exit_code(self) -> int | None:
        return None if self.process is None else self.process.poll()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.is_alive():
            os.kill(self.pid, self.sign)

    def wait(self, seconds: float) -> None:
        """Wait for the end; past `seconds`, end the whole group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.sweep()

    def finish(self) -> int:
        """Wait as long as it takes; the exit code."""
        assert self.process is not None
        return self.process.wait()

    def sweep(self) -> None:
        """End whatever is left of the group, such as workers whose parent was killed."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 15) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return last_lines(text, lines)


def last_lines(text: str, lines: int = 15) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])
