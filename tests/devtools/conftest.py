import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A launcher that holds servers, as `./dev` does, and says which processes they are.
HOLD = """
import sys, time, types
from pathlib import Path
from devtools import __main__ as launcher
from devtools.servers import servers

def main(arguments):
    data = Path(arguments[0]) if arguments else None
    with servers(data=data, environ={}) as running:
        print(*(server.child.pid for server in running.started), running.urls["DATABASE_URL"],
              flush=True)
        time.sleep(60)

sys.modules["devtools.hold"] = types.SimpleNamespace(main=main)
sys.exit(launcher.main(["hold", *sys.argv[1:]]))
"""


@pytest.fixture
def launcher():
    """Start a launcher that holds servers; answers it, its servers' pids and the database."""
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(HOLD), *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        *pids, url = process.stdout.readline().split()
        return process, [int(pid) for pid in pids], url

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def all_gone(pids, seconds=10):
    deadline = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def end(process, sign=signal.SIGKILL):
    process.send_signal(sign)
    return process.wait(30)
