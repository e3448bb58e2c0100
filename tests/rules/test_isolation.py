"""Two firms side by side: by no URL and by no SQL of the application does one reach the other.

Each text of each firm's rows carries the firm's canary. Somebody asks for every address there is, by
every method, with the ids of a firm that is not theirs; then nothing of that firm may have been
shown or changed. A new URL is covered by itself; one whose parameters nobody gave a value fails.
"""

import re
from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from casehug.accounts import team
from casehug.tenancy.models import FirmManager
from casehug.tenancy.scope import firm_scope
from intake.portal.permissions import COOKIE, LINK_COOKIE
from matters.models import Matter
from tests.conftest import person
from tests.two_firms import OWNED, World, table

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

# No row of a firm is named by these: a value that fits is enough.
ELSEWHERE = {
    "key": "a1-b2",
    "uidb36": "1",
    "pk": "1",
    "region": "us",
    "language": "es",
    "name": "approval",
    "notice": "uploaded",
    "category": "other",
    "colour": "1d4ed8",
    "rest": "a1-b2",
    "answer": "refuse",
}

# The same word for different rows: what it means where.
MEANING = {
    ("settings/templates/", "item_id"): "checklist_item_id",
    ("settings/notifications/", "name"): "notice",
    ("portal/", "key"): "intake_key",
    ("p/", "token"): "link_token",
    ("join/", "token"): "invitation_token",
}

# Whoever holds the secret enters, signed in or not: to everybody else, signed in or not, one closed page.
BY_SECRET = ("p/", "portal/", "join/", "no-more/")

# Whoever holds the address of a list, without the browser it was opened in, reads whose it is.
LIST = "portal/<str:key>/"

SHOWN_TO_ANYBODY = {
    "brand/<uuid:firm_id>/logo/<str:version>": "a logo stands on pages of clients, who never sign in",
}


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


def meant(route, name):
    return next((to for (at, n), to in MEANING.items() if n == name and route.startswith(at)), name)


def parameters(route):
    return [meant(route, found[1] or found[2]) for found in PARAMETER.finditer(route)]


def address(route, ids):
    """The route with real values. A KeyError names a parameter this test must be told about."""
    values = iter([(ELSEWHERE | ids)[name] for name in parameters(route)])
    filled = PARAMETER.sub(lambda _: str(next(values)), route)
    return "/" + filled.replace("^", "").replace("$", "").replace("\\", "")


def names_a_row(route, ids):
    named = any(name in ids for name in parameters(route))
    return named and route not in SHOWN_TO_ANYBODY


ROUTES = list(routes(get_resolver().url_patterns))


def asked(client, method, route, ids):
    """The answer of one request that the visitor makes with a session of their own."""
    fields = {name.removesuffix("_id"): value for name, value in ids.items()}
    typed = {**fields, "contact": 1, "client": fields["client"], "who": "found", "status": "closed"}
    data = typed if method in {"GET", "POST"} else None
    return getattr(client, method.lower())(address(route, ids), data)


# After these the visitor's session may be another one, or none.
MAY_SIGN_OUT = ("accounts/", "firm/")


def told(answer, route="", world=None):
    """Without the name and the mark of the firm where the address of a list tells whose it is."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace") + str(answer.headers)
    if world and answer.status_code == 404 and LIST in route:
        firm = world.firm
        for said in (firm.logo.rpartition("/")[2], firm.name, firm.phone):
            text = text.replace(said, "") if said else text
    return text


def sweep(client, visitor, world):
    """Every address by every method, as `visitor` (None: nobody), with the ids of `world`."""
    before, seen, last = world.dump(), {}, ""
    client.logout()
    for route in ROUTES:
        for method in METHODS:
            if visitor and (not seen or last.startswith(MAY_SIGN_OUT)):
                client.force_login(visitor.user)
            answer = asked(client, method, route, world.ids)
            assert world.canary not in told(answer, route, world), (method, route)
            assert answer.status_code < 500, (method, route)
            seen[method, route], last = answer.status_code, route
    assert world.dump() == before
    return seen


def statuses_of_rows(seen, world, by_secret=False):
    return {
        status
        for (_, route), status in seen.items()
        if names_a_row(route, world.ids) and route.startswith(BY_SECRET) is by_secret
    }


def somebody_else(ours, theirs):
    return [(theirs.admin, ours), (ours.staff, theirs), (theirs.staff, ours)]


def test_nobody_reaches_another_firm_by_url(client, ours, theirs):
    for visitor, world in somebody_else(ours, theirs):
        seen = sweep(client, visitor, world)
        for by_secret in (False, True):
            assert statuses_of_rows(seen, world, by_secret) <= {404, 405}
        for route in ROUTES:
            if names_a_row(route, world.ids):
                assert 404 in {seen[method, route] for method in METHODS}, route


def test_who_left_reaches_nothing_of_the_firm(client, ours):
    left = ours.staff
    with firm_scope(ours.firm.id):
        team.remove(member=left, by=ours.admin)
    left.user.name = "Lena Ortiz"  # Their own account pages show it.
    left.user.save()
    seen = sweep(client, left, ours)
    assert statuses_of_rows(seen, ours) <= {403, 404, 405}
    assert statuses_of_rows(seen, ours, by_secret=True) <= {404, 405}


def test_nobody_at_all_is_shown_the_way_to_sign_in(client, ours, theirs):
    for world in (ours, theirs):
        seen = sweep(client, None, world)
        assert statuses_of_rows(seen, world) == {302}
        assert statuses_of_rows(seen, world, by_secret=True) == {404, 405}


CSRF = re.compile(rb"[0-9A-Za-z]{64}")  # Each page has a token of its own.


def test_the_portal_shows_everybody_the_same_closed_page(client, ours, theirs):
    """One for links, where nothing tells whether there is such a link; for lists one that names the
    firm and its phone, and one where there is no such list."""
    portal = [r for r in ROUTES if r.startswith(("p/", "portal/"))]
    nowhere = ours.ids | {"intake_key": "no-such-list", "link_token": "no-such-link"}
    for visitor in (None, theirs.admin, ours.staff, ours.admin):
        client.logout()
        if visitor:
            client.force_login(visitor.user)
        closed = {"links": set(), "lists": set(), "nowhere": set()}
        for route in portal:
            for ids in (ours.ids, nowhere):
                answer = asked(client, "GET", route, ids)
                assert answer.status_code == 404
                assert ours.canary not in told(answer, route, ours)
                of_list = "lists" if ids is ours.ids else "nowhere"
                kind = of_list if LIST in route else "links"
                closed[kind].add(CSRF.sub(b"", answer.content))
        assert [len(pages) for pages in closed.values()] == [1, 1, 1]


def a_phone_of(world):
    """A client's browser, remembered for the intake of `world`."""
    phone = Client()
    phone.cookies[COOKIE] = phone.cookies[LINK_COOKIE] = world.device
    return phone


def test_a_client_of_another_firm_reaches_nothing_in_the_portal(ours, theirs):
    before, own = ours.dump(), ("intake_key", "link_token")
    # Forgetting would end what this phone is let in by.
    at_home = ours.ids | {name: theirs.ids[name] for name in own} | {"link_token": theirs.token}
    portal = [r for r in ROUTES if r.startswith(("p/", "portal/")) and "forgetting" not in r]
    phone = a_phone_of(theirs)
    for ids in (ours.ids, at_home):
        for route in portal:
            for method in METHODS:
                answer = asked(phone, method, route, ids)
                assert ours.canary not in told(answer, route, ours), (method, route)
                assert answer.status_code < 500, (method, route)
                if "_id>" in route or ids is ours.ids:
                    assert answer.status_code in {404, 405}, (method, route)
    assert phone.get(f"/portal/{theirs.ids['intake_key']}/").status_code == 200  # It was let in.
    assert ours.dump() == before


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
    at_home = ours.ids | {"link_token": ours.token, "invitation_token": ours.invitation.token}
    for route, browser in {
        "p/<str:token>/code/": Client(),
        "join/<str:token>/": Client(),
        "portal/<str:key>/review/": a_phone_of(ours),
    }.items():
        assert ours.canary in told(asked(browser, "GET", route, at_home)), route
    with pytest.raises(AssertionError):
        sweep(client, ours.admin, ours)


def test_a_url_with_an_unknown_parameter_is_not_passed_over(ours):
    with pytest.raises(KeyError, match="invoice_id"):
        address("invoices/<int:invoice_id>/", ours.ids)


# --- By SQL, as the application's role -----------------------------------------------------------

NO_RIGHT = "permission denied for table casehug_auditseal"
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
                assert rows_touched(cursor, change, ours) == 0, change
    assert ours.dump() == before


def rows_touched(cursor, change, world):
    """0 too where the application’s role may not even try."""
    try:
        with transaction.atomic():
            cursor.execute(f"{change} WHERE firm_id = %s", [world.firm.id])
    except DatabaseError as error:
        assert NO_RIGHT in str(error)  # noqa: PT017 - either answer will do
        return 0
    return cursor.rowcount


@IN_SCOPE
def test_sql_writes_no_row_into_another_firm(whose, ours, theirs):
    rows_of_ours = ours.dump()
    for name in map(table, OWNED):
        row = f'jsonb_populate_record(NULL::"{name}", %s::jsonb || \'{{"id": 999999}}\')'
        with (
            scope(whose, theirs),
            pytest.raises(DatabaseError, match=f"row-level security|{NO_RIGHT}"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f'INSERT INTO "{name}" SELECT * FROM {row}', [rows_of_ours[name][0]])
    assert ours.dump() == rows_of_ours
