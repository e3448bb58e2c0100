"""`./dev manage …`: manage.py beside the demo's servers, started for the occasion if need be."""

from __future__ import annotations

import sys

from devtools.folder import DEMO, ROOT, held, kept_secrets, running
from devtools.foreground import run
from devtools.servers import servers
from devtools.surroundings import surroundings


def main(arguments: list[str]) -> int:
    if now := running(DEMO):
        return _manage(arguments, now["urls"])
    with held(DEMO) as lock, servers(data=DEMO / "postgres", lock=lock) as running_now:
        return _manage(arguments, running_now.urls)


def _manage(arguments: list[str], urls: dict[str, str]) -> int:
    env = surroundings(urls, kept_secrets(DEMO), DEMO)
    return run([sys.executable, ROOT / "manage.py", *arguments], env)
