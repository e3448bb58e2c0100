"""Query plans: what is asked of one matter is found by that matter, however large its firm is and
whatever PostgreSQL knows of the tables.

On tables that were never analyzed it takes every firm for a small one: a condition on the firm alone
then looks as good as any, and a join over the whole firm takes minutes.
"""

import json
import re
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection as database

from integrations import queue
from integrations.clio.push.costs import calls_ahead
from integrations.models import Link, Sync, SyncEvent
from integrations.receivers import _waits_approved
from matters.models import Client, Document, Matter
from tests.conftest import owner

pytestmark = pytest.mark.django_db(transaction=True)

MATTERS = 3000
# Rows of which a firm has one for each matter, or more.
LARGE = {model._meta.db_table: model for model in (Client, Matter, Document, Link, Sync, SyncEvent)}
OURS = {model._meta.db_table for model in (Link, Sync, SyncEvent)}
# Indexes over few rows by their own condition: what waits, is held or runs.
SMALL = {"sync_held", "sync_log_waiting", "sync_queued", "sync_running", "link_to_look_at",
         "findings_open", "one_queued_per_matter", "one_running_per_matter",
         "matter_without_client"}  # fmt: skip
# A page at a time in the order of the index, which ends after a page.
PAGED = {"sync_log", "sync_log_by_state", "sync_finished", "matter_newest", "sync_turns"}


def clone(row, count, source="generate_series(1, %s) AS one", **columns):
    """Rows like `row`, one for each of `source`; `columns` are SQL."""
    table = row._meta.db_table
    others = [field.column for field in row._meta.local_concrete_fields if not field.primary_key]
    told = ", ".join(columns.get(name, f"r.{name}") for name in others)
    names = ", ".join(others)
    sql = f"INSERT INTO {table} ({names}) SELECT {told} FROM {table} r, {source} WHERE r.id = %s"
    with database.cursor() as cursor:
        cursor.execute(sql, [row.pk] if count is None else [count, row.pk])


@pytest.fixture
def file(matter, file_document, mara):
    """A matter in Clio, with a document there and one that is not."""
    account = "us:1"
    sent = file_document(matter, "Passport.pdf")
    file_document(matter, "Lease.pdf")
    rows = ({"client": matter.client}, {"matter": matter}, {"document": sent})
    for number, row in enumerate(rows):
        Link.objects.create(
            clio_account=account, kind=["contact", "matter", "document"][number], clio_id=number,
            state="done", **row,
        )  # fmt: skip
    sync = Sync.objects.create(matter=matter, trigger="manual", state="synced", requested_by=mara)
    SyncEvent.objects.create(sync=sync, outcome="uploaded", sentence="Clio is busy.")
    return matter


@pytest.fixture(params=["never analyzed", "analyzed"])
def tables(request, file):
    names = ", ".join(f"'{table}'::regclass" for table in LARGE)
    as_owner(*(f"ALTER TABLE {table} SET (autovacuum_enabled = false)" for table in LARGE))
    # Emptied tables keep what PostgreSQL learned of them in other tests.
    run_as("postgres", f"DELETE FROM pg_statistic WHERE starelid IN ({names})")
    fill(file)
    if request.param == "analyzed":
        as_owner("ANALYZE " + ", ".join(LARGE))
    yield
    as_owner(*(f"ALTER TABLE {table} RESET (autovacuum_enabled)" for table in LARGE))


def fill(matter):
    sync = Sync.objects.get()
    clone(matter, MATTERS, title="'M ' || one")
    clone(matter.client, MATTERS, last_name="'R ' || one", email="one || '@example.com'")
    others = f"SELECT id FROM matters_matter WHERE id <> {matter.pk}"
    clone(
        matter.documents.first(), None, f"({others}) m, generate_series(1, 3) n", matter_id="m.id"
    )
    for kind, table in (("matter", Matter), ("document", Document), ("contact", Client)):
        link = Link.objects.get(kind=kind)
        column = "client_id" if kind == "contact" else f"{kind}_id"
        known = f"SELECT {column} FROM integrations_link WHERE {column} IS NOT NULL"
        source = f"(SELECT id FROM {table._meta.db_table} WHERE id NOT IN ({known})) m"
        clone(link, None, source, **{column: "m.id"}, clio_id="m.id")
    clone(sync, None, f"({others}) m", matter_id="m.id")
    events = f"(SELECT id FROM integrations_sync WHERE id <> {sync.pk}) m"
    clone(SyncEvent.objects.get(), None, events, sync_id="m.id")
    # Somebody from the middle: where the first of all is looked for, any way is short.
    matter.client = Client.objects.order_by("pk")[MATTERS // 2]
    matter.save()


def as_owner(*statements):
    run_as(owner(), *statements)


def run_as(user, *statements):
    at = database.settings_dict
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"] or None, user=user, password=at["PASSWORD"] or None,
        dbname=at["NAME"], autocommit=True,
    ) as there:  # fmt: skip
        for statement in statements:
            there.execute(statement)


@contextmanager
def plans():
    """[(sql, plan)] of everything that is asked meanwhile, as if a sequential scan cost more than any
    index: on a table of one page it does not."""
    seen = []

    def explain(execute, sql, params, many, context):
        if sql.lstrip().startswith(("SELECT", "UPDATE", "WITH")) and not many:
            with database.connection.cursor() as cursor:
                cursor.execute("SET enable_seqscan = off")
                cursor.execute("EXPLAIN (FORMAT JSON) " + sql, params)
                seen.append((sql, cursor.fetchone()[0]))
                cursor.execute("RESET enable_seqscan")
        return execute(sql, params, many, context)

    with database.execute_wrapper(explain):
        yield seen


def nodes(plan):
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def wide(plan):
    """The scans that read all that a firm has of a table of ours."""
    found = json.loads(plan) if isinstance(plan, str) else plan
    for node in nodes(found[0]["Plan"]):
        table = node.get("Relation Name")
        if table not in OURS or "Scan" not in node["Node Type"]:
            continue
        if node["Node Type"] == "Bitmap Heap Scan":
            below = [one for one in nodes(node) if one["Node Type"] == "Bitmap Index Scan"]
        else:
            below = [node]
        for one in below:
            if not is_narrow(one):
                yield f"{node['Node Type']} of {table} by {one.get('Index Name')}: {one.get('Index Cond')}, of {int(one['Plan Rows'])}"


def is_narrow(node):
    if node.get("Index Name") in SMALL | PAGED:
        return True
    condition = node.get("Index Cond", "")
    columns = {
        field.column for model in LARGE.values() for field in model._meta.local_concrete_fields
    } - {"firm_id", "clio_account", "kind", "state"}
    return bool(columns & set(re.findall(r"\w+", condition)))


def of_page(address):
    return lambda desk, matter: desk.get(address.format(matter.pk))


HOT = {
    "matter page": of_page("/matters/{}/"),
    "matter list": of_page("/matters/"),
    "dashboard": of_page("/"),
    "sync log": of_page("/settings/integrations/syncs/"),
    "links of a matter": lambda desk, matter: list(Link.objects.of_matter(matter)),
    "links of its documents": lambda desk, matter: list(Link.objects.of_documents(matter)),
    "calls ahead": lambda desk, matter: calls_ahead(matter, "us:1"),
    "approved and not sent": lambda desk, matter: _waits_approved(matter),
    "asked for": lambda desk, matter: queue.enqueue(matter=matter, trigger="manual"),
    "withdrawn": lambda desk, matter: queue.withdraw(matter=matter, by=None),
}


def test_one_matter_is_found_by_itself(tables, file, signed_in, mara, monkeypatch):
    monkeypatch.setattr(queue, "ring", lambda **about: None)
    desk, wrong = signed_in(mara), {}
    for name, ask in HOT.items():
        with plans() as seen:
            ask(desk, file)
        assert seen, name
        for sql, plan in seen:
            if scans := list(wide(plan)):
                wrong[name, sql[:3000]] = scans
    assert not wrong, "\n\n".join(f"{key[0]}: {scans}\n{key[1]}" for key, scans in wrong.items())
