"""`./dev bench sync`: calls, seconds, CPU and memory of a sync, and a budget shared by four workers."""

from __future__ import annotations

import argparse

from tests.bench._prepared import prepare


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench sync", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of the lone sync")
    parser.add_argument("--minutes", type=float, default=2.2, help="of four workers, one token")
    wanted = parser.parse_args(arguments)
    prepare()
    from tests.bench._syncs import report  # noqa: PLC0415 - Django is set up by now

    return report(wanted)
