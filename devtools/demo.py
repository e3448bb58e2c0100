"""`./dev demo`: all of CaseHug on this machine, with a believable firm and a Clio to sync to."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from devtools.clio import Clio, Sandbox, clio_of_the_environment
from devtools.folder import DEMO, ROOT, held, kept_secrets, tell
from devtools.ports import claim
from devtools.preparation import Preparation, finish
from devtools.processes import Child
from devtools.progress import Progress
from devtools.servers import Servers, check_room, servers
from devtools.supervision import Watched, stop_together, watch
from devtools.surroundings import clean, surroundings
from devtools.trouble import Trouble

LONGEST_START = 60
LONGEST_FAREWELL = 8


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    progress = Progress(sys.stderr if wanted.json else sys.stdout)
    check_room(DEMO)
    with held(DEMO) as lock, contextlib.ExitStack() as stack:
        if wanted.fresh:
            empty(DEMO)
        try:
            Demo(wanted, progress, stack, lock).run()
        except (KeyboardInterrupt, SystemExit) as leaving:
            for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(sign, signal.SIG_IGN)
            progress.say("\nStopping …")
            stack.close()
            progress.say("Stopped. ./dev demo goes on from here.")
            return leaving.code if isinstance(leaving, SystemExit) else 0
    return 0


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="forget the demo's data, start over")
    parser.add_argument("--stage", default="", help="how far the story is when you enter")
    parser.add_argument("--json", action="store_true", help="print one line for scripts when ready")
    parser.add_argument("--port", type=int, default=8000, help="the first port to try")
    return parser.parse_args(arguments)


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name == "lock":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


class Demo:
    """The stack owns whatever runs: leaving it stops web and beat, the worker, Clio, the servers."""

    def __init__(
        self,
        wanted: argparse.Namespace,
        progress: Progress,
        stack: contextlib.ExitStack,
        lock: int,
    ) -> None:
        self.wanted, self.progress, self.stack, self.lock = wanted, progress, stack, lock
        self.watched: list[Watched] = []
        self.logs = DEMO / "log"

    def run(self) -> None:
        for folder in (self.logs, DEMO / "mail", DEMO / "files"):
            folder.mkdir(exist_ok=True)
        for log in self.logs.glob("*.log"):
            log.unlink()
        secrets = kept_secrets(DEMO)
        clio = clio_of_the_environment()
        with self.progress.step("PostgreSQL, Valkey" + ("" if clio else " and a Clio sandbox")):
            sandbox = None if clio else self.start_sandbox(secrets)
            running = self.stack.enter_context(
                servers(data=DEMO / "postgres", lock=self.lock, logs=self.logs)
            )
            clio = clio or sandbox.wait_until_ready()
        self.port, holder = claim(self.wanted.port)
        self.stack.callback(holder.close)
        self.say_if_taken()
        env = surroundings(running.urls, secrets, DEMO) | clio.settings
        env["PUBLIC_URL"] = self.address
        accounts = self.prepare(env)
        with self.progress.step("Web, worker and beat"):
            self.start_house(env)
        self.supervise_servers(running)
        tell(DEMO, {"web": self.address, "urls": running.urls})
        self.announce(clio, accounts)
        watch(self.watched, self.progress.say)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def say_if_taken(self) -> None:
        if self.port != self.wanted.port:
            self.progress.say(f"  · Port {self.wanted.port} is taken; using {self.port}.")

    def start_sandbox(self, secrets: dict[str, str]) -> Sandbox:
        env = clean(clio=False) | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        sandbox = Sandbox(DEMO, secrets, env)
        self.stack.callback(stop_together, [sandbox.child], LONGEST_FAREWELL)
        sandbox.child.start()
        self.watched.append(Watched(sandbox.child))
        return sandbox

    def supervise_servers(self, running: Servers) -> None:
        self.watched += [Watched(server.child, server.start) for server in running.started]

    def prepare(self, env: dict[str, str]) -> list[dict[str, str]]:
        preparation = Preparation(DEMO, env)
        sources = preparation.sources(self.wanted.stage)
        parts = {"migrate": ["--no-input"], "collectstatic": ["--no-input", "--clear"]}
        due = {part: how for part, how in parts.items() if preparation.is_due(part, sources)}
        if due:
            with self.progress.step("Tables and static files"):
                finish(preparation.job(part, *how) for part, how in due.items())
                preparation.remember(**{part: sources[part] for part in due})
        if preparation.is_due("seed_demo", sources):
            with self.progress.step("A firm with clients, matters and documents"):
                accounts = preparation.seed(self.wanted.stage)
                preparation.remember(seed_demo=sources["seed_demo"], accounts=accounts)
        return preparation.made["accounts"]

    def start_house(self, env: dict[str, str]) -> None:
        web, worker, beat = self.children(env)
        self.stack.callback(stop_together, [worker], LONGEST_FAREWELL)
        self.stack.callback(stop_together, [web, beat], LONGEST_FAREWELL)
        web.start()
        worker.start()
        self.wait_for_web((web, worker))
        # Last, so that it does not take the cores from the page that somebody waits for.
        beat.start()
        self.watched += [Watched(child) for child in (web, worker, beat)]

    def children(self, env: dict[str, str]) -> Iterator[Child]:
        """In the order web, worker, beat."""
        python = sys.executable
        cores = str(os.cpu_count() or 1)
        celery = [python, "-m", "celery", "-A", "casehug"]
        web = [python, "-m", "granian", "--interface", "wsgi", "casehug.wsgi:application"]
        web += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", cores]
        web += ["--blocking-threads", "2", "--workers-kill-timeout", "3"]
        work = ["worker", "--pool", "threads", "--concurrency", "16", "-Q", "celery"]
        work += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        beat = ["beat", "--schedule", str(DEMO / "beat"), "--pidfile", ""]
        yield Child("Web", web, self.logs / "web.log", env | {"DATABASE_POOL_SIZE": "4"})
        pool = {"DATABASE_POOL_SIZE": "20"}
        yield Child("Worker", [*celery, *work], self.logs / "worker.log", env | pool)
        yield Child("Beat", [*celery, *beat], self.logs / "beat.log", env)

    def wait_for_web(self, children: tuple[Child, ...]) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not answers(self.port):
            for child in children:
                if not child.is_alive():
                    raise Trouble(f"{child.name} did not start.\n{child.last_words()}")
            if time.monotonic() > deadline:
                raise Trouble(f"The web did not answer.\n{children[0].last_words()}")
            time.sleep(0.05)

    def announce(self, clio: Clio, accounts: list[dict[str, str]]) -> None:
        if self.wanted.json:
            line = {
                "web": self.address,
                "clio": clio.address,
                "clio_control": clio.control,
                "accounts": accounts,
                "mailbox": str(DEMO / "mail"),
            }
            print(json.dumps(line), flush=True)
        say = self.progress.say
        say(f"\n  CaseHug is at {self.address}\n")
        for account in accounts:
            say("    {email}  {password}   {role}, {firm}".format(**account))
        say(f"\n  Clio is at    {clio.address}")
        say(f"  E-mails go to {DEMO / 'mail'}")
        say(f"  Logs are in   {self.logs}")
        say("\n  Ctrl-C stops it all.")


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
