"""Marker audit: what landed in Clio too late is found there, and the firm ends it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F

from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from integrations import queue
from integrations.clio.audit.sweep import audit_due
from integrations.clio.push.run import push
from integrations.clio.session import budget_of
from integrations.models import Finding, Link, Sync, SyncEvent, database_now
from tests.integrations.proof.waiting import eventually

pytestmark = pytest.mark.django_db(transaction=True)

DELTA = 0.6
KINDS = ("contact", "matter", "document")


@pytest.fixture(autouse=True)
def impatient(clio, settings):
    settings.CLIO_UNKNOWN_WAIT = DELTA
    clio.settings(budget=10_000)


def work_off_until_done():
    def done():
        while claim := queue.claim():
            push(claim)
        return not Sync.objects.pending().exists()

    eventually(done, 20)


def wait_is_over():
    """The first turn was taken, and what it sent is still on its way: the wait passes before it."""
    push(queue.claim())
    ago = timedelta(seconds=DELTA)
    Link.objects.exclude(attempted_at=None).update(attempted_at=F("attempted_at") - ago)
    Sync.objects.filter(state="queued").update(not_before=F("not_before") - ago)


def look():
    """As the periodic job does, once everything is due."""
    Link.objects.exclude(sent_at=None).update(audit_due_at=F("sent_at"))
    audit_due()


def new(clio, before, noun):
    known = {row["id"] for row in before[noun]}
    return [row for row in clio.store()[noun] if row["id"] not in known]


@pytest.fixture
def pushed_late(clio, connection, matter, file_document, lena):
    """pushed_late("matter", 1.5) → what Clio holds before, once the late record has landed too."""

    def run(kind, share):
        file_document(matter, "Passport.pdf")
        before = clio.store()
        clio.late(share * DELTA if share < 1 else 2, match={"method": "POST", "path": f"{kind}s"})
        queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
        if share > 1:
            wait_is_over()
        work_off_until_done()
        if share > 1:
            eventually(lambda: len(new(clio, before, f"{kind}s")) == 2)
        return before

    return run


@pytest.mark.parametrize("share", [0.5, 0.99])
@pytest.mark.parametrize("kind", KINDS)
def test_within_the_wait_nothing_is_double(clio, pushed_late, kind, share):
    before = pushed_late(kind, share)
    look()
    assert [len(new(clio, before, f"{one}s")) for one in KINDS] == [1, 1, 1]
    assert not Finding.objects.exists()


@pytest.mark.parametrize("kind", ["contact", "matter"])
def test_beyond_the_wait_the_double_is_found_and_shown(
    clio, connection, pushed_late, signed_in, lena, mara, matter, kind
):
    before = pushed_late(kind, 1.5)
    look()
    finding = Finding.objects.select_related("link").get()
    both = {row["id"] for row in new(clio, before, f"{kind}s")}
    assert (finding.state, finding.ids, finding.matter) == ("open", both, matter)
    link = Link.objects.get(kind=kind)
    assert f"{link.label} is in Clio 2 times" in finding.sentence
    assert SyncEvent.objects.get(outcome="found").sentence == finding.sentence
    for page in (f"/matters/{matter.pk}/", "/"):
        shown = signed_in(lena).get(page).content.decode()
        assert finding.sentence in shown, page
        assert all(connection.clio.web(kind, one) in shown for one in both)
    log = signed_in(mara).get("/settings/integrations/syncs/").content.decode()
    assert finding.sentence in log


def test_empty_second_document_is_removed(clio, pushed_late):
    before = pushed_late("document", 1.5)
    look()
    live = [row for row in new(clio, before, "documents") if not row["deleted_at"]]
    (link,) = Link.objects.filter(kind="document")
    assert [(row["id"], row["fully_uploaded"]) for row in live] == [(link.clio_id, True)]
    assert not Finding.objects.exists()
    assert AuditEntry.objects.filter(verb="document.spare_removed").count() == 1


def whole_double(clio, link):
    """A second whole document under our mark, as a restore of an older database leaves it."""
    row = clio.store()["documents"][0]
    assert row["id"] == link.clio_id
    other = Link.objects.get(pk=link.pk)
    other.state, other.clio_id, other.pushed = "planned", None, {}
    other.save()
    return row


def test_two_whole_documents_are_a_finding(
    clio, connection, matter, file_document, sync_now, signed_in, lena
):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    link = Link.objects.get(kind="document")
    whole_double(clio, link)
    sync_now(matter)  # As if we had never sent it.
    look()
    finding = Finding.objects.get()
    assert len(finding.ids) == 2
    assert clio.store()["documents"][0]["deleted_at"] is None
    shown = signed_in(lena).get(f"/matters/{matter.pk}/").content.decode()
    assert "The document “Passport.pdf” is in Clio 2 times." in shown


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_gone_is_a_finding(clio, connection, matter, file_document, sync_now, kind):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    link = Link.objects.get(kind=kind)
    clio.delete(f"{kind}s", link.clio_id, purge=True)
    look()
    found = Finding.objects.select_related("link").filter(link=link).get()
    assert found.records == []
    assert found.sentence.endswith("it offers to send it again.")


def test_spare_removed_in_clio_ends_it(clio, pushed_late, signed_in, lena, matter):
    pushed_late("matter", 1.5)
    look()
    finding = Finding.objects.get()
    address = f"/matters/{matter.pk}/clio/findings/{finding.pk}/"
    desk = signed_in(lena)
    again = desk.post(address, {"decision": "again"}, follow=True).content.decode()
    assert "We looked again: The matter" in again
    known = Link.objects.get(kind="matter").clio_id
    clio.delete("matters", known)  # The one we knew: the other is the one from now on.
    (spare,) = finding.ids - {known}
    assert desk.post(address, {"decision": "again"}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, Link.objects.get(kind="matter").clio_id) == ("settled", spare)
    assert "2 times" not in desk.get(f"/matters/{matter.pk}/").content.decode()


def test_both_are_kept_and_nobody_is_asked_again(pushed_late, signed_in, lena, matter):
    pushed_late("contact", 1.5)
    look()
    finding = Finding.objects.get()
    address = f"/matters/{matter.pk}/clio/findings/{finding.pk}/"
    htmx = {"HX-Request": "true"}
    shown = signed_in(lena).post(address, {"decision": "keep"}, headers=htmx).content.decode()
    assert 'id="clio-panel"' in shown
    assert "2 times" not in shown
    look()
    assert [(one.state, one.ended_by) for one in Finding.objects.all()] == [("kept", lena)]


def test_check_again_says_that_clio_is_away(clio, pushed_late, signed_in, lena, matter):
    pushed_late("contact", 1.5)
    look()
    clio.faults("503_before", times=None, match={"path": "/api/"})
    address = f"/matters/{matter.pk}/clio/findings/{Finding.objects.get().pk}/"
    shown = signed_in(lena).post(address, {"decision": "again"}, follow=True).content.decode()
    assert "Clio is busy. Try again in a minute." in shown
    assert Finding.objects.get().state == "open"


def test_it_is_looked_at_twice_and_costs_three_calls(
    clio, connection, matter, file_document, sync_now
):
    for number in range(3):
        file_document(matter, f"{number}.pdf")
    sync_now(matter)
    for link in Link.objects.all():
        assert link.audit_due_at - link.sent_at == timedelta(minutes=15)
    mark = clio.mark()
    audit_due()
    assert clio.ledger(mark) == []  # Not due yet.
    minutes = timedelta(minutes=16)
    Link.objects.update(sent_at=F("sent_at") - minutes, audit_due_at=F("audit_due_at") - minutes)
    audit_due()
    asked = [(entry["method"], entry["path"]) for entry in clio.ledger(mark)]
    assert sorted(asked) == [
        ("GET", f"/api/v4/{noun}.json") for noun in ("contacts", "documents", "matters")
    ]
    for link in Link.objects.all():
        assert link.audit_due_at - link.sent_at == timedelta(hours=24)
    Link.objects.update(sent_at=F("sent_at") - timedelta(days=1))
    look()
    assert set(Link.objects.values_list("audit_due_at", flat=True)) == {None}


def test_refused_meanwhile_and_landed_late_is_found_by_the_next_sync(
    clio, connection, matter, lena, settings
):
    """The first request lands after the second was refused: the next looks before it sends."""
    before = clio.store()
    clio.late(1.5 * DELTA, match={"method": "POST", "path": "matters"})
    refused = {"status": 422, "type": "RecordInvalid", "message": "Not now"}
    clio.faults("error", match={"method": "POST", "path": "matters"}, **refused)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=lena)
    work_off_until_done()
    assert Sync.objects.get().state == "held"
    eventually(lambda: new(clio, before, "matters"))
    look()
    queue.enqueue(matter=matter, trigger=Sync.Trigger.RETRY, by=lena)
    work_off_until_done()
    assert len(new(clio, before, "matters")) == 1
    assert Sync.objects.newest().get().state == "synced"


def test_a_persons_calls_are_left_alone(clio, connection, matter, sync_now, settings):
    sync_now(matter)
    clio.settings(budget=50)
    clio.reset_budget()
    settings.CLIO_RATE_LIMIT = 50
    budget_of(connection).hear(50, 20, 60)
    mark = clio.mark()
    look()
    assert clio.ledger(mark) == []
    assert Link.objects.filter(audit_due_at__gt=database_now()).count() == Link.objects.count()


def test_restored_database_makes_all_due_now(connection, matter, sync_now, capsys, lindgren):
    sync_now(matter)
    Link.objects.update(audit_due_at=None)
    call_command("audit_clio")
    assert capsys.readouterr().out == "2 records of 1 firms will be looked at in Clio.\n"
    assert Link.objects.to_look_at().count() == 2


def test_disconnected_firm_costs_nothing(clio, connection, matter, sync_now):
    sync_now(matter)
    connection.state = "disconnected"
    connection.save()
    mark = clio.mark()
    look()
    assert clio.ledger(mark) == []
    assert not Link.objects.to_look_at().exists()


def test_of_another_firm_nobody_ends_a_finding(pushed_late, signed_in, otto, lindgren, matter):
    pushed_late("contact", 1.5)
    look()
    finding = Finding.objects.get()
    address = f"/matters/{matter.pk}/clio/findings/{finding.pk}/"
    with firm_scope(lindgren.pk):
        assert signed_in(otto).post(address, {"decision": "keep"}).status_code == 404
    finding.refresh_from_db()
    assert finding.state == "open"
