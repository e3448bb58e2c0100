"""Queries, time and CPU of the pages people look at most, beside a bare page of the same rows."""

from __future__ import annotations

import argparse

from tests.bench._prepared import prepare


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    prepare("collectstatic", settings="tests.bench.website.settings")
    from tests.bench.website.report import Report  # noqa: PLC0415 - Django is set up by now

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
