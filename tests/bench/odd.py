"""`./dev bench odd`: thousands of files nobody should send, and the memory they cost each process."""

from __future__ import annotations

import argparse
import random

from tests.bench._prepared import prepare


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench odd", description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None, help="to see the same again")
    wanted = parser.parse_args(arguments)
    seed = random.randrange(2**32) if wanted.seed is None else wanted.seed
    print(f"  seed {seed}")
    prepare()
    from tests.bench._odd import run  # noqa: PLC0415 - Django is set up by now

    return run(seed, wanted.files)
