"""What a client hears after sending, after everything is approved, and when more is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from intake import summary
from intake.answers import answers
from intake.emails import client_emails, returns
from intake.emails.unsubscribe import stop_reminders
from intake.lifecycle import intakes, submission
from intake.links import private_links
from intake.models import Email, Intake, Item, Preferences
from intake.review import decisions
from tests.intake.send import sent

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(summary, "make_summary", lambda intake: b"%PDF-1.7 summary")
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def ready(modest, passport, tax_return, answered, lena):
    """Everything is given; the link went out before."""
    private_links.send_link(intake=modest, by=lena)
    client_emails.send_due()
    mail.outbox.clear()
    sent(passport)
    sent(tax_return)
    return modest


def to_the_client():
    client_emails.send_due()
    return [(m.subject, m.body) for m in mail.outbox if m.to == ["maya.ruiz@example.com"]]


def ask(intake, title, **fields):
    intake.refresh_from_db()
    about = {"kind": "document", "title": title, "translations": {"es": {"title": f"{title} (es)"}}}
    about["category"] = "property"
    return intakes.add_item(intake=intake, **{**about, **fields})


# --- Receipts ------------------------------------------------------------------------------------


def test_a_receipt_says_what_happens_next(ready):
    submission.submit(intake=ready)
    submission.submit(intake=ready)
    ((subject, body),) = to_the_client()
    assert subject == "We have what you sent"
    assert body == (
        "Hello Maya,\n\nHart & Vale has what you sent.\n\nIf they need something again, you get an email"
        " that says what. Until then there is nothing you have to do.\n\n"
        "Questions? Call (503) 555-0142.\n\nHart & Vale"
    )


def test_a_receipt_says_what_is_still_to_come_in_the_clients_language(ready, car_title):
    car_title.required, car_title.category = True, "property"
    car_title.save()
    answers.excuse(item=car_title, excuse="coming", until=date(2026, 12, 1))
    Intake.objects.update(language="es")
    submission.submit(intake=ready)
    ((subject, body),) = to_the_client()
    assert subject == "Recibimos lo que envió"
    assert "Hart & Vale recibió lo que usted envió" in body
    assert "Todavía falta:\n\n- Car title (es), a más tardar el 1 de diciembre de 2026" in body
    assert "/p/" in body


def test_the_end_is_told(ready, lena):
    submission.submit(intake=ready)
    to_the_client()
    decisions.approve_all(intake=ready, by=lena)
    subject, body = to_the_client()[-1]
    assert subject == "Everything is in order"
    assert "Everything is in order; there is nothing more to do here." in body
    kinds = Email.objects.filter(member=None).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["invitation", "received", "approved"]


def test_either_can_be_switched_off(maras, ready, lena):
    form = {"language": "en", "link_days": 90, "reminder_hour": 10, "time_zone": "America/New_York",
            "file_names": "{date} {item}", "code_for_other_devices": "on"}  # fmt: skip
    assert maras.post("/settings/intake/", form).status_code == 302
    kept = Preferences.objects.get()
    assert (kept.tells_received, kept.tells_approved) == (False, False)
    submission.submit(intake=ready)
    decisions.approve_all(intake=ready, by=lena)
    assert to_the_client() == []


def test_whoever_never_heard_of_it_hears_nothing_of_its_end(
    modest, passport, tax_return, answered, lena
):
    sent(passport)
    sent(tax_return)
    Intake.objects.update(sent_at=None)
    decisions.approve_all(intake=modest, by=lena)
    assert to_the_client() == []


def test_the_end_is_not_told_when_more_was_asked_since(ready, lena):
    submission.submit(intake=ready)
    to_the_client()
    decisions.approve_all(intake=ready, by=lena)
    ask(ready, "Boat papers", by=lena)
    assert [subject for subject, _ in to_the_client()] == ["We have what you sent"]


# --- More is asked -------------------------------------------------------------------------------


def test_what_more_is_asked_is_told_once(ready, clock, lena):
    submission.submit(intake=ready)
    to_the_client()
    ask(ready, "Boat papers", by=lena)
    clock.shift(timedelta(minutes=3))
    ask(ready, "Boat photo", by=lena)
    ask(ready, "If you like", by=lena, required=False)
    returns.write_due()
    assert len(to_the_client()) == 1
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    returns.write_due()
    subject, body = to_the_client()[-1]
    assert subject == "One more step with your documents"
    assert body.split("/p/")[0] == (
        "Hello Maya,\n\nHart & Vale asks you for something more:\n\n- Boat papers\n- Boat photo\n\n"
        "Send it here:\nhttp://localhost:8000"
    )
    assert len(to_the_client()) == 2
    assert not Item.objects.filter(needs_announcing=True).exists()


def test_returns_and_wishes_are_one_letter(ready, clock, passport, lena):
    submission.submit(intake=ready)
    Item.objects.filter(pk=passport.pk).update(category="identification")
    decisions.return_(upload=passport.uploads.get(), reason="Blurry.", by=lena)
    ask(ready, "Boat papers", by=lena)
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    _, body = to_the_client()[-1]
    assert "- Passport: Blurry.\n\nAnd for this, which is new:\n\n- Boat papers\n\nSend" in body


def test_a_wish_taken_back_or_met_is_not_told(ready, clock, lena):
    submission.submit(intake=ready)
    to_the_client()
    intakes.remove_item(item=ask(ready, "Boat papers", by=lena), by=lena)
    sent(ask(ready, "Boat photo", by=lena))
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    assert len(to_the_client()) == 1


def test_what_is_asked_before_sending_needs_no_letter(ready, lena):
    ask(ready, "Boat papers", by=lena)
    ready.refresh_from_db()
    assert (ready.returns_due_at, ready.asked_again_at) == (None, None)


def test_who_wants_no_reminders_is_told_all_the_same(ready, clock, lena):
    submission.submit(intake=ready)
    stop_reminders(firm_id=ready.firm_id, intake_id=ready.pk)
    ask(ready, "Boat papers", by=lena)
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    assert to_the_client()[-1][0] == "One more step with your documents"


def test_nobody_is_led_to_a_closed_door(ready, clock, lenas, lena):
    submission.submit(intake=ready)
    to_the_client()
    private_links.revoke_link(link=ready.links.get(), by=lena)
    ask(ready, "Boat papers", by=lena)
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    assert len(to_the_client()) == 1
    lenas.force_login(lena.user)
    page = lenas.get(f"/matters/{ready.matter_id}/").content.decode()
    assert "Not sent: the private link no longer works" in page
