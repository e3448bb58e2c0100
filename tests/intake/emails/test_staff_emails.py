"""What members are told by email, each by their own switches."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import F

from casehug.accounts import team
from casehug.models import Member
from intake.emails import client_emails, returns, staff_emails
from intake.events import intake_submitted
from intake.models import Email, Intake, Item, Notice, Upload
from intake.progress import item_state
from matters.events import matter_held
from tests.intake.send import sent

NOON = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def told():
    staff = Email.objects.exclude(member=None).order_by("pk")
    return list(staff.values_list("kind", "to", "subject"))


def upload(intake, nonce):
    item = intake.items.filter(kind=Item.Kind.DOCUMENT).first()
    return Upload.objects.create(
        item=item, nonce=nonce, name="a.pdf", file="x", size=1, sha256="0" * 64,
        content_type="application/pdf",
    )  # fmt: skip


def switched(member, **switches):
    Notice.objects.update_or_create(member=member, defaults=switches)


def test_everybody_hears_that_an_intake_was_submitted(clock, intake, lena, mara):
    intake_submitted.send(sender=Intake, intake=intake)
    assert told() == [
        ("submitted", "lena@hart.example", "An intake is ready for review"),
        ("submitted", "mara@hart.example", "An intake is ready for review"),
    ]
    letter = Email.objects.exclude(member=None).first()
    assert letter.body == (
        "Maya has sent the list. Review it here:\n\n"
        f"http://localhost:8000/matters/{intake.matter_id}/review/\n\n"
        "Which of these you get is for you to say: http://localhost:8000/settings/notifications/"
    )
    assert "Divorce" not in letter.body + letter.subject


def test_who_left_is_told_nothing_more(clock, intake, lena, mara, mailoutbox):
    intake_submitted.send(sender=Intake, intake=intake)
    team.remove(member=lena, by=mara)
    client_emails.send_due()
    assert [sent.to for sent in mailoutbox if sent.to != [intake.matter.client.email]] == [
        ["mara@hart.example"]
    ]
    Email.objects.all().delete()
    intake_submitted.send(sender=Intake, intake=intake)
    assert [to for _, to, _ in told()] == ["mara@hart.example"]


def test_a_switch_that_is_off_is_off_for_that_member_alone(clock, intake, lena, mara):
    switched(lena, submitted=False)
    intake_submitted.send(sender=Intake, intake=intake)
    assert [to for _, to, _ in told()] == ["mara@hart.example"]


def test_who_cannot_sign_in_is_not_written_to(clock, intake, lena, mara):
    lena.user.is_active = False
    lena.user.save(update_fields=["is_active"])
    intake_submitted.send(sender=Intake, intake=intake)
    assert [to for _, to, _ in told()] == ["mara@hart.example"]


def test_uploads_of_a_while_are_one_letter(clock, intake, lena, mara):
    switched(lena, uploaded=True)
    for nonce in ("1", "2", "3"):
        item_state.note_upload(upload=upload(intake, nonce))
        clock.shift(timedelta(minutes=4))
        staff_emails.write_due()
    assert told() == []
    clock.shift(timedelta(minutes=4))
    staff_emails.write_due()
    staff_emails.write_due()
    assert told() == [("uploaded", "lena@hart.example", "New documents to review")]
    assert Email.objects.get().body.startswith(
        "Maya added 3 documents. Review them here:\n\n"
        f"http://localhost:8000/matters/{intake.matter_id}/review/\n"
    )


@pytest.mark.parametrize(("count", "words"), [(1, "a document"), (2, "2 documents")])
def test_the_first_upload_is_counted_by_the_real_clock(
    intake, lena, settings, monkeypatch, count, words
):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    switched(lena, uploaded=True)
    item = intake.items.filter(kind=Item.Kind.DOCUMENT).first()
    for _ in range(count):
        sent(item)
    settings.UPLOADS_WAIT = 0
    Intake.objects.update(uploads_due_at=F("uploads_due_at") - timedelta(minutes=15))
    staff_emails.write_due()
    assert Email.objects.get().body.startswith(f"Maya added {words}. Review")


def test_what_was_taken_back_or_reviewed_meanwhile_is_not_told(clock, intake, lena):
    switched(lena, uploaded=True)
    item_state.note_upload(upload=upload(intake, "1"))
    Upload.objects.update(state="approved")
    clock.shift(timedelta(minutes=16))
    staff_emails.write_due()
    assert told() == []
    assert Intake.objects.get().uploads_due_at is None


def test_held_syncs_are_told_once_an_hour(clock, intake, lena):
    for _ in range(3):
        matter_held.send(sender=None, matter=intake.matter)
    assert told() == [("sync_failed", "lena@hart.example", "A sync to Clio needs somebody")]
    assert f"http://localhost:8000/matters/{intake.matter_id}/\n" in Email.objects.get().body
    clock.shift(timedelta(minutes=61))
    matter_held.send(sender=None, matter=intake.matter)
    assert len(told()) == 2


# --- Settings → Notifications --------------------------------------------------------------------


def test_switches_are_the_members_own(clock, lenas, lena, mara):
    assert lenas.post("/settings/notifications/uploaded/", {"on": "true"}).status_code == 302
    assert lenas.post("/settings/notifications/submitted/", {"on": "false"}).status_code == 302
    kept = list(Notice.objects.values_list("member", "submitted", "uploaded", "sync_failed"))
    assert kept == [(lena.pk, False, True, True)]


def test_page_shows_the_switches_as_they_are(lenas, lena):
    switched(lena, submitted=False)
    page = lenas.get("/settings/notifications/").content.decode()
    states = [part.split('"')[0] for part in page.split('aria-checked="')[1:]]
    assert states == ["false", "false", "true"]


def test_a_fragment_answers_htmx(lenas, lena):
    answer = lenas.post(
        "/settings/notifications/uploaded/", {"on": "true"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert page.strip().startswith('<ul class="list" id="switches">')
    assert "Saved" in page


def test_there_is_no_other_switch(lenas):
    assert lenas.post("/settings/notifications/member/", {"on": "true"}).status_code == 404
    assert Notice.objects.count() == 0
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("rounds", "due"), [(staff_emails, "uploads_due_at"), (returns, "returns_due_at")]
)
def test_a_round_takes_those_that_wait_longest(clock, new_intake, monkeypatch, rounds, due):
    monkeypatch.setattr(rounds, "AT_ONCE", 1)
    one, other = new_intake(title="Ruiz — Divorce"), new_intake(title="Ruiz — Custody")
    for intake, minutes in ((one, 1), (other, 5)):
        long_ago = {due: NOON - timedelta(minutes=minutes)}
        Intake.objects.filter(pk=intake.pk).update(**long_ago)
    waiting = Intake.objects.filter(**{f"{due}__isnull": False})
    rounds.write_due()
    assert list(waiting.all()) == [one]
    rounds.write_due()
    assert list(waiting.all()) == []
