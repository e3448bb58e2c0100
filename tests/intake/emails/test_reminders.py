"""Reminders: on the firm's days, in its daytime, naming what is missing, until anybody says stop."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
import time_machine
from django.core import mail
from django.test import Client as Browser

from intake.answers import answers
from intake.emails import client_emails, reminders, render, returns
from intake.lifecycle import submission
from intake.links import private_links
from intake.models import Email, Intake, Item, Preferences, Upload
from intake.progress import item_state
from matters.domain.matters import create_matter
from matters.models import Client, Matter
from matters.states import STATES, ZONES

# Monday, 10:00 in Portland: the hour of the first reminder of a day.
MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LICENSE = "Driver’s license or state ID"


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def sent(clock, monkeypatch, intake, lena):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    keep = intake.items.filter(kind=Item.Kind.DOCUMENT, required=True, shown_if=None)[:2]
    intake.items.exclude(pk__in=[item.pk for item in keep]).update(removed_at=MONDAY)
    private_links.send_link(intake=intake, by=lena)
    intake.refresh_from_db()
    return intake


def written():
    return list(
        Email.objects.filter(kind="reminder").order_by("pk").values_list("written_at", flat=True)
    )


def days(*which):
    return [MONDAY + day * DAY for day in which]


def run(clock, until, step=timedelta(hours=2)):
    """The sweep, every two hours, for so many days."""
    while datetime.now(UTC) < MONDAY + until * DAY:
        reminders.write_due()
        clock.shift(step)


def test_reminders_go_out_on_the_third_seventh_and_fourteenth_day(sent, clock):
    run(clock, until=40)
    assert written() == days(3, 7, 14)


def test_one_that_cannot_be_written_keeps_no_other_waiting(
    sent, clock, new_intake, lena, monkeypatch
):
    other = new_intake(title="Ruiz — Custody")
    private_links.send_link(intake=other, by=lena)
    said = render.missing

    def missing(intake, items):
        if intake.pk == sent.pk:
            raise ValueError(intake.matter.title)
        return said(intake, items)

    monkeypatch.setattr(render, "missing", missing)
    clock.shift(3 * DAY)
    assert [reminders.write_due(), reminders.write_due()] == [1, 0]
    assert Email.objects.get(kind="reminder").matter_id == other.matter_id


def test_reminder_names_what_is_missing(sent, clock):
    clock.shift(3 * DAY)
    assert reminders.write_due() == 1
    assert reminders.write_due() == 0
    (email,) = Email.objects.filter(kind="reminder")
    assert [i.title for i in sent.items.filter(removed_at=None)] == [
        LICENSE,
        "Marriage certificate",
    ]
    said, stop = email.body.rsplit("To stop these reminders: ", 1)
    assert said == (
        "Hello Maya,\n\nHart & Vale still needs this from you:\n\n"
        f"- {LICENSE}\n- 1 more document (open your page to see which)\n\nSo far: 0 of 2 required.\n\nYou can go on where you stopped:\n[private link]\n\n"
        "Questions? Call (503) 555-0142.\n\nHart & Vale\n\n"
    )
    assert stop.startswith("http://localhost:8000/no-more/")
    assert (email.subject, email.to) == (
        "A reminder about your documents", "maya.ruiz@example.com",
    )  # fmt: skip


def test_reminder_speaks_the_clients_language(sent, clock):
    Intake.objects.update(language="es")
    Item.objects.filter(removed_at=None).update(
        translations={"es": {"title": "Su última declaración de impuestos"}}, category="financial"
    )
    clock.shift(3 * DAY)
    reminders.write_due()
    (email,) = Email.objects.filter(kind="reminder")
    assert "todavía necesita esto de usted:\n\n- Su última declaración de impuestos" in email.body
    assert email.subject == "Un recordatorio sobre sus documentos"


def test_any_response_begins_the_count_again(sent, clock):
    run(clock, until=5)
    assert written() == days(3)
    Intake.objects.update(active_at=datetime.now(UTC), status="in_progress")
    run(clock, until=13)
    assert written() == days(3, 8, 12)


def test_nobody_is_reminded_at_night(sent, clock):
    clock.shift(2 * DAY + timedelta(hours=14))  # Midnight in Portland, the third day begins.
    for _ in range(10):
        assert reminders.write_due() == 0
        clock.shift(timedelta(hours=1))
    assert reminders.write_due() == 1


@pytest.mark.parametrize(("state", "zone"), [("HI", "America/New_York"), ("", "Pacific/Honolulu")])
def test_daytime_is_the_clients(sent, clock, hart_vale, state, zone):
    """By the state of the matter; by the firm's clock where there is none."""
    Matter.objects.update(state=state)
    hart_vale.time_zone = zone
    hart_vale.save(update_fields=["time_zone"])
    clock.shift(3 * DAY)  # 08:00 there
    assert reminders.write_due() == 0
    clock.shift(timedelta(hours=2))
    assert reminders.write_due() == 1


def test_every_state_has_a_clock():
    assert {code for code, _ in STATES} == ZONES.keys()
    assert set(ZONES.values()) <= available_timezones()


@pytest.mark.parametrize("hour", [*range(24)])
def test_nobody_is_reminded_in_the_evening(sent, clock, hour):
    """Whatever hour was kept in the days when later ones were offered."""
    Preferences.objects.create(reminder_hour=hour, reminder_days=[1])
    clock.shift(DAY - timedelta(hours=10))  # Midnight in Portland.
    hours = []
    for now in range(24):
        hours += [now] * reminders.write_due()
        clock.shift(timedelta(hours=1))
    assert hours == [min(hour, 16)]


def test_the_hours_offered_leave_room_before_the_evening(maras):
    page = maras.get("/settings/intake/").content.decode()
    offered = page.split('name="reminder_hour"')[1].split("</select>")[0]
    assert "4 PM" in offered
    assert "5 PM" not in offered
    assert "By the clock of the matter’s state" in page


def test_the_firm_chooses_days_and_hour(sent, clock):
    Preferences.objects.create(reminder_days=[1, 2], reminder_hour=14)
    run(clock, until=10)
    assert written() == [MONDAY + DAY * day + timedelta(hours=4) for day in (1, 2)]


def test_no_days_no_reminders(sent, clock):
    Preferences.objects.create(reminder_days=[])
    run(clock, until=20)
    assert written() == []


def test_days_missed_while_we_were_down_are_one_reminder(sent, clock):
    clock.shift(20 * DAY)
    run(clock, until=30)
    assert written() == days(20)


@pytest.fixture
def many(sent, in_firm, divorce, maya, lena):
    """Five more who were sent their list on Monday."""
    for number in range(5):
        about = {"title": f"Ruiz {number}", "case_type": divorce, "client": maya, "state": "OR"}
        matter = create_matter(**about, by=lena)
        private_links.send_link(intake=matter.intake, by=lena)


@pytest.mark.usefixtures("many")
def test_all_are_reminded_however_few_are_looked_at_at_once(clock, monkeypatch):
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    clock.shift(3 * DAY)
    assert reminders.write_due() == 6


@pytest.mark.usefixtures("many")
def test_who_was_looked_at_is_left_alone_until_the_next_day(clock, django_assert_num_queries):
    clock.shift(DAY)
    assert reminders.write_due() == 0
    clock.shift(timedelta(hours=6))
    with django_assert_num_queries(1):
        assert reminders.write_due() == 0
    clock.shift(2 * DAY - timedelta(hours=6))
    assert reminders.write_due() == 6


def test_other_days_count_from_the_next_day_on(sent, clock):
    run(clock, until=1)
    Preferences.objects.create(reminder_days=[2])
    run(clock, until=4)
    assert written() == days(2)


def submit(intake, lena):
    Intake.objects.update(status="submitted")


def approve(intake, lena):
    Intake.objects.update(status="approved")


def revoke(intake, lena):
    private_links.revoke_link(link=intake.links.get(), by=lena)


def let_it_expire(intake, lena):
    intake.links.update(expires_at=MONDAY + DAY)


def close(intake, lena):
    Matter.objects.update(status="closed")


def give_everything(intake, lena):
    Item.objects.update(state="given")


def explain_everything(intake, lena):
    Item.objects.update(excuse="need_help")


def lose_the_address(intake, lena):
    Client.objects.update(email="")


@pytest.mark.parametrize(
    "change",
    [
        submit,
        approve,
        revoke,
        let_it_expire,
        close,
        give_everything,
        explain_everything,
        lose_the_address,
    ],
)
def test_nobody_is_reminded_who_need_not_be(sent, clock, lena, change):
    change(sent, lena)
    run(clock, until=20)
    assert written() == []


def test_what_was_promised_counts_once_its_day_passed(sent, clock):
    promised = (MONDAY + 5 * DAY).date()
    Item.objects.update(excuse="coming", excuse_until=promised)
    run(clock, until=20)
    assert written() == days(6, 7, 14)


def test_a_return_begins_the_count_again(sent, clock, lena):
    item = sent.items.filter(removed_at=None).first()
    clock.shift(2 * DAY)
    Item.objects.filter(pk=item.pk).update(state="returned")
    Upload.objects.create(
        item=item, nonce="1", name="a.pdf", file="x", size=1, sha256="0" * 64,
        content_type="application/pdf", state="returned", reason="Page 2 is missing.",
    )  # fmt: skip
    Intake.objects.update(status="returned")
    item_state.ask_again(sent)
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    run(clock, until=8)
    assert [moment.date() for moment in written()] == [(MONDAY + 5 * DAY).date()]


# --- What was promised, after everything was sent --------------------------------------------------


@pytest.fixture
def promised(sent):
    """Everything was sent but one thing, which is to come by Saturday."""
    given, coming = sent.items.filter(removed_at=None)
    Item.objects.filter(pk=given.pk).update(state="given")
    answers.excuse(item=coming, excuse="coming", until=(MONDAY + 5 * DAY).date())
    assert submission.submit(intake=sent) == []
    return coming


def test_a_late_promise_is_reminded_of_after_sending(sent, clock, promised):
    Preferences.objects.create(tells_received=False)
    Item.objects.filter(pk=promised.pk).update(category="property")
    run(clock, until=20)
    assert written() == days(6, 7, 14)
    email = Email.objects.filter(kind="reminder").first()
    assert f"still needs this from you:\n\n- {promised.title}\n\n" in email.body
    client_emails.send_due()
    assert [message.subject for message in mail.outbox].count(
        "A reminder about your documents"
    ) == 3


def test_nothing_else_is_asked_for_after_sending(sent, clock, promised):
    Item.objects.filter(pk=promised.pk).update(excuse="someone_else", excuse_until=None)
    run(clock, until=20)
    assert written() == []


def test_a_reminder_is_kept_back_once_the_promise_was_kept(sent, clock, promised):
    clock.shift(6 * DAY)
    assert reminders.write_due() == 1
    Item.objects.filter(pk=promised.pk).update(state="given", excuse="", excuse_until=None)
    client_emails.send_due()
    assert Email.objects.get(kind="reminder").trouble == "overtaken"


# --- A link handed over by other means -------------------------------------------------------------


def test_a_copied_link_is_reminded_of(clock, monkeypatch, intake, lena):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    private_links.copy_link(intake=intake, by=lena)
    clock.shift(DAY)
    private_links.copy_link(intake=intake, by=lena)
    intake.refresh_from_db()
    assert (intake.status, intake.sent_at, intake.last_sent_at) == ("sent", MONDAY, None)
    run(clock, until=8)
    assert written() == days(3, 7)


def test_sending_again_keeps_the_first_day_and_begins_the_count_again(sent, clock, lena):
    clock.shift(5 * DAY)
    private_links.send_link(intake=sent, by=lena)
    sent.refresh_from_db()
    assert (sent.sent_at, sent.last_sent_at) == (MONDAY, MONDAY + 5 * DAY)
    run(clock, until=13)
    assert written() == days(8, 12)


# --- Saying stop ---------------------------------------------------------------------------------


def stop_address(clock):
    clock.shift(3 * DAY)
    reminders.write_due()
    (email,) = Email.objects.filter(kind="reminder")
    return email.body.rsplit("http://localhost:8000", 1)[1].strip()


def test_reading_the_page_stops_nothing(sent, clock, client):
    page = client.get(stop_address(clock))
    assert page.status_code == 200
    assert "Stop the reminders?" in page.content.decode()
    assert "Divorce" not in page.content.decode()
    assert Intake.objects.get().unsubscribed_at is None


def test_one_press_stops_them(sent, clock, client):
    address = stop_address(clock)
    page = client.post(address)
    assert "No more reminders." in page.content.decode()
    assert Intake.objects.get().unsubscribed_at == MONDAY + 3 * DAY
    run(clock, until=30)
    assert written() == days(3)


def test_the_mail_programs_own_button_works(sent, clock, client):
    stop_address(clock)
    client_emails.send_due()
    reminder = mail.outbox[-1]
    address = reminder.extra_headers["List-Unsubscribe"].strip("<>")
    assert reminder.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser = Browser(enforce_csrf_checks=True)
    path = address.removeprefix("http://localhost:8000")
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Intake.objects.get().unsubscribed_at == MONDAY + 3 * DAY


def test_html_shows_words_instead_of_addresses(sent, clock):
    address = stop_address(clock)
    client_emails.send_due()
    ((page, _),) = mail.outbox[-1].alternatives
    assert f'To stop these reminders: <a href="http://localhost:8000{address}">No more' in page
    assert ">Open my list</a>" in page
    assert page.count("http://") == 2
    assert "- " + LICENSE not in page


def test_only_reminders_carry_it(sent, clock):
    client_emails.send_due()
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_a_reminder_waiting_for_the_server_is_kept_back_after_stop(sent, clock, client):
    client.post(stop_address(clock))
    client_emails.send_due()
    assert [message.subject for message in mail.outbox] == ["Your documents"]
    assert Email.objects.get(kind="reminder").trouble == "overtaken"


@pytest.mark.parametrize("signed", ["x", "WyJhIiwxXQ:1x:abc", "x" * 400])
def test_a_made_up_address_is_a_404(db, client, signed):
    assert client.post(f"/no-more/{signed}/").status_code == 404
