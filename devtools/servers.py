"""PostgreSQL and Valkey for a demo or a test run: on unix sockets, no port, gone with us."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools.binaries import postgres_folder, valkey_server
from devtools.leash import NOBODY
from devtools.postgres import Postgres
from devtools.trouble import Trouble
from devtools.valkey import Valkey

PREFIX = "casehug-"
# A unix socket's address holds about 103 bytes, ".s.PGSQL.5432" among them.
LONGEST_SOCKET_FOLDER = 80
ROOM_FOR_SERVERS = 300 * 1000 * 1000


@dataclass
class Servers:
    """DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL, and the servers that we run ourselves."""

    urls: dict[str, str]
    started: list[Postgres | Valkey]


@contextlib.contextmanager
def servers(
    *,
    data: Path | None = None,
    logs: Path | None = None,
    lock: int | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Iterator[Servers]:
    """What `environ` names (DATABASE_URL, REDIS_URL) is used; the rest is started and stopped.

    With `data` PostgreSQL keeps its files there and is durable; without, it is quick and forgotten.
    The servers hold the descriptor `lock` open, so its lock outlasts a launcher that was killed.
    """
    given = {
        name: environ[name]
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
        if environ.get(name)
    }
    with contextlib.ExitStack() as stack:
        if "DATABASE_URL" in given and "REDIS_URL" in given:
            yield Servers(given, [])
            return
        sockets, own_lock = stack.enter_context(private_folder())
        locks = [own_lock] if lock is None else [own_lock, lock]
        started: list[Postgres | Valkey] = []
        if "DATABASE_URL" not in given:
            place = data or sockets / "postgres"
            check_room(place)
            started.append(
                Postgres(
                    place,
                    sockets,
                    postgres_folder(),
                    durable=data is not None,
                    locks=locks,
                    logs=logs or sockets,
                )
            )
        if "REDIS_URL" not in given:
            started.append(Valkey(sockets, valkey_server(), locks=locks, logs=logs or sockets))
        for server in started:
            stack.callback(server.stop)
            server.start()
        urls: dict[str, str] = {}
        for server in started:
            urls |= server.wait_until_ready()
        yield Servers(urls | given, started)


@contextlib.contextmanager
def private_folder() -> Iterator[tuple[Path, int]]:
    """A short private folder and the descriptor of its lock, which the servers inherit.

    The lock is free only when the launcher and every server of it are gone.
    """
    parent = short_temporary_folder()
    remove_leftovers(parent)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder, lock
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def short_temporary_folder() -> Path:
    folder = Path(tempfile.gettempdir())
    return folder if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER - 20 else Path("/tmp")  # noqa: S108 - mkdtemp makes a private folder in it


def remove_leftovers(parent: Path) -> None:
    """Folders of launchers that were killed: their lock is free."""
    for folder in parent.glob(PREFIX + "*"):
        if _is_ours(folder):
            _remove_if_abandoned(folder)


def _is_ours(folder: Path) -> bool:
    ours = (0, NOBODY) if os.geteuid() == 0 else (os.geteuid(),)
    with contextlib.suppress(OSError):
        return folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid in ours
    return False


def _remove_if_abandoned(folder: Path) -> None:
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)


def check_room(place: Path) -> None:
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < ROOM_FOR_SERVERS:
        raise Trouble(
            f"The disk is full: {existing} has {free // 10**6} MB left and the servers need "
            f"{ROOM_FOR_SERVERS // 10**6} MB. Free some space and run this again."
        )
