"""What runs beside the web while clients are served: a worker, its beat, and syncs for them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from devtools import house
from devtools.processes import Child
from devtools.supervision import stop_together
from devtools.trouble import Trouble
from integrations import queue
from integrations.models import Sync
from tests.bench._firms import connected_firm, new_matter
from tests.integrations.proof.ledgers import calls

LONGEST_START, LONGEST_FAREWELL = 60, 8
# With one document each; Clio allows a token fifty calls a minute.
SYNCS_A_MINUTE = 8
DOCUMENT = 200_000


@contextlib.contextmanager
def worker(folder: Path, env: dict[str, str]) -> Iterator[Child]:
    """A Celery worker as the demo runs it, and a beat of its own."""
    work = Child("worker", house.worker(), folder / "worker.log", env | house.WORKER_SETTINGS)
    beat = Child("beat", house.beat(folder / "beat"), folder / "beat.log", env)
    try:
        work.start()
        beat.start()
        yield work
    finally:
        stop_together([beat], LONGEST_FAREWELL)
        stop_together([work], LONGEST_FAREWELL)


class Syncs:
    """Firms whose matters wait to be pushed, each at the pace Clio allows one token."""

    def __init__(self, clio: Any, *, firms: int, minutes: float) -> None:
        self.clio, self.mark = clio, clio.mark()
        self.firms = [connected_firm(clio, f"Syncing {number}") for number in range(firms)]
        for firm in self.firms:
            with firm_scope(firm.pk):
                for _ in range(round((minutes + 1) * SYNCS_A_MINUTE)):
                    matter = new_matter(firm, 1, DOCUMENT)
                    queue.enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)

    def calls(self) -> int:
        return len(calls(self.clio.ledger(self.mark)))

    def wait_until_begun(self, work: Child) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not self.calls():
            if not work.is_alive() or time.monotonic() > deadline:
                raise Trouble(f"No sync began.\n{work.last_words()}")
            time.sleep(0.1)

    def __str__(self) -> str:
        each = [_counted(firm) for firm in self.firms]
        done, left = (sum(counts) for counts in zip(*each, strict=True))
        return f"{done} matters synced, {left} still waiting for Clio's budget"


def _counted(firm: Firm) -> tuple[int, int]:
    with firm_scope(firm.pk):
        done = Sync.objects.filter(state=Sync.State.SYNCED).count()
        return done, Sync.objects.pending().count()
