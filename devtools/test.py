"""`./dev test …`: the suite against servers of its own, on every core.

--fast leaves out browsers, proofs with real processes and the launcher's own tests, for daily work.
"""

from __future__ import annotations

import os
import sys

from devtools.browser import find_chromium
from devtools.catalogues import compiled
from devtools.folder import make_secrets
from devtools.foreground import run
from devtools.servers import private_folder, servers
from devtools.surroundings import surroundings

CORES = os.cpu_count() or 1
FAST = [
    "-m",
    "not browser and not long",
    *(f"--ignore=tests/{slow}" for slow in ("browser", "devtools")),
]


def main(arguments: list[str]) -> int:
    chromium = "" if "--fast" in arguments else find_chromium()
    with servers() as started, private_folder() as (folder, _):
        env = surroundings(started.urls, make_secrets(), folder)
        compiled(env)
        # Playwright keeps a loop running in the thread that also uses the ORM.
        env |= {"CASEHUG_CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        return run([sys.executable, "-m", "pytest", *chosen(arguments)], env)


def chosen(arguments: list[str]) -> list[str]:
    rest = [given for given in arguments if given != "--fast"]
    return [*spread(rest), *(FAST if "--fast" in arguments else []), *rest]


def spread(arguments: list[str]) -> list[str]:
    """On every core, unless the arguments say how."""
    said = any(given.startswith(("-n", "-p", "--numprocesses", "--pdb")) for given in arguments)
    return [] if said else ["-n", str(CORES)]
