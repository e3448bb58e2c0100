import os
import signal
import sys
import time

import pytest

from devtools.processes import Child
from devtools.supervision import Watched


@pytest.fixture
def sleeper(tmp_path):
    child = Child("Worker", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log")
    child.start()
    yield child
    child.ask_to_stop()
    child.wait(5)


def test_killed_worker_comes_back(sleeper):
    said, watched, first = [], Watched(sleeper), sleeper.pid
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while sleeper.pid == first and time.monotonic() < deadline:
        watched.look(said.append)
        time.sleep(0.02)
    assert sleeper.is_alive()
    assert said == ["Worker ended (killed by signal 9, see log) and is started again."]


def test_stubborn_child_is_ended(tmp_path):
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = Child("Web", [sys.executable, "-c", stubborn], tmp_path / "log")
    child.start()
    time.sleep(0.3)
    child.ask_to_stop()
    child.wait(0.3)
    assert not child.is_alive()


def test_last_words_are_the_last_lines(tmp_path):
    child = Child("Web", [sys.executable, "-c", "for n in range(30): print(n)"], tmp_path / "log")
    child.start()
    child.wait(10)
    assert child.last_words(2) == "28\n29"
