"""Real Celery workers on the test's own database and Redis, to be killed and started again."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.integrations.proof.surroundings import environment

ROOT = Path(__file__).resolve().parents[3]
COMMAND = "worker --pool threads --concurrency 8 -Q celery -B".split()
COMMAND += "--without-gossip --without-mingle --without-heartbeat --loglevel INFO".split()


class Worker:
    """with Worker.start() as worker: … worker.kill(); worker.start_again()."""

    def __init__(self, folder, env, command):
        self.folder, self.env, self.command = folder, env, command
        self.failpoint = folder / "failpoint"
        self.process = None

    @classmethod
    def start(cls, *, command=COMMAND, **more):
        """`more`: settings of its environment."""
        folder = Path(tempfile.mkdtemp(prefix="worker-"))
        told = {"CASEHUG_FAILPOINT_FILE": folder / "failpoint", "DATABASE_POOL_SIZE": 12, **more}
        worker = cls(folder, environment(**told), command)
        worker.start_again()
        return worker

    def start_again(self):
        celery = [sys.executable, "-m", "celery", "-A", "casehug", *self.command]
        if "-B" in self.command:
            celery += ["--schedule", str(self.folder / "beat")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                celery, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def until_ready(self, times=1, seconds=30):
        """Its log has said so that many times."""
        deadline = time.monotonic() + seconds
        while self.log().count(" ready.") < times:
            assert time.monotonic() < deadline, self.log()
            assert self.process.poll() is None, self.log()
            time.sleep(0.05)
        return self

    def log(self):
        return (self.folder / "log").read_text()

    def arm(self, point):
        self.failpoint.write_text(point)

    def until_killed(self, seconds=30):
        """By the failpoint it was armed with."""
        assert self.process.wait(seconds) == -signal.SIGKILL, self.log()
        assert not self.failpoint.exists()
        self._end_its_children()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._end_its_children()

    def _end_its_children(self):
        """A beat inside the worker outlives its parent's kill -9; its session is the worker's own."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        self._end_its_children()
