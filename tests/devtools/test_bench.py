"""However a bench is ended half way, nothing that it started goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.devtools.conftest import all_gone

ROOT = Path(__file__).parents[2]
LONGEST_START = 120
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's"),
    pytest.mark.long,
]
# What each has running when it is ended: words of the command lines.
PARTS = {
    ("sync",): ["postgres", "valkey", "clio.sandbox", "celery worker", "celery beat"],
    ("portal", "--only", "load", "--clients", "2", "--firms", "1"): [
        "postgres",
        "valkey",
        "clio.sandbox",
        "celery worker",
        "celery beat",
        "granian",
    ],
}


@pytest.fixture
def bench():
    """A bench that runs, and a way to name what runs under it."""
    started = []

    def start(*arguments):
        command = [sys.executable, "-m", "devtools", "bench", *arguments]
        env = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        nowhere = subprocess.DEVNULL
        started.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=nowhere, stderr=nowhere))
        return psutil.Process(started[-1].pid)

    yield start
    for process in started:
        process.kill()
        process.wait()


def under(launcher):
    found = {}
    for process in launcher.children(recursive=True):
        try:
            found[process.pid] = " ".join(process.cmdline()).replace(" -A casehug", "")
        except psutil.NoSuchProcess:
            continue
    return found


def until_running(launcher, parts):
    deadline = time.monotonic() + LONGEST_START
    while True:
        found = under(launcher)
        if all(any(part in line for line in found.values()) for part in parts):
            return found
        assert launcher.status() != psutil.STATUS_ZOMBIE
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL], ids=["TERM", "KILL"])
@pytest.mark.parametrize("arguments", PARTS, ids=lambda arguments: arguments[0])
def test_ended_half_way_it_leaves_nothing(bench, arguments, sign):
    launcher = bench(*arguments)
    running = until_running(launcher, PARTS[arguments])
    launcher.send_signal(sign)
    assert all_gone(running, seconds=30), under(launcher)
