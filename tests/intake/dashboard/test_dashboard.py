"""The dashboard: what waits for whom, how long intakes take; and the emails on a matter's page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from intake.dashboard.chart import Chart, months_of
from intake.emails import client_emails
from intake.links import private_links
from intake.models import Email, Intake, Item, Upload
from intake.progress import review_count
from intake.review import decisions
from integrations.models import Connection, Sync
from matters.models import Matter
from tests.intake.mark import marked
from tests.markup import primary_of

NOON = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def upload(intake, nonce):
    item = intake.items.filter(kind=Item.Kind.DOCUMENT).first()
    Upload.objects.create(
        item=item, nonce=nonce, name="a.pdf", file="x", size=1, sha256="0" * 64,
        content_type="application/pdf",
    )  # fmt: skip
    marked()


def card(client, name):
    page = client.get("/").content.decode()
    return page.split(f'id="{name}"')[1].split("</section>")[0] if f'id="{name}"' in page else ""


def test_what_came_in_waits_for_the_firm(clock, lenas, intake):
    upload(intake, "1")
    upload(intake, "2")
    said = card(lenas, "to-review")
    assert '<span class="card__figure">2</span>' in said
    assert f'href="/matters/{intake.matter_id}/review/">Ruiz — Divorce</a>' in said


def test_what_was_asked_waits_for_the_client_and_says_when_it_is_stuck(clock, lenas, intake, lena):
    private_links.send_link(intake=intake, by=lena)
    assert "Ruiz — Divorce" in card(lenas, "with-client")
    assert card(lenas, "stuck") == ""
    clock.shift(timedelta(days=15))
    lenas.force_login(lena.user)
    assert f'href="/matters/{intake.matter_id}/">Ruiz — Divorce</a>' in card(lenas, "stuck")
    assert "Silent" in card(lenas, "stuck")
    assert "Ruiz — Divorce" not in card(lenas, "with-client")
    item = intake.items.first()
    Item.objects.filter(pk=item.pk).update(excuse="need_help")
    marked()
    assert "Asks for help" in card(lenas, "stuck")
    Item.objects.update(excuse="")
    private_links.revoke_link(link=intake.links.get(), by=lena)
    assert "No working link" in card(lenas, "stuck")


def test_nobody_is_silent_whom_the_firm_asked_today(clock, lenas, intake, lena):
    private_links.send_link(intake=intake, by=lena)
    Intake.objects.update(status="in_progress", active_at=NOON)
    upload(intake, "1")
    clock.shift(timedelta(days=15))
    lenas.force_login(lena.user)
    assert "Client last seen Nov 2, 2026" in card(lenas, "with-client")
    assert "Silent" not in card(lenas, "with-client")  # What they sent waits for us.
    decisions.return_(upload=Upload.objects.get(), reason="Blurry.", by=lena)
    said = card(lenas, "with-client")
    assert "Asked again just now" in said
    assert "Silent" not in said
    clock.shift(timedelta(days=15))
    lenas.force_login(lena.user)
    assert "Silent" in card(lenas, "stuck")


def test_each_list_is_in_the_order_it_says(clock, lenas, lena, intake, new_intake):
    """Whatever order they were opened in."""
    later = new_intake(title="Ruiz — Later")
    upload(later, "1")
    clock.shift(timedelta(days=1))
    upload(intake, "2")
    lenas.force_login(lena.user)
    said = card(lenas, "to-review")
    assert "Oldest first" in said
    assert said.index("Ruiz — Later") < said.index("Ruiz — Divorce")


@pytest.mark.parametrize(
    ("files", "said"), [(0, "New matter"), (1, "Review 1 upload"), (2, "Review 2 uploads")]
)
def test_one_button_comes_first(clock, lenas, intake, files, said):
    for number in range(files):
        upload(intake, str(number))
    assert primary_of(lenas.get("/")) == [said]


def test_a_broken_connection_comes_before_all_else(clock, signed_in, lena, mara, intake):
    Connection.objects.create(region="us", account_id="1", state="lapsed")
    upload(intake, "1")
    assert primary_of(signed_in(mara).get("/")) == ["Reconnect"]
    assert primary_of(signed_in(lena).get("/")) == ["Review 1 upload"]


def test_a_stuck_sync_says_which_matter(clock, lenas, intake):
    Connection.objects.create(region="us", account_id="1")
    Sync.objects.create(matter=intake.matter, state="held", reason="refused")
    assert f'href="/matters/{intake.matter_id}/">Ruiz — Divorce</a>' in card(lenas, "held")


def test_another_firm_waits_for_nothing(clock, ottos, intake):
    upload(intake, "1")
    assert "Ruiz" not in ottos.get("/").content.decode()


@pytest.mark.usefixtures("clock", "intake")
def test_an_admins_first_page_costs_seven_queries(maras, hart_vale, django_assert_num_queries):
    hart_vale.founded_at = NOON
    hart_vale.save(update_fields=["founded_at"])
    maras.get("/")
    with django_assert_num_queries(7):
        assert "first-steps" in maras.get("/").content.decode()
    cache.delete(review_count._key())
    with django_assert_num_queries(8):
        maras.get("/")


def test_chart_shows_the_middle_of_each_month():
    def span(month, days):
        return datetime(2026, month, 20, tzinfo=UTC) - timedelta(days=days), datetime(
            2026, month, 20, tzinfo=UTC
        )

    chart = Chart(months_of([span(9, 4), span(9, 8), span(9, 30), span(11, 0.5)], NOON))
    assert [(bar.label, bar.said, bar.count) for bar in chart.bars] == [
        ("Jun", "–", 0), ("Jul", "–", 0), ("Aug", "–", 0), ("Sep", "8", 3), ("Oct", "–", 0),
        ("Nov", "0.5", 1),
    ]  # fmt: skip
    assert chart.told == "Sep: 8 days, 3 approved; Nov: 0.5 days, 1 approved"
    assert all(bar.y + bar.height == pytest.approx(chart.ground) for bar in chart.bars)


def test_chart_counts_no_further_than_it_looks():
    bar, other = Chart([((2026, 9), [4.0] * 301), ((2026, 10), [4.0] * 300)]).bars
    assert (bar.counted, other.counted) == ("300+", "300")


def test_months_of_the_chart_begin_by_the_firms_clock():
    """Still October 31 in Los Angeles, and November 30."""
    approved = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    with timezone.override("America/Los_Angeles"):
        months = months_of(
            [(approved - timedelta(days=2), approved)], datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
        )
    assert months[-2:] == [((2026, 10), [2.0]), ((2026, 11), [])]


def approved_in(intake, *ends):
    """Approved at this moment, six days after it was sent; others like it at the other moments."""
    for number, end in enumerate(ends):
        about = {"status": "approved", "sent_at": end - timedelta(days=6), "approved_at": end}
        one = intake if not number else copied(intake)
        Intake.objects.filter(pk=one.pk).update(**about)


def copied(intake):
    matter = Matter.objects.get(pk=intake.matter_id)
    matter.pk = None
    matter.save()
    return Intake.objects.create(matter=matter)


def test_one_bar_is_a_sentence(clock, lenas, intake):
    approved_in(intake, NOON - timedelta(hours=1))
    said = card(lenas, "how-long")
    assert "One intake was approved in Nov, 6 days after it was sent." in said
    assert "<svg" not in said


def test_chart_is_drawn_and_told(clock, lenas, intake):
    approved_in(intake, NOON - timedelta(hours=1), NOON - timedelta(days=40))
    said = card(lenas, "how-long")
    assert "<desc" in said
    assert "Sep: 6 days, 1 approved; Nov: 6 days, 1 approved" in said
    assert '<td class="table__number" data-label="Approved">1</td>' in said


def test_a_matters_page_lists_its_letters_without_their_secrets(clock, lenas, intake, lena):
    private_links.send_link(intake=intake, by=lena)
    page = lenas.get(f"/matters/{intake.matter_id}/").content.decode()
    panel = page.split('aria-labelledby="letters"')[1].split("</section>")[0]
    assert "On its way" in panel
    client_emails.send_due()
    page = lenas.get(f"/matters/{intake.matter_id}/").content.decode()
    panel = page.split('aria-labelledby="letters"')[1].split("</section>")[0]
    assert "Sent" in panel
    assert "[private link]" in panel
    assert "/p/" not in panel


def test_a_refused_address_says_what_to_do(clock, lenas, intake, lena):
    private_links.send_link(intake=intake, by=lena)
    Email.objects.update(trouble="refused", withdrawn_at=NOON)
    page = lenas.get(f"/matters/{intake.matter_id}/").content.decode()
    assert "does not know maya.ruiz@example.com. Check the address" in page
