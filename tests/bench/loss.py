"""`./dev bench loss`: kill -9 of the web server while clients type and send, many times over."""

from __future__ import annotations

import argparse
import random

from tests.bench._prepared import prepare


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench loss", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="each with clients of its own")
    parser.add_argument("--kills", type=int, default=30, help="in each round")
    parser.add_argument("--seed", type=int, default=None, help="to see the same again")
    wanted = parser.parse_args(arguments)
    seed = random.randrange(2**32) if wanted.seed is None else wanted.seed
    print(f"  seed {seed}")
    prepare()
    from tests.bench._losses import run  # noqa: PLC0415 - Django is set up by now

    return run(seed, wanted)
