"""All of CaseHug as it runs for customers: granian, a Celery worker with its beat, a Valkey.

Only the database is the tests' own; web and worker reach it as the application's plain role.
"""

import os
import sys
import time
from contextlib import ExitStack, contextmanager

from devtools.house import answers
from devtools.ports import claim
from devtools.processes import Child
from devtools.servers import servers
from devtools.supervision import stop_together

LONGEST_START = 60
QUICK = {
    "CLIO_UNKNOWN_WAIT": "1",
    "CLIO_TIMEOUT": "5",
    "CLIO_RATE_LIMIT": "1000",
    "SWEEP_EVERY": "1",
    "SYNC_LEASE": "10",
}


class House:
    """with House.open(folder, …) as house: house.url, house.redis_url, house.another(…)."""

    open_now = None
    """The one of this test run, while it is open."""

    def __init__(self, folder, env, stack):
        self.folder, self.env, self.stack = folder, env, stack
        self.redis_url = env["REDIS_URL"]
        self.url = ""

    @classmethod
    @contextmanager
    def open(cls, folder, *, database_url, files, clio):
        with ExitStack() as stack:
            started = stack.enter_context(
                servers(environ={"DATABASE_URL": database_url}, logs=folder)
            )
            env = {
                **os.environ,
                **QUICK,
                **started.urls,
                **clio,
                "PRIVATE_ROOT": str(files),
                "STATIC_ROOT": str(folder / "static"),
                "MAIL_FOLDER": str(folder / "mail"),
                "DATABASE_POOL_SIZE": "4",
                "DEBUG": "false",
            }
            house = cls(folder, env, stack)
            house.collect_static_files()
            house.url = house.start_web()
            house.start_worker()
            cls.open_now = house
            stack.callback(setattr, cls, "open_now", None)
            yield house

    def collect_static_files(self):
        python = [sys.executable, "manage.py", "collectstatic", "--no-input"]
        child = self.child("static", python, self.env)
        child.wait(LONGEST_START)
        assert child.process.returncode == 0, child.last_words()

    def start_worker(self):
        celery = [sys.executable, "-m", "celery", "-A", "casehug", "worker", "--beat"]
        pool = ["--pool", "threads", "--concurrency", "4", "--schedule", self.folder / "beat"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        env = {**self.env, "PUBLIC_URL": self.url}
        self.worker = self.child("worker", [*celery, *pool, *quiet], env)

    def rest(self):
        """No worker takes up what other tests write into the same database."""
        stop_together([self.worker], 8)

    def work(self):
        if not self.worker.is_alive():
            self.start_worker()

    def start_web(self, name="web", **changes):
        """One more web of the same house; its address."""
        port, holder = claim(18000)
        self.stack.callback(holder.close)
        url = f"http://localhost:{port}"
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi"]
        place = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
        threads = ["--blocking-threads", "2", "--workers-kill-timeout", "2"]
        web = self.child(
            name,
            [*granian, *place, *threads, "casehug.wsgi:application"],
            {**self.env, "PUBLIC_URL": url, **changes},
        )
        wait_for(web, port)
        return url

    def child(self, name, command, env):
        child = Child(name, command, self.folder / f"{name}.log", env)
        child.start()
        self.stack.callback(stop_together, [child], 8)
        return child


def wait_for(web, port):
    deadline = time.monotonic() + LONGEST_START
    while not answers(port, "/healthz"):
        assert web.is_alive(), web.last_words()
        assert time.monotonic() < deadline, web.last_words()
        time.sleep(0.05)
