"""What a client's pages and files cost, printed; and whether it is what was promised."""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial as bound
from pathlib import Path
from threading import Event

from django.db import connection

from casehug.tenancy.scope import firm_scope
from tests.bench._firms import sandbox
from tests.bench._verdict import verdict
from tests.bench.clients import sending
from tests.bench.clients.filling import found_firm, invite, photo
from tests.bench.clients.load import MIX, Browser, Load, spread
from tests.bench.clients.places import Place, places
from tests.bench.clients.running import Syncs, worker
from tests.bench.clients.sending import WEAK_SIGNAL, Sender, Sent, middle, watched
from tests.bench.clients.weighing import Scales, Times, Weight, chromium
from tests.bench.limits import MOST_BYTES, MOST_PORTAL_MS, MOST_PORTAL_QUERIES
from tests.bench.website.queries import cost_of
from tests.bench.website.web import Web, cpu_of, web
from tests.integrations.proof.environment import environment

LANGUAGES = {"en": "English", "es": "Spanish"}
KINDS = ("html", "css", "js", "other")


class Report:
    def __init__(self, wanted: argparse.Namespace) -> None:
        self.wanted, self.broken = wanted, list[str]()
        self.folder = Path(os.environ["STATIC_ROOT"]).parent
        self.member = found_firm()
        self.dice = random.Random(wanted.seed)
        connection.close()

    def hold(self, promise: str, *, kept: bool) -> None:
        if not kept:
            self.broken.append(promise)

    def running(self, **changes: str) -> AbstractContextManager[Web]:
        return web(self.folder, {**os.environ, **changes}, pool=self.wanted.pool)

    # --- Pages -----------------------------------------------------------------------------------

    def pages(self) -> None:
        both = {code: places(self.member, code) for code in LANGUAGES}
        self.queries(both["en"])
        with self.running() as site, chromium() as browser:
            scales = Scales(browser, site.port)
            for code, found in both.items():
                print(f"\nA first visit in {LANGUAGES[code]}: kB over the wire, headers and all")
                print(f"  {'':<28} {'HTML':>6} {'CSS':>6} {'JS':>6} {'rest':>6} {'all':>6} answers")
                for place in found:
                    self.weigh(place, code, scales.weigh(place))
            print("\nThe same at 400 kbit/s, 400 ms there and back, a processor four times slower")
            print(f"  {'seconds until':<28} {'seen':>6} {'button':>6} {'scripts':>7} {'all':>6}")
            for place in both["en"]:
                print(line_of_times(place, scales.time(place)), flush=True)

    def queries(self, found: list[Place]) -> None:
        print("\nQueries (round trips) per page")
        for place in found:
            cookies = {"casehug-device": place.secret} if place.secret else {}
            cost = cost_of(place.path, wanted=place.wanted, **cookies)
            print(f"  {place.name:<28} {cost!s:>9}{mark(cost.queries > MOST_PORTAL_QUERIES)}")
            kept = cost.queries <= MOST_PORTAL_QUERIES
            self.hold(f"{place.name}: at most {MOST_PORTAL_QUERIES} queries", kept=kept)

    def weigh(self, place: Place, code: str, weight: Weight) -> None:
        each = " ".join(f"{weight.bytes[kind] / 1000:>6.1f}" for kind in KINDS)
        total = f"{weight.total / 1000:>6.1f} {weight.requests:>7}"
        print(f"  {place.name:<28} {each} {total}{mark(weight.total >= MOST_BYTES)}", flush=True)
        promise = f"{place.name} ({code}): under {MOST_BYTES // 1000} kB"
        self.hold(promise, kept=weight.total < MOST_BYTES)

    # --- Load ------------------------------------------------------------------------------------

    def load(self) -> None:
        rate, minutes = self.wanted.rate, self.wanted.minutes
        with ExitStack() as stack:
            clio = stack.enter_context(sandbox())
            env = environment(REDIS_URL=os.environ["REDIS_URL"])
            site = stack.enter_context(self.running())
            load = Load(self.browsers(site), self.dice)
            syncs = Syncs(clio, firms=self.wanted.firms, minutes=minutes)
            work = stack.enter_context(worker(self.folder, env))
            syncs.wait_until_begun(work)
            stack.enter_context(self.weak_signals(site))
            print(
                f"\n{rate:g} requests a second for {minutes:g} min, {self.wanted.clients} clients,"
                f" seed {self.wanted.seed};\n  meanwhile {self.wanted.firms} firms are synced and"
                f" {self.wanted.slow} phones upload at {WEAK_SIGNAL // 1000} kB a second",
                flush=True,
            )
            cpu, calls, begun = (
                [site.cpu(), cpu_of(work), own_cpu()],
                syncs.calls(),
                time.monotonic(),
            )
            load.run(rate=rate, seconds=minutes * 60)
            took = time.monotonic() - begun
            spent = [site.cpu() - cpu[0], cpu_of(work) - cpu[1], own_cpu() - cpu[2]]
            self.print_load(load, took)
            print(f"  {syncs.calls() - calls} calls to Clio meanwhile; {syncs}")
        shares = [f"{one / took * 100:.0f} %" for one in spent]
        print(f"  Of a core: web {shares[0]}, worker {shares[1]}, these clients {shares[2]}")
        print(f"  {spent[0] * 1000 / max(1, len(load.all)):.1f} ms CPU of the web a request")

    @contextmanager
    def weak_signals(self, site: Web) -> Iterator[None]:
        over = Event()
        with firm_scope(self.member.firm_pk):
            phones = [invite(self.member, 2000 + number) for number in range(self.wanted.slow)]
        senders = [Sender(site.port, phone) for phone in phones]
        with ThreadPoolExecutor(len(senders) or 1) as hands:
            for sender in senders:
                hands.submit(sender.slowly, "slow", over)
            try:
                yield
            finally:
                over.set()

    def browsers(self, site: Web) -> list[Browser]:
        with firm_scope(self.member.firm_pk):
            phones = [invite(self.member, number) for number in range(self.wanted.clients)]
        picture = photo()
        return [Browser(site.port, phone, picture, self.dice) for phone in phones]

    def print_load(self, load: Load, seconds: float) -> None:
        print(f"  {'ms':<28} {'number':>7} {'p50':>7} {'p95':>7} {'p99':>7}")
        for name, took in [*((name, load.took[name]) for name in MIX), ("all", load.all)]:
            print(line_of_load(name, took) if len(took) > 1 else f"  {name:<28} {len(took):>7}")
        print(f"  {len(load.all) / seconds:.1f} answers a second, {len(load.errors)} errors")
        for error in sorted(set(load.errors))[:10]:
            print(f"    {error}")
        self.hold(f"{len(load.errors)} errors under load", kept=not load.errors)
        p95 = spread(load.all)[1] if len(load.all) > 1 else float("inf")
        self.hold(f"p95 {p95:.0f} ms, at most {MOST_PORTAL_MS}", kept=p95 <= MOST_PORTAL_MS)

    # --- Uploads ---------------------------------------------------------------------------------

    def uploads(self) -> None:
        size, runs = self.wanted.megabytes, self.wanted.runs
        file = sending.paper(self.folder / "statement.pdf", size)
        print(f"\nA file of {size} MB, the middle of {runs} runs")
        heads = f"{'s':>6} {'MB/s':>7} {'CPU ms/MB':>10} {'MB resident: before, peak':>26}"
        print(f"  {'':<28} {heads}  × sink")
        sinks = {syncs: self.to_sink(file, syncs=syncs) for syncs in ("no", "yes")}
        floor = sinks["no"]
        print(line_of_sending("sink", floor, floor))
        print(line_of_sending("sink that syncs each piece", sinks["yes"], floor))
        with firm_scope(self.member.firm_pk):
            phones = [invite(self.member, 1000 + number) for number in range(4)]
        ways: list[tuple[str, int, Callable[[Sender, Path, str], None]]] = [
            ("in pieces of 1 MB", 1, Sender.in_pieces),
            ("in pieces that grow to 8 MB", 1, bound(Sender.in_pieces, grow=True)),
            ("in a form, no JavaScript", 1, Sender.in_a_form),
            ("4 at once, growing", 4, bound(Sender.in_pieces, grow=True)),
        ]
        for number, (name, many, way) in enumerate(ways):
            with self.running() as site:
                senders = [Sender(site.port, phone) for phone in phones[:many]]
                found = [
                    watched(
                        site,
                        size * many,
                        *(bound(way, sender, file, f"way{number}run{run}") for sender in senders),
                    )
                    for run in range(runs)
                ]
            print(line_of_sending(name, middle(found), floor), flush=True)

    def to_sink(self, file: Path, *, syncs: str) -> Sent:
        env = {**os.environ, "BENCH_SINK": str(self.folder / "sunk"), "BENCH_SINK_SYNCS": syncs}
        application = "tests.bench.clients.sink:application"
        with web(self.folder, env, pool=0, application=application) as site:
            send = bound(sending.to_the_sink, site.port, file)
            return middle(
                [watched(site, self.wanted.megabytes, send) for _ in range(self.wanted.runs)]
            )

    def verdict(self) -> int:
        return verdict(self.broken)


def own_cpu() -> float:
    return time.process_time()


def mark(wrong: bool) -> str:
    return "  ✕" if wrong else ""


def line_of_times(place: Place, times: Times) -> str:
    found = (times.paint, times.button, times.scripts, times.whole)
    seen, button, scripts, whole = (f"{one / 1000:.2f}" for one in found)
    return f"  {place.name:<28} {seen:>6} {button:>6} {scripts:>7} {whole:>6}"


def line_of_load(name: str, took: list[float]) -> str:
    cuts = " ".join(f"{one:>7.0f}" for one in spread(took))
    return f"  {name:<28} {len(took):>7} {cuts}"


def line_of_sending(name: str, sent: Sent, floor: Sent) -> str:
    memory = f"{sent.before / 2**20:.0f}, {sent.peak / 2**20:.0f}"
    each = f"{sent.seconds:>6.2f} {sent.speed:>7.1f} {sent.cpu_each:>10.1f} {memory:>26}"
    return f"  {name:<28} {each}  {floor.speed / sent.speed:>6.2f}"
