"""`./dev sweep NAME`: the long run of a proof whose short run is part of `./dev test`.

Each prints its seed; `--count` says how many instead of the usual, `--seed` goes where a seed led
before.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

from devtools import bench
from devtools.catalogues import compiled
from devtools.folder import make_secrets
from devtools.foreground import run
from devtools.servers import private_folder, servers
from devtools.surroundings import surroundings
from devtools.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Sweep:
    """counted, seed: the variables that the test reads, if it reads one."""

    test: str
    counted: str
    count: int
    seed: str
    what: str


SWEEPS = {
    "fuzz": Sweep(
        "tests/casehug/web/test_fuzz.py::test_odd_input_has_an_answer",
        *("FUZZ_REQUESTS", 100_000, "FUZZ_SEED"),
        "odd input at every address and form: an answer in words, never an error page",
    ),
    "audit": Sweep(
        "tests/casehug/audit/test_chain.py::test_every_tampering_is_found",
        *("AUDIT_TAMPERINGS", 1_000, "AUDIT_SEED"),
        "the audit log changed as PostgreSQL's superuser: every tampering is found",
    ),
    "moves": Sweep(
        "tests/intake/progress/test_next_move.py::test_marks_say_what_is_so_after_anything",
        *("WALKS", 200, "WALK_SEED"),
        "60 random acts on an intake: whose move it is, kept and worked out anew, agree",
    ),
    "faults": Sweep(
        "tests/integrations/proof/test_faults.py::test_faults_of_every_kind_at_random",
        *("FAULT_ROUNDS", 100, "FAULT_SEED"),
        "8 matters against a Clio that fails in every way at once: none lost, doubled or stuck",
    ),
    "kills": Sweep(
        "tests/intake/proof/test_killed.py::test_what_was_acknowledged_outlives_kills",
        *("KILLS", 1_000, "KILL_SEED"),
        "the web server killed while clients type and send: what they were told is kept, is kept",
    ),
}
# With a report of their own.
BENCHES = {
    "crash": "a sync killed at every step between two commits",
    "loss": "workers killed, PostgreSQL and Valkey restarted or emptied while syncs run",
    "odd": "harmful files: what they cost, and that they are refused",
}


def main(arguments: list[str]) -> int:
    name, *rest = arguments or [""]
    if name in BENCHES:
        return bench.main(arguments)
    if name not in SWEEPS:
        raise Trouble(f"There is no sweep named {name}.\n\n{listed()}" if name else listed())
    return long_run(SWEEPS[name], rest)


def listed() -> str:
    known = {name: one.what for name, one in SWEEPS.items()} | BENCHES
    return "Sweeps:\n" + "\n".join(f"  {name:<8} {what}" for name, what in known.items())


def long_run(sweep: Sweep, rest: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="./dev sweep")
    asked.add_argument("--count", type=int, default=sweep.count)
    asked.add_argument("--seed", type=int)
    given = asked.parse_args(rest)
    with servers() as started, private_folder() as (folder, _):
        env = surroundings(started.urls, make_secrets(), folder)
        compiled(env)
        env[sweep.counted] = str(given.count)
        if given.seed is not None:
            env[sweep.seed] = str(given.seed)
        return run([sys.executable, "-m", "pytest", "-rP", "--durations=1", sweep.test], env)
