"""Queries, time and CPU of the pages people look at most, beside a bare page of the same rows."""

from __future__ import annotations

import argparse

from devtools.bench._prepared import prepare

SMALL, LARGE = 3, 300
MOST_QUERIES, MOST_OF_FLOOR, MOST_OF_DEPTH, MOST_SEARCH_MS = 8, 1.5, 1.3, 50


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    prepare("collectstatic", settings="devtools.bench.website.settings")
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
