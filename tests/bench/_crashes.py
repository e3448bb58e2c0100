"""`./dev bench crash`: kill -9 at every named place, many times over, while Clio misbehaves."""

from __future__ import annotations

import argparse
import random
import time
from typing import Any

from django.conf import settings

from casehug.tenancy.scope import firm_scope
from integrations import queue
from integrations.clio import failpoints
from integrations.models import Sync
from tests.bench._firms import connected_firm, new_matter, sandbox
from tests.integrations.proof.environment import environment
from tests.integrations.proof.faults import MISCHIEF
from tests.integrations.proof.forks import Forks
from tests.integrations.proof.oracle import faults_of

PLENTY = 1_000_000
LEASE, WAIT, PATIENCE = 0.6, 0.5, 1.0
MOST_KILLS_OF_ONE = 3


def run(dice: random.Random, wanted: argparse.Namespace) -> int:
    with sandbox() as clio:
        return rounds(clio, dice, wanted)


def rounds(clio: Any, dice: random.Random, wanted: argparse.Namespace) -> int:

    settle()
    kills = wrong = 0
    begun = time.monotonic()
    with Forks.start(environment()) as forks:
        for number in range(wanted.rounds):
            clio.reset()
            clio.settings(budget=PLENTY)
            done, faults = one_round(clio, forks, dice, wanted.faults)
            kills, wrong = kills + done, wrong + len(faults)
            print(f"  round {number + 1}: {kills} kills in {time.monotonic() - begun:.0f} s")
            for fault in faults:
                print(f"    {fault}")
    each_minute = kills / (time.monotonic() - begun) * 60
    print(f"  {kills} kills, {each_minute:.0f} a minute; lost, double or stuck: {wrong}")
    return 1 if wrong else 0


def settle() -> None:

    settings.SYNC_LEASE, settings.CLIO_UNKNOWN_WAIT = LEASE, WAIT
    settings.CLIO_TIMEOUT, settings.CLIO_RATE_LIMIT = PATIENCE, PLENTY


def one_round(clio: Any, forks: Any, dice: random.Random, share: float) -> tuple[int, list[str]]:
    """A matter for each place, killed there first and then wherever the dice say."""

    firm = connected_firm(clio, "Crash")
    before, kills = clio.store(), 0
    with firm_scope(firm.pk):
        syncs = {
            point: queue.enqueue(matter=new_matter(firm, 2), trigger=Sync.Trigger.MATTER_CREATED)
            for point in failpoints.ALL
        }
        for point, sync in syncs.items():
            ended = forks.run(sync, kill=point)
            assert ended == "killed", f"{point} was not reached: {ended}"
            kills += 1
        for kind, options in MISCHIEF.items():
            told = {"probability": share / len(MISCHIEF), "seed": dice.randrange(2**32)}
            clio.faults(kind, times=40, match={"path": "/api/"}, **told, **options)
        for sync in syncs.values():
            for _ in range(dice.randrange(MOST_KILLS_OF_ONE)):
                kills += forks.run(sync, kill=dice.choice(failpoints.ALL), seconds=5) == "killed"
        clio.no_faults()
        ended = forks.run(seconds=120)
        return kills, [*([] if ended == "finished" else [ended]), *faults_of(before, clio.store())]
