"""A child that shares our terminal: it hears Ctrl-C itself, and we wait for it to finish."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.folder import ROOT
from devtools.processes import leashed


def run(command: Sequence[str | Path], env: Mapping[str, str]) -> int:
    child = subprocess.Popen(leashed(command), env=env, cwd=ROOT)
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = child.wait()
        return code if code >= 0 else 128 - code
    finally:
        signal.signal(signal.SIGINT, previous)
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
