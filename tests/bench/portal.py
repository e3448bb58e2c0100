"""What clients receive and wait for: pages, many clients at once, large files."""

from __future__ import annotations

import argparse
import logging
import random

from tests.bench._prepared import prepare

PARTS = ("pages", "load", "uploads")


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    prepare("collectstatic")
    from tests.bench.clients.report import Report  # noqa: PLC0415 - Django is set up by now

    # A closed link answers 404, as it should.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    report = Report(wanted)
    for part in wanted.only or PARTS:
        getattr(report, part)()
    return report.verdict()


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench portal", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="may be said again")
    parser.add_argument("--minutes", type=float, default=1, help="of load")
    parser.add_argument("--rate", type=float, default=30, help="requests a second")
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--firms", type=int, default=5, help="that are synced meanwhile")
    parser.add_argument("--slow", type=int, default=8, help="phones that upload slowly meanwhile")
    parser.add_argument("--megabytes", type=int, default=100, help="of the file")
    parser.add_argument("--runs", type=int, default=3, help="of each way of sending it")
    parser.add_argument("--pool", type=int, default=4, help="connections of each web process")
    parser.add_argument("--seed", type=int, default=None, help="to see the same clients again")
    wanted = parser.parse_args(arguments)
    if wanted.seed is None:
        wanted.seed = random.randrange(2**32)
    return wanted
