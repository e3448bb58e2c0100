"""The web server as it runs for customers, on the database of the running test: to be killed and
started again."""

import subprocess
import sys
import time
from contextlib import contextmanager

from devtools.house import answers
from devtools.ports import claim
from devtools.processes import Child
from tests.integrations.proof.environment import environment

LONGEST_START = 60
POOL = 4
APPLICATION = "casehug.wsgi:application"
KILLABLE = "tests.intake.proof.killable_web:application"


class Web:
    """with Web.start(folder) as web: web.url; web.kill(); web.start_again()."""

    def __init__(self, folder, *, within=(), application=APPLICATION, threads=2, **settings):
        """`within`: a command that runs the server in surroundings of its own."""
        self.port, self.holder = claim(18400)
        self.url = f"http://localhost:{self.port}"
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True)
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi"]
        place = ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
        most = ["--blocking-threads", str(threads), "--workers-kill-timeout", "2"]
        env = environment(
            PUBLIC_URL=self.url,
            STATIC_ROOT=folder / "static",
            MAIL_FOLDER=folder / "mail",
            TMPDIR=self.temporary,
            DATABASE_POOL_SIZE=POOL,
            **settings,
        )
        command = [*within, *granian, *place, *most, application]
        self.child = Child("web", command, folder / "web.log", env)

    @classmethod
    @contextmanager
    def start(cls, folder, **settings):
        web = cls(folder, **settings)
        try:
            web.collect_static_files()
            web.start_again()
            yield web
        finally:
            web.child.ask_to_stop()
            web.child.wait(8)
            web.holder.close()

    def collect_static_files(self):
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
        subprocess.run(command, check=True, env=self.child.env)

    def start_again(self, dies_at=""):
        """`dies_at`: one of kill_points.POINTS and how many times it is survived, for such a web."""
        self.child.env["DIES_AT"] = dies_at
        self.child.start()
        deadline = time.monotonic() + LONGEST_START
        while not answers(self.port, "/healthz"):
            assert self.child.is_alive(), self.child.last_words()
            assert time.monotonic() < deadline, self.child.last_words()
            time.sleep(0.02)

    def kill(self):
        """All of it at once, without a word."""
        self.child.sweep()
