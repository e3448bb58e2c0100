"""Clio's pages and panels in the pseudo-language, whatever became of a sync."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from casehug.models import Firm
from integrations.models import (
    BulkSync,
    CaseTypeMapping,
    Connection,
    Link,
    PracticeArea,
    Sync,
    SyncEvent,
)
from integrations.views import page_slots
from integrations.views.presenter import NEEDS
from matters.models import CaseType, Client, Document, Matter
from tests.pseudo_language import (  # noqa: F401 - fixtures
    CODE,
    pseudo_catalogues,
    pseudo_language,
)
from tests.pseudo_pages import (  # noqa: F401 - fixtures
    assert_marked,
    by_password,
    english_in,
    readers,
)

pytestmark = pytest.mark.django_db(transaction=True)

SETTINGS = "/settings/integrations/"
LOG = f"{SETTINGS}syncs/"


@pytest.fixture
def maras(readers, in_firm, mara):  # noqa: F811
    return by_password(mara)


@pytest.fixture
def lenas(readers, in_firm, lena):  # noqa: F811
    return by_password(lena)


@pytest.fixture
def names(matter):
    """What the firm wrote, here or in Clio."""

    def found():
        types = CaseType.objects.values_list("name", "practice_area")
        areas = PracticeArea.objects.values_list("name", flat=True)
        labels = Link.objects.values_list("label", flat=True)
        papers = Document.objects.values_list("name", flat=True)
        own = [one for pair in types for one in pair]
        return [one for one in (matter.title, *own, *areas, *labels, *papers) if one]

    return found


@pytest.fixture
def both(maras, lenas, matter, names):
    """both(): all pages that tell of Clio, for an admin and for staff."""

    def look():
        for client in (maras, lenas):
            for page in ("/", "/matters/", f"/matters/{matter.pk}/", f"/matters/{matter.pk}/clio/"):
                assert_marked(client.get(page), 200, *names())
        for page in (SETTINGS, LOG, *(f"{LOG}{one.pk}/" for one in Sync.objects.all())):
            assert_marked(maras.get(page), 200, *names())

    return look


def told(client, address, *names, **typed):
    """By a page that is loaded anew, and by a fragment."""
    assert_marked(client.post(address, typed, follow=True), 200, *names)
    fragment = client.post(address, typed, headers={"HX-Request": "true"}, follow=True)
    assert_marked(fragment, 200, *names)


# --- Before a connection -------------------------------------------------------------------------


@pytest.mark.parametrize("client_id", ["", "casehug"])
def test_without_a_connection(both, maras, matter, names, settings, client_id):
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = client_id
    settings.CLIO_BASE_URL = "http://127.0.0.1:9"
    both()
    Firm.objects.update(founded_at=timezone.now() - timedelta(days=400))
    both()
    told(maras, f"/matters/{matter.pk}/sync/", *names())
    assert_marked(
        maras.post(f"{SETTINGS}clio/connect/", {"region": "us"}, follow=True), 200, *names()
    )
    assert_marked(
        maras.get(f"{SETTINGS}clio/callback/us/", {"state": "x"}, follow=True), 200, *names()
    )


def test_a_lapsed_connection(both, in_firm):
    Connection.objects.create(region="us", account_id="1", state="lapsed")
    both()
    Connection.objects.update(lapsed_at=timezone.now())
    both()


# --- Connected -----------------------------------------------------------------------------------


def test_what_is_pressed_in_the_settings(clio, connection, both, maras, matter, names):
    both()
    for name in ("approval", "matter-created"):
        for on in ("true", "false"):
            assert_marked(
                maras.post(f"{SETTINGS}clio/switches/{name}/", {"on": on}, follow=True),
                200,
                *names(),
            )
    told(maras, f"{SETTINGS}clio/switches/approval/", *names(), on="true")
    told(maras, f"{SETTINGS}clio/test/", *names())
    told(maras, f"{SETTINGS}mappings/", *names())
    mapping = f"{SETTINGS}mappings/{matter.case_type_id}/"
    for choice in ("none", "", str(PracticeArea.objects.first().pk)):
        told(maras, mapping, *names(), practice_area=choice)
    PracticeArea.objects.update(gone_at=timezone.now())
    both()
    CaseTypeMapping.objects.all().delete()
    Sync.objects.create(matter=matter, trigger="manual", state="held", reason="unmapped")
    both()
    clio.faults("503_before", times=20)
    told(maras, f"{SETTINGS}clio/test/", *names())
    told(maras, f"{SETTINGS}mappings/", *names())
    clio.no_faults()
    assert_marked(maras.get(f"{SETTINGS}clio/disconnect/"), 200, *names())
    assert_marked(maras.post(f"{SETTINGS}clio/disconnect/", follow=True), 200, *names())


def test_a_matter_on_its_way_to_clio(
    clio, connection, both, matter, file_document, sync_now, names
):
    both()
    for number in range(6):
        file_document(matter, f"Paper {number}.pdf")
    both()
    Document.objects.filter(name="Paper 0.pdf").update(kind=Document.Kind.SUMMARY)
    both()
    sync = sync_now(matter)
    assert sync.state == "synced"
    both()
    file_document(matter, "Passport.pdf")
    both()
    clio.delete("documents", Link.objects.filter(kind="document").first().clio_id)
    assert sync_now(matter).state == "held"
    both()
    matter_link = Link.objects.get(kind="matter")
    clio.change("matters", matter_link.clio_id, description="qhartvaleq")
    sync_now(matter)
    clio.delete("matters", matter_link.clio_id)
    sync_now(matter)
    both()


@pytest.fixture
def asked(connection, matter, file_document):
    """A sync whose contact is on its way, with what it did."""
    file_document(matter, "Paper 1.pdf")
    now = timezone.now()
    sync = Sync.objects.create(matter=matter, trigger="retry", started_at=now, finished_at=now)
    done = "Its file is missing on our side."
    SyncEvent.objects.create(sync=sync, outcome="uploaded", sentence=done)
    about = {"kind": "contact", "client": matter.client, "clio_account": "us:1"}
    Link.objects.create(state="inflight", attempted_at=now, **about)
    return Sync.objects.filter(pk=sync.pk)


@pytest.mark.parametrize("state", Sync.State.values)
def test_every_state_of_a_sync(asked, both, state):
    asked.update(state=state)
    both()
    Link.objects.update(state="planned", attempted_at=None)
    both()


@pytest.mark.parametrize("seconds", [3, 50, 300])
def test_a_sync_that_waits_for_clio(asked, both, mara, seconds):
    until = timezone.now() + timedelta(seconds=seconds)
    asked.update(reason="busy", sentence="Clio is busy.", requested_by=mara, not_before=until)
    both()


@pytest.mark.parametrize("reason", [*NEEDS, "undone"])
def test_a_sync_that_waits_for_a_person(asked, both, reason):
    asked.update(state="held", reason=reason)
    both()


def test_what_needs_a_person(clio, connection, both, maras, matter, sync_now, names):
    for _ in range(2):
        address = {"name": "Work", "address": matter.client.email}
        person = {"type": "Person", "first_name": "Maya", "last_name": "Ruiz"}
        clio.add("contacts", **person, email_addresses=[address])
    assert sync_now(matter).reason == "several_contacts"
    both()
    link = Link.objects.get()
    typed = {"link": str(link.pk), "contact": "0"}
    told(maras, f"/matters/{matter.pk}/clio/contact/", *names(), **typed)
    told(maras, f"/matters/{matter.pk}/clio/links/{link.pk}/again/", *names())
    CaseTypeMapping.objects.all().delete()
    sync_now(matter)
    both()
    Matter.objects.update(client=None)
    sync_now(matter)
    both()
    told(maras, f"{LOG}{Sync.objects.first().pk}/retry/", *names())


def test_a_client_without_email(connection, both, matter):
    Client.objects.update(email="")
    both()
    Link.objects.create(kind="matter", matter=matter, clio_account="us:1", state="done", clio_id=1)
    both()


def test_the_log_and_its_filters(connection, maras, matter, names, monkeypatch):
    monkeypatch.setattr("integrations.views.log.PAGE", 1)
    for trigger in Sync.Trigger.values:
        Sync.objects.create(matter=matter, trigger=trigger, state="superseded", is_newest=False)
    for query in ("", "?state=synced", "?state=held&span=week", "?span=month"):
        assert_marked(maras.get(LOG + query), 200, *names())
        assert_marked(maras.get(LOG + query, headers={"HX-Request": "true"}), 200, *names())


def test_what_other_rooms_are_told(readers, in_firm, rf, monkeypatch):  # noqa: F811
    Connection.objects.create(region="us", account_id="1", auto_sync_on_approval=True)
    monkeypatch.setattr(page_slots.synced_count, "synced", lambda: 2)
    fillers = (page_slots.figures, page_slots.first_step, page_slots.after_approval)
    with translation.override(CODE):
        said = [fill(rf.get("/")) for fill in fillers]
    for words in said:
        assert english_in(f"<p>{words.get('name', '')} {words['words']}</p>") == []


# --- Older matters, and matters of Clio's ---------------------------------------------------------

OLDER = f"{SETTINGS}older/"


def test_older_matters(clio, connection, maras, matter, mara, names):
    shown = [*names(), matter.client.name, "Mara Hart"]
    Matter.objects.create(title=f"{matter.title} 2", case_type=matter.case_type, state="OR")
    for narrow in ("", "show=left-out", "which=behind", "status=closed", "created_from=x",
                   "created_from=2026-02-02&created_to=2026-01-01"):  # fmt: skip
        answer = maras.get(f"{OLDER}?{narrow}")
        assert_marked(answer, 422 if "created" in narrow else 200, *shown)
    assert_marked(maras.post(OLDER, follow=True), 200, *shown)
    bulk = BulkSync.objects.get()
    page = f"{OLDER}{bulk.pk}/"
    for verb in ("pause", "pause", "resume", "resume"):
        told(maras, f"{page}{verb}/", *shown)
    assert_marked(maras.post(OLDER, follow=True), 200, *shown)
    assert_marked(maras.get(f"{page}cancel/"), 200, *shown)
    for reason in ("other_account", "forbidden", "credentials"):
        BulkSync.objects.update(state="paused", reason=reason, changed_by=None)
        for show in ("needs-you", "to-come", "ended"):
            assert_marked(maras.get(f"{page}?show={show}"), 200, *shown)
    assert_marked(maras.get(OLDER), 200, *shown)
    Connection.objects.update(state="lapsed")
    BulkSync.objects.update(state="running")
    for address in (OLDER, page, SETTINGS):
        assert_marked(maras.get(address), 200, *shown)
    told(maras, f"{page}cancel/", *shown)
    Sync.objects.all().delete()
    assert_marked(maras.get(f"{page}?show=ended"), 200, *shown)


def test_a_matter_of_clios(clio, connection, lenas, matter, names, divorce):
    company = clio.add("contacts", type="Company", name="Castillo Farms")
    about = {"description": "Castillo Farms", "status": "closed"}
    there = clio.add("matters", client={"id": company["id"]}, **about)
    shown = [*names(), matter.client.name, "Castillo Farms", "Castillo", there["display_number"]]
    for query in ("", "c", "castillo", "nobody"):
        assert_marked(lenas.get("/matters/in-clio/", {"q": query}), 200, *shown, "nobody")
    for number in (there["id"], 1):
        assert_marked(lenas.get("/matters/new/", {"clio": number}), 200, *shown)
    typed = {"title": matter.title, "case_type": divorce.pk, "state": "OR", "who": "new",
             "new-last_name": "Castillo Farms"}  # fmt: skip
    address = f"/matters/new/?clio={there['id']}"
    assert_marked(lenas.post(address, typed, follow=True), 200, *shown, *names())
    assert_marked(lenas.post(address, typed), 422, *shown)
    assert_marked(lenas.get("/matters/in-clio/", {"q": "castillo"}), 200, *shown)
    clio.faults("503_before", times=None)
    for page in ("/matters/in-clio/?q=castillo", address):
        assert_marked(lenas.get(page), 200, *shown)
    clio.no_faults()
    Connection.objects.update(state="lapsed")
    for page in ("/matters/in-clio/?q=castillo", address):
        assert_marked(lenas.get(page, follow=True), 200, *shown)
