"""`./dev bench sync`: calls, seconds, CPU and memory of a sync, and a budget shared by four workers."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.conf import settings

from casehug.tenancy.scope import firm_scope
from integrations import queue
from integrations.clio.rate_limit import connected_redis
from integrations.models import Sync
from tests.bench._firms import connected_firm, new_matter, sandbox
from tests.bench.website.web import cpu_of, peak_of
from tests.integrations.proof.ledgers import calls, most_in_a_window, refusals_per_window
from tests.integrations.proof.workers import Worker

LATENCY = 0.15
ROUND_TRIPS = 7
LONE_AT_MOST = 1.3 * ROUND_TRIPS * LATENCY
MEGABYTE = 1024 * 1024


def report(wanted: argparse.Namespace) -> int:
    """Every figure with its limit; 1 when one is missed."""
    good = []
    with sandbox() as clio:
        with Worker.start(**settings_of_workers()).until_ready() as worker:
            alone = lone_syncs(clio, worker, wanted.runs)
            good.append(told("lone first sync, 3 documents", min(alone), LONE_AT_MOST, "s"))
            behind = behind_a_backlog(clio, wanted.runs)
            limit = 2 * min(alone)
            good.append(told("behind a backlog of 40 matters", min(behind), limit, "s"))
        good.append(memory(clio))
        good.append(four_workers(clio, wanted.minutes * 60))
    return 0 if all(good) else 1


def told(what: str, found: float, limit: float, unit: str) -> bool:
    fits = found <= limit
    print(f"  {what}: {found:.3f} {unit}, at most {limit:.3f}: {'good' if fits else 'MISSED'}\n")
    return fits


def settings_of_workers(**more: Any) -> dict[str, Any]:

    return {"REDIS_URL": settings.REDIS_URL, "SWEEP_EVERY": 2, **more}


# --- Seconds -------------------------------------------------------------------------------------


def lone_syncs(clio: Any, worker: Any, runs: int) -> list[float]:
    """Seconds from the request to `synced`, with what each spent."""

    clio.latency(LATENCY, uploads=True)
    taken = []
    for run in range(runs):
        firm = connected_firm(clio, f"Alone {run}")
        mark, cpu = clio.mark(), cpu_of(worker.child)
        taken.append(synced_after(firm, documents=3))
        spent = len(calls(clio.ledger(mark)))
        each = (cpu_of(worker.child) - cpu) / (spent + 3) * 1000
        print(f"  {taken[-1]:.3f} s, {spent} calls + 3 uploads, {each:.1f} ms CPU a call")
    return taken


def behind_a_backlog(clio: Any, runs: int) -> list[float]:
    """The same while another firm's 40 matters wait for a budget that is spent."""

    busy = connected_firm(clio, "Backlog")
    with firm_scope(busy.pk):
        for _ in range(40):
            queue.enqueue(matter=new_matter(busy, 1), trigger=Sync.Trigger.MATTER_CREATED)
        until(lambda: Sync.objects.filter(reason="budget").exists(), 60)
    taken = []
    for run in range(runs):
        taken.append(synced_after(connected_firm(clio, f"Behind {run}"), documents=3))
        with firm_scope(busy.pk):
            left = Sync.objects.pending().count()
        print(f"  {taken[-1]:.3f} s behind {left} waiting matters")
    clio.latency(0)
    with firm_scope(busy.pk):
        Sync.objects.pending().update(state=Sync.State.HELD)
    return taken


def synced_after(firm: Any, documents: int, size: int = 2_000, seconds: float = 60) -> float:

    with firm_scope(firm.pk):
        matter = new_matter(firm, documents, size)
        asked = queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL)
        until(lambda: Sync.objects.get(pk=asked.pk).state == "synced", seconds)
        sync = Sync.objects.get(pk=asked.pk)
        assert sync.finished_at
        return (sync.finished_at - sync.requested_at).total_seconds()


def until(condition: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"Not so within {seconds} s.")
        time.sleep(0.05)


# --- CPU and memory ------------------------------------------------------------------------------


def memory(clio: Any) -> bool:
    """The worker's highest resident memory, by the kernel's count, in a worker of its own each."""

    peaks = {}
    for size in (1, 100):
        firm = connected_firm(clio, f"{size} MB")
        with Worker.start(**settings_of_workers()).until_ready() as worker:
            taken = synced_after(firm, documents=1, size=size * MEGABYTE, seconds=120)
            peaks[size] = peak_of(worker.process.pid)
        print(f"  {size} MB in {taken:.2f} s, at most {peaks[size] / MEGABYTE:.1f} MB resident")
    return told("more memory for 100 MB", (peaks[100] - peaks[1]) / MEGABYTE, 16, "MB")


# --- The budget ----------------------------------------------------------------------------------


def four_workers(clio: Any, seconds: float) -> bool:
    """One token, four processes, more work than the budget allows; Redis forgets in the middle."""

    firm = connected_firm(clio, "Four workers")
    mark = clio.mark()
    workers = [Worker.start(**settings_of_workers()).until_ready() for _ in range(4)]
    try:
        with firm_scope(firm.pk):
            for _ in range(int(seconds / 60 + 2) * 50 // 7):
                queue.enqueue(matter=new_matter(firm, 1), trigger=Sync.Trigger.MATTER_CREATED)
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            time.sleep(1)
        kept = calls(clio.ledger(mark))
        connected_redis().flushall()
        time.sleep(65)
        forgotten = calls(clio.ledger(kept[-1]["n"]))
    finally:
        for worker in workers:
            worker.__exit__()
    most, refused = most_in_a_window(kept, 60), refusals_per_window(kept, 60)
    print(f"  {len(kept)} calls in {seconds:.0f} s, most in 60 s {most}, 429 a window {refused}")
    after = refusals_per_window(forgotten, 60)
    print(f"  after FLUSHALL: {len(forgotten)} calls, 429 a window {after}")
    return told("most calls in any 60 s", most, 50, "calls") and max([*refused, *after, 0]) <= 1
