"""`./dev bench NAME`: what things cost. Each module beside this one is a measurement with a main()."""

from __future__ import annotations

import sys
from pathlib import Path

from devtools.folder import make_secrets
from devtools.foreground import run
from devtools.servers import private_folder, servers
from devtools.surroundings import surroundings
from devtools.trouble import Trouble


def names() -> list[str]:
    files = Path(__file__).parent.glob("[a-z]*.py")
    return sorted(file.stem for file in files)


def main(arguments: list[str]) -> int:
    name, *rest = arguments or ["pages"]
    if name not in names():
        raise Trouble(f"There is no bench named {name}. There are: {', '.join(names()) or 'none'}.")
    with servers() as started, private_folder() as (folder, _):
        env = surroundings(started.urls, make_secrets(), folder)
        return run([sys.executable, "-m", "devtools.bench", name, *rest], env)
