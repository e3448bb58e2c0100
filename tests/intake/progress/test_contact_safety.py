"""A client who left email out of the safe ways to reach them gets none unasked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from intake.answers import answers
from intake.checklists import items
from intake.emails import client_emails, reminders, returns
from intake.lifecycle import checklist_update
from intake.links import private_links
from intake.models import ChecklistItem, Email, Intake, Item
from intake.progress import item_state
from intake.review import decisions
from tests.intake.mark import marked
from tests.intake.send import sent

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CALL, TEXT = "the client asked to be called", "the client asked for text messages"


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def invited(clock, intake, lena):
    private_links.send_link(intake=intake, by=lena)
    client_emails.send_due()
    intake.refresh_from_db()
    return intake


@pytest.fixture
def says(invited):
    """says("call", "text") → what Maya chose."""

    def choose(*ways):
        answers.give_answer(item=invited.items.get(key="safe_to_call"), answer=list(ways))
        Intake.objects.update(active_at=MONDAY)  # PostgreSQL's clock does not travel.
        marked()

    return choose


@pytest.fixture
def reads(lenas, lena, invited):
    def read(path=f"/matters/{invited.matter_id}/"):
        lenas.force_login(lena.user)
        return lenas.get(path).content.decode()

    return read


def log():
    rows = Email.objects.exclude(kind="invitation").order_by("pk")
    return [(row.kind, row.get_held_display(), row.sent_at) for row in rows]


@pytest.mark.parametrize(
    ("ways", "held"),
    [(["call"], CALL), (["voicemail", "text"], CALL), (["text"], TEXT), (["call", "email"], "")],
)
def test_reminders_are_held(says, clock, ways, held):
    says(*ways)
    clock.shift(3 * DAY)
    assert [reminders.write_due(), reminders.write_due()] == [1, 0]
    client_emails.send_due()
    assert log() == [("reminder", held, None if held else MONDAY + 3 * DAY)]
    assert len(mail.outbox) == (1 if held else 2)


def test_returns_are_held(says, clock, invited, lena):
    says("call")
    item = invited.items.filter(kind=Item.Kind.DOCUMENT).first()
    decisions.return_(upload=sent(item), reason="Blurry.", by=lena)
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    client_emails.send_due()
    assert log() == [("returned", CALL, None)]


def test_what_waits_for_the_mail_server_is_held_too(says, clock):
    clock.shift(3 * DAY)
    reminders.write_due()
    says("call")
    client_emails.send_due()
    assert log() == [("reminder", CALL, None)]


def test_a_code_goes_to_who_asks_for_one(says, invited):
    says("call")
    client_emails.code(link=invited.links.get(), code="314159")
    client_emails.send_due()
    assert [message.subject for message in mail.outbox] == ["Your documents", "Your code"]


def test_a_members_press_sends_it_all_the_same(says, reads, lenas, invited):
    says("call")
    assert "Call Maya: email is not safe" in reads()
    lenas.post(f"/matters/{invited.matter_id}/intake/link/sending/")
    client_emails.send_due()
    assert [message.subject for message in mail.outbox] == ["Your documents"] * 2


def test_the_firm_is_told_to_call(says, reads, clock):
    says("text")
    clock.shift(3 * DAY)
    reminders.write_due()
    assert "Text Maya: email is not safe" in reads()
    assert f"Not sent: {TEXT}" in reads()
    Item.objects.filter(title="Your full legal name").update(excuse="need_help")
    marked()
    assert "Asks for help" in reads("/").split('id="stuck"')[1]
    says("call", "text")
    assert "Call Maya: email is not safe" in reads("/").split('id="stuck"')[1]
    says("email")
    assert "not safe" not in reads() + reads("/")


def test_the_question_is_known_in_other_words(clock, new_intake, mara):
    """A firm rewrote it; its copy on a matter, and one brought up to date, are still known."""
    before = new_intake()
    (asked,) = ChecklistItem.objects.filter(
        key="safe_to_call", checklist__case_type__name="Divorce — Standard"
    )
    items.change_item(item=asked, by=mara, title="Wie erreichen wir Sie?")
    checklist_update.apply_checklist(intake=before, by=mara)
    for intake in (before, new_intake()):
        item = intake.items.get(title="Wie erreichen wir Sie?")
        answers.give_answer(item=item, answer=["voicemail"])
        Intake.objects.filter(pk=intake.pk).update(status="sent", sent_at=MONDAY)
        item_state.ask_again(intake)
        assert client_emails.write(intake, Email.Kind.REMINDER, "x").held == "call"


def test_a_choice_without_email_says_nothing_about_it(says, invited):
    says("call")
    item = invited.items.get(key="safe_to_call")
    Item.objects.filter(pk=item.pk).update(
        options=[{"value": "call", "labels": {"en": "Call", "es": "x"}}]
    )
    assert client_emails.write(invited, Email.Kind.REMINDER, "x").held == ""
