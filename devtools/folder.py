"""The demo's folder: its lock, its secrets, and where its servers are while it runs."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from devtools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / ".demo"
LONGEST_FAREWELL = 20


def make_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "CLIO_CLIENT_ID": secrets.token_hex(20),
        "CLIO_CLIENT_SECRET": secrets.token_hex(20),
        "DEMO_PASSWORD": "-".join(secrets.token_hex(2) for _ in range(4)),
    }


def kept_secrets(folder: Path) -> dict[str, str]:
    """The same at every start; made at the first one, readable by the owner alone."""
    file = folder / "secrets.env"
    if not file.exists():
        draft = file.with_suffix(".draft")
        draft.touch(mode=0o600)
        draft.write_text("".join(f"{name}={value}\n" for name, value in make_secrets().items()))
        draft.rename(file)
    lines = (line for line in file.read_text().splitlines() if "=" in line)
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


@contextlib.contextmanager
def held(folder: Path) -> Iterator[int]:
    """One launcher at a time; waits for the servers of a killed one to be gone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(lock, folder)
        yield lock
    finally:
        (folder / "running.json").unlink(missing_ok=True)
        os.close(lock)


def _take(lock: int, folder: Path) -> None:
    deadline = time.monotonic() + LONGEST_FAREWELL
    while True:
        with contextlib.suppress(BlockingIOError):
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if now := running(folder):
            raise Trouble(f"The demo of this folder is already running at {now['web']}.")
        if time.monotonic() > deadline:
            raise Trouble(f"Another ./dev is at work in {folder}. Run this again when it is done.")
        time.sleep(0.1)


def tell(folder: Path, facts: dict[str, object]) -> None:
    draft = folder / "running.draft"
    draft.write_text(json.dumps({"pid": os.getpid(), **facts}))
    draft.rename(folder / "running.json")


def running(folder: Path) -> dict | None:
    """What the launcher that holds this folder told, if it is alive."""
    try:
        facts = json.loads((folder / "running.json").read_text())
        os.kill(facts["pid"], 0)
    except (OSError, ValueError, KeyError):
        return None
    return facts
