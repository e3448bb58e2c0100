"""`./dev demo`: all of CaseHug on this machine, with a believable firm and a Clio to sync to."""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from devtools.clio import Clio, Sandbox, clio_of_the_environment
from devtools.folder import DEMO, ROOT, held, kept_secrets, tell
from devtools.house import LONGEST_FAREWELL, House
from devtools.ports import claim
from devtools.preparation import Preparation, finish
from devtools.progress import Progress
from devtools.servers import Servers, check_room, servers
from devtools.supervision import Watched, stop_together, watch
from devtools.surroundings import clean, surroundings


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
            return exit_code(leaving)
    return 0


def exit_code(leaving: BaseException) -> int:
    code = leaving.code if isinstance(leaving, SystemExit) else 0
    return code if isinstance(code, int) else 1


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
        with self.progress.step("PostgreSQL, Valkey and Clio"):
            find_clio = self.start_clio(secrets)
            running = self.stack.enter_context(
                servers(data=DEMO / "postgres", lock=self.lock, logs=self.logs)
            )
            clio = find_clio()
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

    def start_clio(self, secrets: dict[str, str]) -> Callable[[], Clio]:
        """Answers with what waits for it, so that the servers start meanwhile."""
        if given := clio_of_the_environment():
            return lambda: given
        env = clean(clio=False) | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        sandbox = Sandbox(DEMO, secrets, env)
        self.stack.callback(stop_together, [sandbox.child], LONGEST_FAREWELL)
        sandbox.child.start()
        self.watched.append(Watched(sandbox.child))
        return sandbox.wait_until_ready

    def supervise_servers(self, running: Servers) -> None:
        self.watched += [Watched(server.child, server.start) for server in running.started]

    def prepare(self, env: dict[str, str]) -> list[dict[str, str]]:
        preparation = Preparation(DEMO, env)
        sources = preparation.sources(self.wanted.stage)
        parts = {
            "migrate": ["--no-input"],
            "compilemessages": ["--verbosity", "0"],
            "collectstatic": ["--no-input", "--clear"],
        }
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
        house = House(env, self.port, DEMO)
        self.stack.callback(house.stop)
        house.start()
        self.watched += [Watched(child) for child in house.children]

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
        say(f"  Emails go to {DEMO / 'mail'}")
        say(f"  Logs are in   {self.logs}")
        say("\n  Ctrl-C stops it all.")
