"""Real Celery workers on the test's own database and Redis, to be killed and started again."""

import signal
import sys
import tempfile
import time
from pathlib import Path

from devtools.processes import Child
from tests.integrations.proof.environment import environment

CELERY = [sys.executable, "-m", "celery", "-A", "casehug"]
WORKER = "worker --pool threads --concurrency 8 -Q celery --loglevel INFO".split()
QUIET = "--without-gossip --without-mingle --without-heartbeat".split()


class Worker:
    """with Worker.start() as worker: … worker.kill(); worker.start_again().

    Its beat is a process of its own: one inside the worker would outlive the worker's kill -9.
    """

    def __init__(self, folder, env):
        self.folder, self.failpoint = folder, folder / "failpoint"
        schedule = ["--schedule", folder / "beat", "--pidfile", ""]
        self.child = Child("worker", [*CELERY, *WORKER, *QUIET], folder / "log", env)
        self.beat = Child("beat", [*CELERY, "beat", *schedule], folder / "beat.log", env)

    @classmethod
    def start(cls, **more):
        """`more`: settings of its environment."""
        folder = Path(tempfile.mkdtemp(prefix="worker-"))
        told = {"CASEHUG_FAILPOINT_FILE": folder / "failpoint", "DATABASE_POOL_SIZE": 12, **more}
        worker = cls(folder, environment(**told))
        worker.start_again()
        worker.beat.start()
        return worker

    @property
    def process(self):
        return self.child.process

    def start_again(self):
        self.child.start()

    def until_ready(self, times=1, seconds=30):
        """Its log has said so that many times."""
        deadline = time.monotonic() + seconds
        while self.log().count(" ready.") < times:
            assert time.monotonic() < deadline, self.log()
            assert self.child.is_alive(), self.log()
            time.sleep(0.05)
        return self

    def log(self):
        return self.child.log.read_text()

    def arm(self, point):
        self.failpoint.write_text(point)

    def until_killed(self, seconds=30):
        """By the failpoint it was armed with."""
        assert self.process.wait(seconds) == -signal.SIGKILL, self.log()
        assert not self.failpoint.exists()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.beat.ask_to_stop()
        self.child.ask_to_stop()
        self.beat.wait(5)
        self.child.wait(10)
