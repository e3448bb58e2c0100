"""`./dev bench crash`: kill -9 at every named place, many times over, while Clio misbehaves."""

from __future__ import annotations

import argparse
import random

from tests.bench._prepared import prepare


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="of one kill at each named place")
    parser.add_argument("--seed", type=int, default=None, help="to see the same again")
    parser.add_argument("--faults", type=float, default=0.1, help="share of calls Clio spoils")
    wanted = parser.parse_args(arguments)
    seed = random.randrange(2**32) if wanted.seed is None else wanted.seed
    print(f"  seed {seed}")
    prepare()
    from tests.bench._crashes import run  # noqa: PLC0415 - Django is set up by now

    return run(random.Random(seed), wanted)
