"""Every page of a large firm, and what the sweeps cost beside it."""

from __future__ import annotations

import argparse

from tests.bench._prepared import prepare


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    prepare("collectstatic", settings="tests.bench.website.settings")
    from tests.bench.website.sized import Sized  # noqa: PLC0415 - Django is set up by now

    return Sized(wanted).report()


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench size", description=__doc__)
    parser.add_argument("--matters", type=int, default=140_000)
    parser.add_argument("--open", type=int, default=7_000, help="intakes that are not approved")
    parser.add_argument("--times", type=int, default=40, help="visits of each page")
    parser.add_argument("--pool", type=int, default=4, help="connections of each web process")
    parser.add_argument(
        "--explain", default="", metavar="PAGE", help="print the plans of a page's slow queries"
    )
    return parser.parse_args(arguments)
