"""`./dev bench loss`: kill -9 of the web server while clients type and send, many times over."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from tests.bench._firms import new_matter
from tests.intake.proof.trials import intake_of, trial
from tests.intake.proof.web import KILLABLE, Web


def run(seed: int, wanted: argparse.Namespace) -> int:
    begun, lost, kept = time.monotonic(), 0, Counter[str]()
    with (
        tempfile.TemporaryDirectory() as folder,
        Web.start(Path(folder), application=KILLABLE) as web,
    ):
        for number in range(wanted.rounds):
            faults, told = one_round(web, f"{seed}-{number}", wanted.kills)
            kept, lost = kept + Counter(told), lost + len(faults)
            kills = (number + 1) * wanted.kills
            print(f"  round {number + 1}: {kills} kills in {time.monotonic() - begun:.0f} s")
            for fault in faults:
                print(f"    {fault}")
    print(f"  requests cut off: {kept.pop('cut', 0)}; acknowledged: {dict(kept)}")
    print(f"  {kills} kills; lost, double or left over: {lost}")
    return 1 if lost else 0


def one_round(web: Web, seed: str, kills: int) -> tuple[list[str], dict[str, int]]:
    firm = Firm.found(name="Loss")
    with firm_scope(firm.pk):
        intake = intake_of(new_matter(firm, 0))
        return trial(web=web, intake=intake, seed=seed, kills=kills)
