"""Two firms side by side: by no URL and by no SQL of the application does one reach the other.

Each text of each firm's rows carries the firm's canary. Somebody asks for every address there is, by
every method, with the ids of a firm that is not theirs; then nothing of that firm may have been
shown or changed. A new URL is covered by itself; one whose parameters nobody gave a value fails.
"""

import io
import re
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import File
from django.db import DatabaseError, connection, models, transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from casehug import audit
from casehug.models import AuditEntry, Firm
from casehug.storage import store
from casehug.tenancy import FirmManager, FirmOwned, firm_scope
from integrations.models import (
    CaseTypeMapping,
    ConnectAttempt,
    Connection,
    Link,
    PracticeArea,
    Sync,
    SyncEvent,
)
from matters.domain.clients import create_client
from matters.domain.matters import create_matter
from matters.models import CaseType, Document, Matter
from tests.conftest import person

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
OWNED = [model for model in apps.get_models() if issubclass(model, FirmOwned)]

# Signing in has no row of a firm: a value that fits is enough.
ELSEWHERE = {"key": "a1-b2", "uidb36": "1", "pk": "1", "region": "us", "name": "approval"}


class World:
    """One firm with a row in every table, its canary in every text, and its people."""

    def __init__(self, firm, canary, admin, staff):
        self.firm, self.canary, self.admin, self.staff = firm, canary, admin, staff
        with firm_scope(firm.id):
            self.fill()
            self.sign()
            self.ids = self.of_the_urls()

    def fill(self):
        by, now = self.admin, timezone.now()
        client = create_client(
            first_name="Maya",
            last_name=self.canary,
            email=f"{self.canary}@example.com",
            phone="",
            by=by,
        )
        self.matter = create_matter(
            title=self.canary, case_type=CaseType.objects.first(), state="OR", client=client, by=by
        )
        kept = store(File(io.BytesIO(self.canary.encode())), firm_id=self.firm.id)
        document = Document.objects.create(
            matter=self.matter, name=self.canary, file=kept.name, size=kept.size, sha256=kept.sha256
        )
        there = Connection.objects.create(account_id="1", region="us", connected_by=by)
        account = there.clio_account
        area = PracticeArea.objects.create(clio_account=account, clio_id=1, name=self.canary)
        CaseTypeMapping.objects.create(
            clio_account=account, case_type=self.matter.case_type, practice_area=area
        )
        ConnectAttempt.objects.create(
            member=by, region="us", expires_at=now + timedelta(hours=1), state_hash=self.canary
        )
        link = Link.objects.create(clio_account=account, kind="document", document=document)
        link.pushed, link.candidates = {"name": self.canary}, [{"name": self.canary}]
        link.save()
        sync = Sync.objects.create(
            matter=self.matter, trigger="manual", state="held", requested_by=by
        )
        SyncEvent.objects.create(sync=sync, link=link, outcome="held", sentence=self.canary)
        audit.record("matter.opened", self.matter, by=by.user, canary=self.canary)

    def sign(self):
        """The canary into every text that is free to hold it; history is never changed."""
        for model in OWNED:
            assert model.objects.exists(), f"{model.__name__} needs a row in this test"
            for number, row in enumerate([] if model is AuditEntry else model.objects.all()):
                self.sign_row(row, number)
        self.sign_row(self.firm)
        for member in (self.admin, self.staff):
            member.user.name = self.canary
            member.user.save()

    def sign_row(self, row, number=0):
        for field in texts(type(row)):
            setattr(row, field.name, self.text(field, number))
        row.save()

    def text(self, field, number):
        if isinstance(field, models.EmailField):
            return f"{self.canary}{number}@example.com"
        return f"{self.canary}{number}"[: field.max_length]

    def of_the_urls(self):
        return {
            f"{model.__name__.lower()}_id": model.objects.values_list("pk", flat=True)[0]
            for model in (Matter, Document, Sync, Link)
        } | {
            "client_id": self.matter.client_id,
            "case_type_id": self.matter.case_type_id,
        }

    def dump(self):
        """Every row of the firm, whoever may have written it."""
        with firm_scope(self.firm.id), connection.cursor() as cursor:
            return {table(model): rows(cursor, model) for model in [*OWNED, Firm]}


# What the program itself reads back, so that a canary there would only hide the row.
MEANT = {"clio_account", "account_id", "file", "word", "key"}


def texts(model):
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in MEANT
    ]


def table(model):
    return model._meta.db_table


def rows(cursor, model):
    cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table(model)}" t ORDER BY id')
    return [row for (row,) in cursor.fetchall()]


@pytest.fixture
def ours(hart_vale, mara, lena):
    return World(hart_vale, "qhartvaleq", mara, lena)


@pytest.fixture
def theirs(lindgren, otto):
    return World(lindgren, "qlindgrenq", otto, person(lindgren, "Nora Lind", "staff"))


@pytest.fixture(autouse=True)
def no_clio(settings):
    """Nobody answers there, so that asking Clio ends at once."""
    settings.CLIO_BASE_URL = "http://127.0.0.1:9"
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = "x"


@pytest.fixture
def unfiltered(monkeypatch):
    """The program forgets to ask for one firm's rows only; PostgreSQL does not."""
    monkeypatch.setattr(FirmManager, "get_queryset", models.Manager.get_queryset)


# --- By URL --------------------------------------------------------------------------------------


def routes(patterns, prefix=""):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern)


PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def address(route, ids):
    """The route with real values. A KeyError names a parameter this test must be told about."""
    values = ELSEWHERE | ids
    filled = PARAMETER.sub(lambda found: str(values[found[1] or found[2]]), route)
    return "/" + filled.replace("^", "").replace("$", "").replace("\\", "")


def names_a_row(route, ids):
    return any((found[1] or found[2]) in ids for found in PARAMETER.finditer(route))


ROUTES = list(routes(get_resolver().url_patterns))


def asked(client, method, route, ids):
    """The answer of one request that the visitor makes with a session of their own."""
    fields = {name.removesuffix("_id"): value for name, value in ids.items()}
    typed = {**fields, "contact": 1, "client": fields["client"], "who": "found", "status": "closed"}
    data = typed if method in {"GET", "POST"} else None
    return getattr(client, method.lower())(address(route, ids), data)


# After these the visitor's session may be another one, or none.
MAY_SIGN_OUT = ("accounts/", "firm/")


def told(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + str(answer.headers)


def sweep(client, visitor, world):
    """Every address by every method, as `visitor` (None: nobody), with the ids of `world`."""
    before, seen, last = world.dump(), {}, ""
    client.logout()
    for route in ROUTES:
        for method in METHODS:
            if visitor and (not seen or last.startswith(MAY_SIGN_OUT)):
                client.force_login(visitor.user)
            answer = asked(client, method, route, world.ids)
            assert world.canary not in told(answer), (method, route)
            assert answer.status_code < 500, (method, route)
            seen[method, route], last = answer.status_code, route
    assert world.dump() == before
    return seen


def statuses_of_rows(seen, world):
    return {status for (_, route), status in seen.items() if names_a_row(route, world.ids)}


def somebody_else(ours, theirs):
    return [(theirs.admin, ours), (ours.staff, theirs), (theirs.staff, ours)]


def test_nobody_reaches_another_firm_by_url(client, ours, theirs):
    for visitor, world in somebody_else(ours, theirs):
        seen = sweep(client, visitor, world)
        assert statuses_of_rows(seen, world) <= {404, 405}
        for route in ROUTES:
            if names_a_row(route, world.ids):
                assert 404 in {seen[method, route] for method in METHODS}, route


def test_nobody_at_all_is_shown_the_way_to_sign_in(client, ours, theirs):
    for world in (ours, theirs):
        seen = sweep(client, None, world)
        assert statuses_of_rows(seen, world) == {302}


def test_postgresql_keeps_firms_apart_when_the_program_forgets(client, unfiltered, ours, theirs):
    assert Matter.objects.count() == 0  # No firm is in scope, and no NoFirmInScope is raised.
    for visitor, world in somebody_else(ours, theirs):
        sweep(client, visitor, world)


def test_the_sweep_would_notice(client, ours):
    """The same addresses, asked by those whose rows they are, do show the canary."""
    client.force_login(ours.admin.user)
    showing = {r for r in ROUTES if ours.canary in told(asked(client, "GET", r, ours.ids))}
    of_rows = {r for r in ROUTES if names_a_row(r, ours.ids)}
    assert len(showing & of_rows) >= 8
    assert {
        "matters/",
        "clients/",
        "settings/integrations/",
        "documents/<int:document_id>/",
    } <= showing
    with pytest.raises(AssertionError):
        sweep(client, ours.admin, ours)


def test_a_url_with_an_unknown_parameter_is_not_passed_over(ours):
    with pytest.raises(KeyError, match="upload_id"):
        address("uploads/<int:upload_id>/", ours.ids)


# --- By SQL, as the application's role -----------------------------------------------------------

IN_SCOPE = pytest.mark.parametrize("whose", ["the other firm's", "no firm's"])


def scope(whose, world):
    return firm_scope(world.firm.id) if whose == "the other firm's" else nullcontext()


@IN_SCOPE
def test_sql_touches_no_row_of_another_firm(whose, ours, theirs):
    before = ours.dump()
    with scope(whose, theirs), connection.cursor() as cursor:
        for name in map(table, OWNED):
            cursor.execute(f'SELECT * FROM "{name}" WHERE firm_id = %s', [ours.firm.id])
            assert cursor.fetchall() == [], name
            for change in (f'UPDATE "{name}" SET firm_id = firm_id', f'DELETE FROM "{name}"'):
                cursor.execute(f"{change} WHERE firm_id = %s", [ours.firm.id])
                assert cursor.rowcount == 0, change
    assert ours.dump() == before


@IN_SCOPE
def test_sql_writes_no_row_into_another_firm(whose, ours, theirs):
    rows_of_ours = ours.dump()
    for name in map(table, OWNED):
        row = f'jsonb_populate_record(NULL::"{name}", %s::jsonb || \'{{"id": 999999}}\')'
        with (
            scope(whose, theirs),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f'INSERT INTO "{name}" SELECT * FROM {row}', [rows_of_ours[name][0]])
    assert ours.dump() == rows_of_ours
