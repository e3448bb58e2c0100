"""A turn belongs to one Clio account; another account gets nothing before an admin has said so."""

import pytest
from django.contrib.messages import get_messages

from casehug.tenancy.scope import firm_scope
from integrations.clio import failpoints, oauth
from integrations.clio.push import run
from integrations.domain import mappings
from integrations.errors import SyncError
from integrations.models import CaseTypeMapping, Connection, Link, PracticeArea, Sync
from integrations.queue import claim, enqueue
from matters.models import Matter
from tests.integrations.conftest import work_off
from tests.integrations.test_connections import SETTINGS, connect

pytestmark = pytest.mark.django_db(transaction=True)

CONFIRM = "/settings/integrations/clio/confirm/"


def writes(clio, since):
    return [
        (entry["method"], entry["path"])
        for entry in clio.ledger(since)
        if entry["method"] != "GET" and not entry["path"].startswith("/oauth")
    ]


def of_other_account(clio):
    """What lies in an account that is not the first."""
    store = clio.store()
    return [
        row["id"]
        for noun in ("contacts", "matters", "documents")
        for row in store[noun]
        if row.get("account_of")
    ]


def go_on_with(clio, state="connected", account_id="2"):
    """The firm has disconnected and connected another account, or is about to."""
    token = clio.token()
    row = Connection.objects.get()
    row.state, row.account_id = state, account_id
    row.access_token, row.refresh_token = token["access_token"], token["refresh_token"]
    row.save()


@pytest.fixture
def at_point(monkeypatch):
    """at_point(3, do) → do() at the third failpoint a turn reaches; answers how often it was done."""

    def arm(number, do):
        reached, done = [], []

        def reach(point):
            reached.append(point)
            if len(reached) == number and not done:
                done.append(point)
                do()

        monkeypatch.setattr(failpoints, "reach", reach)
        return done

    return arm


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 9, 11, 14, 17])
def test_a_running_turn_writes_nothing_into_another_account(
    clio, connection, matter, file_document, at_point, number
):
    file_document(matter, "Passport.pdf")
    enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)

    def change():
        clio.expire_tokens()  # Of the old permission: the turn looks for another.
        clio.sign_in("Berg LLP")
        go_on_with(clio)

    done = at_point(number, change)
    work_off()
    assert done
    assert of_other_account(clio) == []
    assert set(Link.objects.values_list("clio_account", flat=True)) <= {"us:1"}
    sync = Sync.objects.get()
    assert (sync.state, sync.reason, sync.clio_account) == ("held", "other_account", "us:1")


def test_the_look_sees_a_turn_that_is_not_bound(
    clio, connection, matter, file_document, at_point, monkeypatch
):
    file_document(matter, "Passport.pdf")
    enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)
    monkeypatch.setattr(oauth, "must_be_bound", lambda *_: None)

    def change():
        clio.expire_tokens()
        clio.sign_in("Berg LLP")
        go_on_with(clio)

    at_point(1, change)
    work_off()
    assert of_other_account(clio) != []


@pytest.mark.parametrize("number", [1, 4, 7, 11, 14])
def test_a_turn_of_a_firm_that_disconnected_writes_nothing_more(
    clio, connection, matter, file_document, at_point, number
):
    """Even where Clio could not be told, and the old token still works."""
    file_document(matter, "Passport.pdf")
    enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)
    marks = []

    def disconnect():
        Connection.objects.update(state="disconnected")
        marks.append(clio.mark())

    at_point(number, disconnect)
    work_off()
    # What was on its way at that moment may land; nothing is begun after it.
    assert len(writes(clio, marks[0])) <= 1
    assert Sync.objects.get().reason == "reconnect"


def test_a_late_worker_does_not_undo_a_good_reconnect(clio, connection, matter, monkeypatch):
    sync = enqueue(matter=matter, trigger=Sync.Trigger.MATTER_CREATED)
    clio.revoke_grants()
    settle = run._await_access

    def reconnected_first(*about):
        assert Connection.objects.get().state == "lapsed"  # Clio refused the old permission.
        go_on_with(clio, account_id="1")
        settle(*about)

    monkeypatch.setattr(run, "_await_access", reconnected_first)
    run.push(claim())
    assert Connection.objects.get().state == "connected"
    sync.refresh_from_db()
    assert (sync.state, sync.reason) == ("queued", "reconnect")
    enqueue(matter=matter, trigger=Sync.Trigger.RETRY, by=connection.connected_by)
    work_off()
    sync.refresh_from_db()
    assert sync.state == "synced"


# --- Another account, by way of the pages ---------------------------------------------------------


@pytest.fixture
def admin(clio, signed_in, mara):
    return signed_in(mara)


@pytest.fixture(params=[True, False], ids=["named", "unnamed"])
def named(request, clio):
    clio.settings(users_permission=request.param)
    return request.param


def disconnect(admin):
    admin.post("/settings/integrations/clio/disconnect/")


def other_matter(matter, title="Ruiz — Custody"):
    return Matter.objects.create(
        title=title, client=matter.client, case_type=matter.case_type, state="OR"
    )


def test_card_says_whose_account_it_is_or_that_clio_does_not_tell(admin, named, in_firm):
    connect(admin)
    page = admin.get(SETTINGS).content.decode()
    assert ("Hart &amp; Vale LLP" in page) is named
    assert ("Clio does not tell us whose account this is" in page) is not named
    assert "<span></span>" not in page  # A fact that is not known has no dot beside it.


def test_another_account_gets_nothing_before_an_admin_has_said_so(
    admin, clio, named, in_firm, matter, sync_now
):
    connect(admin)
    first = Connection.objects.get().clio_account
    assert sync_now(matter).state == "synced"
    waits = other_matter(matter)
    disconnect(admin)
    assert sync_now(waits).reason == "reconnect"

    clio.sign_in("Berg LLP")
    assert connect(admin)["Location"] == CONFIRM
    row = Connection.objects.get()
    assert (row.state, row.is_named) == ("unconfirmed", named)
    assert row.clio_account != first
    work_off()
    assert of_other_account(clio) == []
    page = admin.get(CONFIRM).content.decode()
    assert "Ruiz — Custody" in page
    assert "1 matter waits to be synced" in page
    assert ("Berg LLP" in page) is named

    admin.post(CONFIRM, {"send": "false"})
    work_off()
    assert of_other_account(clio) == []
    held = Sync.objects.get(matter=waits, is_newest=True)
    assert (held.state, held.reason, held.clio_account) == ("held", "other_account", first)
    assert "Synced, verified" not in admin.get(f"/matters/{matter.pk}/").content.decode()
    assert "Synced to another Clio account" in admin.get("/matters/").content.decode()

    # A person who asks for it now asks for this account: contact and matter are made there.
    assert sync_now(waits, by=row.connected_by).state == "synced"
    assert len(of_other_account(clio)) == 2


def test_what_waits_goes_where_the_admin_sends_it(admin, clio, named, in_firm, matter, sync_now):
    connect(admin)
    sync_now(matter)
    waits = other_matter(matter)
    disconnect(admin)
    sync_now(waits)
    clio.sign_in("Berg LLP")
    connect(admin)
    admin.post(CONFIRM, {"send": "true"})
    work_off()
    newest = Sync.objects.get(matter=waits, is_newest=True)
    assert (newest.state, newest.clio_account) == (
        "synced",
        Connection.objects.get().clio_account,
    )
    assert len(of_other_account(clio)) == 2


def test_the_account_of_before_finds_its_links_again(admin, clio, named, in_firm, matter, sync_now):
    connect(admin)
    first = Connection.objects.get().clio_account
    sync_now(matter)
    links = list(Link.objects.order_by("pk").values())
    disconnect(admin)
    clio.sign_in("Berg LLP")
    connect(admin)
    admin.post(CONFIRM, {"send": "false"})
    assert sync_now(matter).state == "synced"
    disconnect(admin)
    clio.sign_in(account_id=310001)
    connect(admin)
    admin.post(CONFIRM, {"send": "false"})
    assert Connection.objects.get().clio_account == first
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert writes(clio, mark) == []
    assert list(Link.objects.filter(clio_account=first).order_by("pk").values("id", "clio_id")) == [
        {"id": link["id"], "clio_id": link["clio_id"]} for link in links
    ]


def test_an_account_that_gets_its_name_keeps_its_links(admin, clio, in_firm, matter, sync_now):
    connect(admin)
    sync_now(matter)
    disconnect(admin)
    clio.settings(users_permission=True)
    assert connect(admin)["Location"] == SETTINGS
    assert Connection.objects.get().clio_account == "us:310001"
    for model in (Link, PracticeArea, CaseTypeMapping, Sync):
        assert set(model.objects.values_list("clio_account", flat=True)) == {"us:310001"}
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert writes(clio, mark) == []


def test_an_account_nothing_went_into_is_not_asked_about(admin, clio, named, in_firm):
    connect(admin)
    disconnect(admin)
    assert connect(admin)["Location"] == SETTINGS
    assert Connection.objects.get().is_connected


def test_an_admin_may_know_the_account_that_could_not_be_proven(
    admin, clio, in_firm, matter, sync_now
):
    """Somebody changed our mark in Clio; Clio does not tell whose account it is."""
    connect(admin)
    first = Connection.objects.get().clio_account
    sync_now(matter)
    link = Link.objects.get(kind="matter")
    clio.change("matters", link.clio_id, client_reference="2026/17")
    disconnect(admin)
    assert sync_now(other_matter(matter)).reason == "reconnect"
    assert connect(admin)["Location"] == CONFIRM
    assert "It is the same account as before" in admin.get(CONFIRM).content.decode()
    admin.post(CONFIRM, {"same": "true"})
    assert Connection.objects.get().clio_account == first
    work_off()
    mark = clio.mark()
    assert sync_now(matter).state == "synced"
    assert writes(clio, mark) == []
    assert set(Sync.objects.filter(is_newest=True).values_list("state", flat=True)) == {"synced"}


# --- The guide's three permissions ----------------------------------------------------------------


def test_connecting_stands_on_the_guides_three_permissions(admin, clio, in_firm, matter, sync_now):
    assert connect(admin)["Location"] == SETTINGS
    page = admin.get(SETTINGS).content.decode()
    assert "Clio does not tell us whose account this is" in page
    assert "API access" not in page
    answer = admin.post("/settings/integrations/clio/test/")
    assert "are open to CaseHug" in str(list(get_messages(answer.wsgi_request))[-1])
    assert sync_now(matter).state == "synced"


@pytest.mark.parametrize(
    ("permissions", "words"),
    [
        (["contacts", "matters"], "no access to Documents. Nothing was connected."),
        (["documents"], "no access to Contacts and Matters. Nothing was connected."),
        ([], "API access enabled"),
    ],
)
def test_missing_permissions_are_named(admin, clio, in_firm, permissions, words):
    clio.settings(permissions=permissions)
    answer = connect(admin)
    assert words in str(next(iter(get_messages(answer.wsgi_request))))
    assert not Connection.objects.exists()


def test_practice_areas_of_another_account_are_not_kept(clio, connection, mara):
    """A look at the practice areas that began before the firm went on to another account."""
    clio.sign_in("Berg LLP")
    begun_before = Connection.objects.get()
    go_on_with(clio)
    clio.expire_tokens()
    with pytest.raises(SyncError):
        mappings.refresh(connection=begun_before, by=mara)
    assert set(PracticeArea.objects.values_list("clio_account", flat=True)) == {"us:1"}


# --- Two firms, one account -----------------------------------------------------------------------


def test_a_second_firm_on_one_account_is_asked_before_anything_is_kept_up(
    admin, clio, named, in_firm, signed_in, otto, lindgren, matter, sync_now
):
    connect(admin)
    assert sync_now(matter).state == "synced"
    with firm_scope(lindgren.id):
        answer = connect(signed_in(otto))
        second = Connection.objects.get()
        assert second.state == ("unconfirmed" if named else "connected")
        assert answer["Location"] == (CONFIRM if named else SETTINGS)
        if named:
            others = signed_in(otto)
            page = others.get(CONFIRM).content.decode()
            assert "Another firm in CaseHug is connected to this Clio account too" in page
            assert "Hart &amp; Vale LLP" in page  # Clio's own name, of the account both may see.
            others.post(CONFIRM, {"send": "false"})
            assert Connection.objects.get().is_connected
        assert Connection.objects.count() == 1
    assert Connection.objects.get().is_connected


def test_connecting_calls_nothing_outside_the_contract(admin, clio, in_firm):
    mark = clio.mark()
    connect(admin)
    asked = {(entry["method"], entry["path"]) for entry in clio.ledger(mark)}
    assert {path for _method, path in asked if not path.startswith("/api/v4/")} == {
        "/oauth/authorize",
        "/oauth/token",
    }
    assert "HEAD" not in {method for method, _path in asked}
