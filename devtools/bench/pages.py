"""Queries, time and CPU of the pages people look at most, beside a bare page of the same rows."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from devtools.folder import ROOT
from devtools.processes import leashed

SMALL, LARGE = 3, 300
MOST_QUERIES, MOST_OF_FLOOR, MOST_OF_DEPTH, MOST_SEARCH_MS = 8, 1.5, 1.3, 50


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "devtools.bench.website.settings"
    for command in ("migrate", "collectstatic"):
        manage(command)
    import django  # noqa: PLC0415 - the settings are named by now

    django.setup()
    from devtools.bench.website.report import Report  # noqa: PLC0415 - Django is set up by now

    report = Report(wanted)
    report.queries()
    report.pages()
    report.depth()
    return report.verdict()


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--times", type=int, default=20, help="visits of a page in each round")
    parser.add_argument("--matters", type=int, default=100_000, help="in the firm seen at depth")
    parser.add_argument("--pool", type=int, default=4, help="connections of each web process")
    return parser.parse_args(arguments)


def manage(command: str) -> None:
    job: list[str | Path] = [
        sys.executable,
        ROOT / "manage.py",
        command,
        "--no-input",
        "--verbosity",
        "0",
    ]
    subprocess.run(leashed(job), check=True, env=os.environ)
