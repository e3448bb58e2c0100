"""A PostgreSQL cluster of our own: initdb once, roles and database as in production."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

from devtools.leash import NOBODY
from devtools.processes import Child, last_lines, leashed
from devtools.trouble import Trouble

LONGEST_START = 60
# Names the socket only: nothing listens on TCP.
PORT = "5432"
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ROLES = """
CREATE ROLE casehug_owner LOGIN CREATEDB NOSUPERUSER;
CREATE ROLE casehug LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
"""
ROLES_EXIST = "SELECT 1 FROM pg_roles WHERE rolname = 'casehug'"
DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = 'casehug'"


class Postgres:
    """`data` holds the cluster, `sockets` the socket and the log, `programs` initdb and postgres."""

    def __init__(
        self,
        data: Path,
        sockets: Path,
        programs: Path,
        *,
        durable: bool,
        locks: Sequence[int],
        logs: Path,
    ) -> None:
        self.data, self.sockets, self.programs, self.locks = data, sockets, programs, locks
        self.durable = durable
        self.log = logs / "postgres.log"
        self.settings = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": str(sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "300",
            **({} if durable else FORGETFUL),
        }
        self._child: Child | None = None

    def url(self, role: str, database: str = "casehug") -> str:
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}:{PORT}/{database}"

    def start(self) -> None:
        if self._child is None:
            self._child = self.prepare()
        self._child.start()

    @property
    def child(self) -> Child:
        if self._child is None:
            raise Trouble("PostgreSQL was not started.")
        return self._child

    def prepare(self) -> Child:
        """The folder as PostgreSQL wants it, and the process that is not started yet."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        identity = choose_identity(self.programs / "postgres", self.data)
        give_to(identity, self.data, self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster(identity)
        self.refuse_other_version()
        # Nobody else runs on this folder, whatever a killed launcher left in it.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        command: list[str | Path] = [self.programs / "postgres", "-D", self.data]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        # SIGINT is the fast shutdown: clients are sent away and nothing is lost.
        return Child(
            "PostgreSQL", command, self.log, environment(), identity, self.locks, signal.SIGINT
        )

    def make_cluster(self, identity: str) -> None:
        """Made aside and renamed, so that an interrupted initdb leaves nothing behind."""
        draft = self.data / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        command: list[str | Path] = [self.programs / "initdb", "-D", draft, "-U", "postgres"]
        command += ["-A", "trust"]
        command += ["--encoding=UTF8", "--locale=C", "--no-instructions"]
        if self.version() >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.durable:
            command += ["--no-sync"]
        made = subprocess.run(
            leashed(command, identity),
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise Trouble(explain(made.stdout + made.stderr, "initdb failed."))
        for file in sorted(draft.iterdir(), key=lambda file: file.name == "PG_VERSION"):
            file.rename(self.data / file.name)
        draft.rmdir()

    def version(self) -> int:
        command = [str(self.programs / "postgres"), "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return int(re.findall(r"\d+", answer)[0])

    def refuse_other_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != self.version():
            raise Trouble(
                f"The demo's data was made by PostgreSQL {made_by} and this is {self.version()}. "
                "Start over with ./dev demo --fresh."
            )

    def wait_until_ready(self) -> dict[str, str]:
        deadline = time.monotonic() + LONGEST_START
        while not self.is_ready():
            if not self.child.is_alive() or time.monotonic() > deadline:
                raise Trouble(explain(self.child.last_words(), "PostgreSQL did not start."))
            time.sleep(0.02)
        self.make_roles()
        return {
            "DATABASE_URL": self.url("casehug"),
            "DATABASE_OWNER_URL": self.url("casehug_owner"),
        }

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError, IndexError):
            return (self.data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
        return False

    def make_roles(self) -> None:
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            if not connection.execute(ROLES_EXIST).fetchone():
                connection.execute(ROLES)
            if not connection.execute(DATABASE_EXISTS).fetchone():
                connection.execute("CREATE DATABASE casehug OWNER casehug_owner")

    def stop(self) -> None:
        if self._child is not None:
            self._child.ask_to_stop()
            self._child.wait(20)


def environment() -> dict[str, str]:
    """Ours without PGPORT, PGDATA and the like, which would steer the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def choose_identity(program: Path, data: Path) -> str:
    """Who PostgreSQL runs as; root tries a user namespace, which needs no change of owner."""
    if os.geteuid() != 0 or sys.platform != "linux":
        return "self"
    probe = ["/bin/sh", "-c", 'test -w "$0" && "$1" --version', str(data), str(program)]
    previous = data.stat()
    os.chown(data, 0, 0)
    with contextlib.suppress(OSError):
        tried = subprocess.run(leashed(probe, "userns"), capture_output=True, check=False)
        if tried.returncode == 0:
            return "userns"
    os.chown(data, previous.st_uid, previous.st_gid)
    return "nobody"


def give_to(identity: str, *folders: Path) -> None:
    """Root's clusters belong to whoever runs them: initdb and postgres insist."""
    if identity == "self":
        return
    uid = NOBODY if identity == "nobody" else 0
    for folder in folders:
        if folder.stat().st_uid != uid or (folder / "PG_VERSION").exists():
            _chown_all(folder, uid)


def _chown_all(folder: Path, uid: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        if path.lstat().st_uid != uid:
            os.lchown(path, uid, uid)


def explain(output: str, what: str) -> str:
    if "No space left on device" in output:
        return "The disk is full. Free some space and run this again."
    return f"{what} Its last words:\n" + last_lines(output)
