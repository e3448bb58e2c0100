"""`./dev bench NAME`: servers for a measurement; each module of tests/bench/ is one, with a main()."""

from __future__ import annotations

import sys

from devtools.folder import ROOT, make_secrets
from devtools.foreground import run
from devtools.servers import private_folder, servers
from devtools.surroundings import surroundings
from devtools.trouble import Trouble


def names() -> list[str]:
    files = (ROOT / "tests" / "bench").glob("[a-z]*.py")
    return sorted(file.stem for file in files if file.stem != "limits")


def main(arguments: list[str]) -> int:
    name, *rest = arguments or ["pages"]
    if name not in names():
        raise Trouble(f"There is no bench named {name}. There are: {', '.join(names()) or 'none'}.")
    with servers() as started, private_folder() as (folder, _):
        env = surroundings(started.urls, make_secrets(), folder)
        return run([sys.executable, "-m", "tests.bench", name, *rest], env)
