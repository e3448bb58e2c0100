"""Settings → Integrations → Sync older matters, as an admin sees it and as nobody else does."""

import re
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integrations.domain.bulk import feeding, runs
from integrations.domain.bulk.choosing import BEHIND, NEVER, Selection, chosen
from integrations.domain.bulk.forecast import lasts
from integrations.models import BulkSync, CaseTypeMapping, Connection, Link, Sync
from integrations.views.presenter import about
from matters.models import CaseType, Matter
from tests.integrations.bulk.conftest import now, run_dry
from tests.markup import flat

pytestmark = pytest.mark.django_db(transaction=True)

OLDER = "/settings/integrations/older/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def maras(signed_in, mara, connection):
    return signed_in(mara)


def read(answer, status=200):
    assert answer.status_code == status
    return flat(answer.content.decode())


def facts(page):
    """{"Matters": "3", …} of the page's lists of facts."""
    found = re.findall(r"<dt>([^<]+)</dt><dd>\s*([^<]*)", page)
    return {name: value.strip() for name, value in found}


# --- Choosing ------------------------------------------------------------------------------------


def test_what_it_takes_is_said_before_it_starts(maras, older, file_document):
    for number, matter in enumerate(older(3)):
        file_document(matter, f"{number}.pdf", b"x" * 1000)
    page = read(maras.get(OLDER))
    told = facts(page)
    assert (told["Matters"], told["Calls to Clio"], told["Time"]) == ("3", "21", "about 40 s")
    assert told["Documents"] == "3 · 3 KB"
    assert "With 30 calls a minute" in page
    assert "Start with 3 matters" in page
    assert page.count("Look before sending") == 3


def test_fifty_thousand_calls_take_a_day_and_more(maras):
    there = Connection.objects.get()
    assert lasts(50_000, there) == timedelta(minutes=50_000 / 30)
    assert about(lasts(50_000, there)) == "about 28 hours"
    assert about(lasts(500_000, there)) == "about 12 days"


@pytest.fixture
def several(older, connection, divorce, maya):
    """Matters in every standing, by name."""
    unmapped = CaseType.objects.create(name="Maritime", practice_area="Sea")
    made = dict(
        zip(["never", "behind", "renamed", "even", "closed", "nobody", "sea", "asked"], older(8),
            strict=True)
    )  # fmt: skip
    for name in ("behind", "renamed", "even"):
        put_into_clio(made[name], connection)
    Matter.objects.filter(pk=made["renamed"].pk).update(title="Another title")
    Matter.objects.filter(pk=made["closed"].pk).update(status="closed")
    Matter.objects.filter(pk=made["nobody"].pk).update(client=None)
    Matter.objects.filter(pk=made["sea"].pk).update(case_type=unmapped)
    Sync.objects.create(
        matter=made["asked"], trigger="manual", state="held", reason="several_contacts",
        clio_account=connection.clio_account, sentence="Choose one of the contacts.",
    )  # fmt: skip
    return made


def put_into_clio(matter, connection):
    account = connection.clio_account
    area = CaseTypeMapping.objects.get(clio_account=account, case_type=matter.case_type)
    pushed = {
        "description": matter.title, "status": matter.status, "client": matter.pk,
        "practice_area": area.practice_area.clio_id,
    }  # fmt: skip
    about = {"clio_account": account, "state": "done", "clio_id": matter.pk}
    Link.objects.create(kind="contact", client=matter.client, **about)
    Link.objects.create(kind="matter", matter=matter, pushed=pushed, **about)
    Sync.objects.create(matter=matter, trigger="manual", state="synced", clio_account=account)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, {"never", "behind", "renamed", "closed"}),
        ({"which": NEVER}, {"never", "closed"}),
        ({"which": BEHIND}, {"behind", "renamed"}),
        ({"status": "closed"}, {"closed"}),
        ({"status": "pending"}, set()),
        ({"created_to": 499}, {"never", "behind"}),
        ({"created_from": 498, "which": NEVER}, {"closed"}),
    ],
)
def test_the_filter_narrows(several, connection, file_document, asked, wanted):
    file_document(several["behind"], "Passport.pdf")
    asked = {
        name: (timezone.now() - timedelta(days=value)).date()
        if name.startswith("created")
        else value
        for name, value in asked.items()
    }
    found = chosen(Selection(**asked), connection)
    assert {name for name, one in several.items() if one in found} == wanted


def test_by_case_type(several, connection):
    custody = CaseType.objects.get(name="Custody Only")
    Matter.objects.filter(pk=several["never"].pk).update(case_type=custody)
    found = chosen(Selection(case_type=custody.pk), connection)
    assert list(found) == [several["never"]]


def test_a_new_practice_area_makes_synced_matters_behind(several, connection, divorce):
    CaseTypeMapping.objects.filter(case_type=divorce).update(
        practice_area=None, without_practice_area=True
    )
    assert several["even"] in chosen(Selection(which=BEHIND), connection)


def test_what_another_clio_account_holds_is_not_in_this_one(several, connection):
    Link.objects.update(clio_account="us:2")
    assert several["even"] in chosen(Selection(which=NEVER), connection)


def test_what_would_be_held_is_named_with_its_reason_and_the_way_out(maras, several):
    page = read(maras.get(OLDER))
    assert facts(page)["Matters"] == "3"  # never, renamed, closed
    assert "3 matters are left out" in page
    for words in ("Needs a client: 1", "Not mapped: 1", "Choose a contact: 1"):
        assert words in page
    page = read(maras.get(OLDER, {"show": "left-out"}))
    for name, url in {
        "nobody": f"/matters/{several['nobody'].pk}/client/",
        "sea": "/settings/integrations/#mappings",
        "asked": f"/matters/{several['asked'].pk}/#clio-panel",
    }.items():
        assert f'href="/matters/{several[name].pk}/"' in page
        assert f'href="{url}"' in page
    assert "Look before sending" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"created_from": "yesterday"}, "Write a day, for example 2026-03-31."),
        ({"created_from": "2026-02-02", "created_to": "2026-01-01"}, "before the first one"),
        ({"case_type": "999999"}, "This choice is no longer there. Choose another."),
        ({"status": "lost"}, "“lost” is not on the list."),
    ],
)
def test_an_odd_filter_is_told_and_nothing_is_counted(maras, older, typed, said):
    older(1)
    for answer in (maras.get(OLDER, typed), maras.post(OLDER, typed)):
        page = read(answer, 422)
        assert said in page
        assert "What it takes" not in page
    assert not BulkSync.objects.exists()


def test_the_list_is_read_page_by_page(maras, older):
    older(25)
    first = read(maras.get(OLDER))
    assert first.count("Look before sending") == 20
    older_page = re.search(r'href="([^"]+before=[^"]+)"', first)[1].replace("&amp;", "&")
    second = read(maras.get(older_page))
    assert second.count("Look before sending") == 5
    assert "Older 4<" in second
    assert "Older 5<" not in second


def test_counts_cost_the_same_for_few_and_for_many(maras, older, django_assert_max_num_queries):
    counts = []
    read(maras.get(OLDER))  # The first request of a session has a row of its own to write.
    for number in (1, 30):
        older(number, title=f"Of {number}")
        with django_assert_max_num_queries(12) as seen:
            read(maras.get(OLDER))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_without_a_connection_there_is_nothing_to_choose(signed_in, mara, in_firm):
    answer = signed_in(mara).get(OLDER, follow=True)
    assert "Connect Clio first." in read(answer)


def test_with_a_lapsed_connection_nothing_starts(maras, older):
    older(1)
    Connection.objects.update(state="lapsed")
    page = read(maras.get(OLDER))
    assert "Clio is not connected just now" in page
    assert "Start with" not in page
    read(maras.post(OLDER, {}, follow=True))
    assert not BulkSync.objects.exists()


# --- The run -------------------------------------------------------------------------------------


def test_a_run_from_the_first_press_to_its_end(maras, older, settings, clio):
    settings.CLIO_RATE_LIMIT = 10_000
    clio.settings(budget=10_000)
    older(3)
    page = read(maras.post(OLDER, {}, follow=True))
    bulk = BulkSync.objects.get()
    assert "Started with 3 matters." in page
    assert "0 of 3 matters" in page
    assert "Pause" in page
    assert 'hx-trigger="every 4s"' in page
    assert f'href="{OLDER}{bulk.pk}/"' in read(maras.get("/settings/integrations/"))
    read(maras.post(f"{OLDER}{bulk.pk}/pause/", follow=True))
    assert now(bulk).is_paused
    page = read(maras.get(f"{OLDER}{bulk.pk}/"))
    assert "Resume" in page
    assert "Mara Hart" in page
    read(maras.post(f"{OLDER}{bulk.pk}/resume/", follow=True))
    run_dry()
    page = read(maras.get(f"{OLDER}{bulk.pk}/?show=ended"))
    assert "3 of 3 matters" in page
    assert "every 4s" not in page
    assert page.count(">Synced</span>") == 3
    clio.settings(budget=50)


def test_the_second_start_shows_the_first(maras, older):
    older(2)
    maras.post(OLDER, {})
    page = read(maras.post(OLDER, {}, follow=True))
    assert "under way already. This is it." in page
    assert BulkSync.objects.count() == 1
    page = read(maras.get(OLDER))
    assert "See how far it is" in page
    assert "Start with" not in page


def test_cancelling_is_asked_once(maras, older):
    older(2)
    maras.post(OLDER, {})
    bulk = BulkSync.objects.get()
    page = read(maras.get(f"{OLDER}{bulk.pk}/cancel/"))
    assert "2 matters were not sent yet" in page
    assert now(bulk).is_running
    page = read(maras.post(f"{OLDER}{bulk.pk}/cancel/", follow=True))
    assert now(bulk).state == "cancelled"
    assert facts(page)["Not sent"] == "2"
    again = read(maras.post(f"{OLDER}{bulk.pk}/cancel/", follow=True))
    assert "It was over already." in again


def test_what_is_held_has_its_reason_and_its_form(maras, several, started, clio, settings):
    settings.CLIO_RATE_LIMIT = 10_000
    clio.settings(budget=10_000)
    for last_name in ("One", "Two"):
        clio.add(
            "contacts", type="Person", first_name="Ana", last_name=last_name,
            email_addresses=[{"name": "Work", "address": several["never"].client.email}],
        )  # fmt: skip
    bulk = started(which=NEVER)
    run_dry()
    page = read(maras.get(f"{OLDER}{bulk.pk}/"))
    assert facts(page)["Needs you"] == "1"
    assert "2 contacts in Clio have the email of Ana Older 0. Choose one." in page
    assert f'href="/matters/{several["never"].pk}/#clio-panel"' in page
    Sync.objects.filter(matter=several["never"], is_newest=True).update(state="synced")
    page = read(maras.get(f"{OLDER}{bulk.pk}/"))
    assert (facts(page)["Needs you"], facts(page)["Synced"]) == ("0", "2")
    clio.settings(budget=50)


def test_another_account_is_told(maras, older, started):
    older(2)
    bulk = started()
    Connection.objects.update(account_id="2")
    feeding.feed_due()
    for _ in range(2):
        page = read(maras.get(f"{OLDER}{bulk.pk}/"))
        assert "Another Clio account is connected now" in page
        maras.post(f"{OLDER}{bulk.pk}/resume/")
    assert now(bulk).is_paused


def test_the_page_is_live_by_its_fragment(maras, older, started):
    older(25)
    bulk = started()
    page = read(maras.get(f"{OLDER}{bulk.pk}/?show=to-come"))
    part = maras.get(f"{OLDER}{bulk.pk}/?show=to-come", headers=HTMX).content.decode().strip()
    assert part.startswith('<div class="stack" id="run"')
    assert page.count("Look before sending") == 20
    following = re.search(r'href="([^"]+after=\d+)"', page)[1].replace("&amp;", "&")
    assert read(maras.get(following)).count("Look before sending") == 5


def test_a_run_costs_the_same_for_few_and_for_many(maras, older, started, mara):
    counts = []
    read(maras.get(OLDER))
    for number in (1, 30):
        older(number, title=f"Of {number}")
        bulk = started()
        with CaptureQueriesContext(database) as seen:
            read(maras.get(f"{OLDER}{bulk.pk}/?show=to-come"))
        counts.append(len(seen))
        runs.cancel(bulk=bulk, by=mara)
    assert counts[0] == counts[1] <= 12


def test_staff_and_other_firms_see_none_of_it(signed_in, older, started, lena, otto, client):
    older(1)
    bulk = started()
    addresses = [OLDER, *(f"{OLDER}{bulk.pk}/{verb}" for verb in ("", "pause/", "cancel/"))]
    for member in (lena, otto):
        client.force_login(member.user)
        for address in addresses if member == lena else addresses[1:]:
            assert client.get(address).status_code in {404, 405}
            assert client.post(address).status_code in {404, 405}
    assert now(bulk).is_running
