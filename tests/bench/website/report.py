"""What the pages cost, printed; and whether it is what was promised."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from casehug.models import Member, User
from casehug.tenancy.scope import firm_scope, person_scope
from casehug.ui import keyset_pager
from matters.models import Matter
from tests.bench._verdict import verdict
from tests.bench.limits import (
    LARGE,
    MOST_OF_DEPTH,
    MOST_OF_FLOOR,
    MOST_QUERIES,
    MOST_SEARCH_MS,
    SMALL,
)
from tests.bench.website.filling import PASSWORD, found_firm
from tests.bench.website.queries import cost_of
from tests.bench.website.visits import Page, Visitor, interleave
from tests.bench.website.web import Web, web

SEARCHES = {"a name": "rivera", "a number": "054321", "two words": "ana novak", "one letter": "d"}


class Report:
    def __init__(self, wanted: argparse.Namespace) -> None:
        self.wanted, self.broken = wanted, list[str]()
        self.small, self.large = found_firm(SMALL, SMALL), found_firm(LARGE, LARGE)

    def hold(self, promise: str, *, kept: bool) -> None:
        if not kept:
            self.broken.append(promise)

    def queries(self) -> None:
        print(f"\nQueries (round trips) per page     {SMALL} rows    {LARGE} rows")
        for name, path in pages_of(self.small).items():
            few = cost_of(path, self.small)
            many = cost_of(pages_of(self.large)[name], self.large)
            print(f"  {name:<30} {few!s:>9} {many!s:>11}")
            self.hold(f"{name}: as many queries with more rows", kept=few == many)
            self.hold(f"{name}: at most {MOST_QUERIES} queries", kept=many.queries <= MOST_QUERIES)
        sign_in = cost_of("/accounts/login/")
        print(f"  {'sign-in':<30} {sign_in!s:>9}")

    def pages(self) -> None:
        with self.running() as site:
            signed_in, stranger = visitor(site, self.large), Visitor(site.port)
            matter = pages_of(self.small)["matter page"]
            pages = [
                Page("floor (50 rows)", signed_in, "/floor/"),
                Page("matter list (50 rows)", signed_in, "/matters/"),
                Page("sign-in", stranger, "/accounts/login/"),
                Page("dashboard", signed_in, "/"),
                Page(f"matter page ({SMALL} documents)", visitor(site, self.small), matter),
            ]
            interleave(site, pages, rounds=self.wanted.rounds, times=self.wanted.times)
        print_pages(pages, "× floor")
        for what in ("p50", "cpu_each"):
            ratio = getattr(pages[1], what) / getattr(pages[0], what)
            self.hold(f"matter list: {what} {ratio:.2f} × the floor", kept=ratio <= MOST_OF_FLOOR)

    def depth(self) -> None:
        size = self.wanted.matters
        print(f"\nMaking a firm of {size:,} matters …", flush=True)
        huge = found_firm(size, SMALL)
        vacuum()
        with self.running() as site:
            there, here = visitor(site, huge), visitor(site, self.large)
            pages = [
                Page("page 1", there, "/matters/"),
                Page(f"page {size // 51:,}", there, f"/matters/?older={deep_place(huge)}"),
                Page(f"page 1 of {LARGE}", here, "/matters/"),
            ]
            found = [Page(name, there, f"/matters/?{asked}") for name, asked in searches().items()]
            interleave(site, pages + found, rounds=self.wanted.rounds, times=self.wanted.times)
        print_pages(pages + found, "× page 1")
        for page in pages[1:]:
            ratio = page.p50 / pages[0].p50
            self.hold(f"{page.name}: {ratio:.2f} × page 1", kept=ratio <= MOST_OF_DEPTH)
        for page in found:
            self.hold(f"{page.name}: {page.p50:.0f} ms", kept=page.p50 <= MOST_SEARCH_MS)

    def running(self) -> AbstractContextManager[Web]:
        folder = Path(os.environ["STATIC_ROOT"]).parent
        return web(folder, os.environ, pool=self.wanted.pool)

    def verdict(self) -> int:
        return verdict(self.broken)


def pages_of(email: str) -> dict[str, str]:
    with firm_of(email):
        filed = Matter.objects.exclude(documents=None).values_list("pk", flat=True)[0]
    return {
        "dashboard": "/",
        "matter list": "/matters/",
        "matter page": f"/matters/{filed}/",
        "review: what waits": "/review/",
        "review: one matter": f"/matters/{filed}/review/",
        "Settings → Templates": "/settings/templates/",
        "clients": "/clients/",
        "Settings → Integrations": "/settings/integrations/",
        "sync log": "/settings/integrations/syncs/",
    }


@contextlib.contextmanager
def firm_of(email: str) -> Iterator[None]:
    user = User.objects.get(email=email)
    with person_scope(user.pk):
        firm_id = Member.unscoped.select_related("firm").get(user=user).firm.pk
    with firm_scope(firm_id):
        yield


def deep_place(email: str) -> str:
    with firm_of(email):
        return keyset_pager.place(Matter.objects.order_by("created_at", "id")[60])


def vacuum() -> None:
    """What autovacuum would have done within minutes of so much writing."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def visitor(site: Web, email: str) -> Visitor:
    somebody = Visitor(site.port)
    somebody.sign_in(email, PASSWORD)
    return somebody


def searches() -> dict[str, str]:
    return {f"search: {name}": urlencode({"q": words}) for name, words in SEARCHES.items()}


def print_pages(pages: list[Page], against: str) -> None:
    print(
        f"\n  {'':<30} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'p50':>7} {'CPU':>6}  {against}"
    )
    for page in pages:
        p50, cpu = page.p50 / pages[0].p50, page.cpu_each / pages[0].cpu_each
        took = f"{page.p50:>8.1f} {page.p95:>8.1f} {page.cpu_each:>8.2f}"
        print(f"  {page.name:<30} {took} {p50:>7.2f} {cpu:>6.2f}", flush=True)
