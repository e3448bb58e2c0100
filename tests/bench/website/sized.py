"""A large firm's pages and the sweeps beside it, measured and printed."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casehug.models import User
from intake.emails import reminders, returns, staff_emails
from integrations import queue
from tests.bench._verdict import verdict
from tests.bench.limits import MOST_MS_OF_A_LARGE_FIRM, MOST_QUERIES, SMALL
from tests.bench.website import large
from tests.bench.website.filling import found_firm
from tests.bench.website.queries import cost_of
from tests.bench.website.report import firm_of, pages_of, vacuum, visitor
from tests.bench.website.visits import Page, interleave
from tests.bench.website.web import web

SLOW = 0.004
MORE_PAGES = {
    "matters: to review": "/matters/?intake=review",
    "matters: waiting for the client": "/matters/?intake=client",
    "matters: intake approved": "/matters/?intake=approved",
    "matters: pending, for the client": "/matters/?intake=client&status=pending",
    "matters: to review, searched": "/matters/?intake=review&q=rivera",
    "matters: for the client, searched": "/matters/?intake=client&q=a",
    "matters: searched": "/matters/?q=ana+novak",
    "clients: a name": "/clients/?q=rivera",
    "clients: one letter": "/clients/?q=a",
    "clients: two words": "/clients/?q=ana+novak",
    "picker: one letter": "/clients/search/?find=a",
    "sync log: synced": "/settings/integrations/syncs/?state=synced",
    "sync log: waiting": "/settings/integrations/syncs/?state=waiting",
    "sync log: needs you": "/settings/integrations/syncs/?state=needs-you",
    "sync log: this week": "/settings/integrations/syncs/?span=week",
    "sync log: needs you this month": "/settings/integrations/syncs/?state=needs-you&span=month",
}


class Sized:
    def __init__(self, wanted: argparse.Namespace) -> None:
        self.wanted, self.broken = wanted, list[str]()
        print(f"\nMaking a firm of {wanted.matters:,} matters, {wanted.open:,} open …", flush=True)
        self.email = found_firm(wanted.matters, SMALL)
        with firm_of(self.email):
            large.fill(wanted.matters, wanted.open)
        vacuum()

    def report(self) -> int:
        if self.wanted.explain:
            explain(self.email, self.paths[self.wanted.explain])
            return 0
        self.pages()
        self.sweeps()
        return verdict(self.broken)

    @property
    def paths(self) -> dict[str, str]:
        return pages_of(self.email) | MORE_PAGES

    def pages(self) -> None:
        folder = Path(os.environ["STATIC_ROOT"]).parent
        with web(folder, os.environ, pool=self.wanted.pool) as site:
            somebody = visitor(site, self.email)
            pages = [Page(name, somebody, path) for name, path in self.paths.items()]
            interleave(site, pages, rounds=4, times=self.wanted.times // 4)
        print(f"\n  {'':<34} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'cold ms':>8}  queries")
        for page in pages:
            cold, cost = first_look(self.email, page.path), cost_of(page.path, self.email)
            took = f"{page.p50:>8.1f} {page.p95:>8.1f} {page.cpu_each:>8.2f} {cold:>8.1f}"
            print(f"  {page.name:<34} {took}  {cost}", flush=True)
            self.hold(
                f"{page.name}: p95 {page.p95:.0f} ms", kept=page.p95 <= MOST_MS_OF_A_LARGE_FIRM
            )
            self.hold(f"{page.name}: {cold:.0f} ms at first", kept=cold <= MOST_MS_OF_A_LARGE_FIRM)
            self.hold(f"{page.name}: {cost.queries} queries", kept=cost.queries <= MOST_QUERIES)

    def hold(self, promise: str, *, kept: bool) -> None:
        if not kept:
            self.broken.append(promise)

    def sweeps(self) -> None:
        """Each as often as until it has nothing more to do, and once more."""
        print(f"\n  {'':<34} {'first ms':>8} {'then ms':>8}")
        for name, sweep in SWEEPS.items():
            first, then = spent(sweep), median(spent(sweep) for _ in range(5))
            print(f"  {name:<34} {first:>8.1f} {then:>8.1f}", flush=True)
            self.hold(f"sweep of {name}: {then:.0f} ms", kept=then <= MOST_MS_OF_A_LARGE_FIRM)


SWEEPS: dict[str, Callable[[], object]] = {
    "reminders": reminders.write_due,
    "returns": returns.write_due,
    "notices": staff_emails.write_due,
    "syncs due": lambda: queue.due_count(8),
}


def spent(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000


def first_look(email: str, path: str) -> float:
    """Milliseconds without the web server, and with nothing kept from an earlier look."""
    from django.core.cache import cache  # noqa: PLC0415 - only here

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=email))
    client.get(path)  # Templates and icons are looked for once.
    took = []
    for _ in range(3):
        cache.clear()
        took.append(spent(lambda: client.get(path)))
    return median(took)


def explain(email: str, path: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=email))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    for query in captured.captured_queries:
        print(f"\n{float(query['time']) * 1000:.0f} ms  {query['sql'][:200]}")
        if float(query["time"]) >= SLOW and query["sql"].startswith("SELECT"):
            with firm_of(email), connection.cursor() as cursor:
                plan(cursor, query["sql"])


def plan(cursor: CursorWrapper, sql: str) -> None:
    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}".replace("%", "%%"), [])
    print("\n".join(line for (line,) in cursor.fetchall()))
