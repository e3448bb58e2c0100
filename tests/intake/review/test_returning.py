"""Returning: the form that keeps what was typed, and whether the client knows."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone, translation

from casehug import languages
from intake.emails import client_emails, returns
from intake.links.private_links import make_link, revoke_link
from intake.models import Email, Intake, Item, Upload
from intake.review import decisions
from intake.uploads.return_reasons import REASONS
from matters.domain.clients import change_client
from matters.models import Client
from tests.intake.send import sent

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")
NOON = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    monkeypatch.setattr(client_emails, "ring", lambda: None)


@pytest.fixture
def link(modest, lena):
    make_link(intake=modest, by=lena)
    return modest.links.get()


def returned(upload, by, reason="Page 2 is missing."):
    return decisions.return_(upload=upload, reason=reason, by=by)


def test_a_refused_return_keeps_the_form_open_and_filled(lenas, passport, lena, mara):
    upload = sent(passport)
    response = lenas.post(f"/uploads/{upload.pk}/return/", {"canned": "", "own": " "})
    text = response.content.decode()
    assert response.status_code == 422
    assert '<details class="review__return" open>' in text
    assert text.count("data-focus") == 1
    assert 'role="alert" data-focus' in text


def test_a_reason_is_a_few_words_and_what_the_client_reads(lenas, passport):
    sent(passport)
    text = lenas.get("/review/").content.decode()
    assert len(REASONS) == 7
    for short, sentence in REASONS.values():
        assert str(short) in text
        assert str(sentence) in text
        for code in languages.codes():
            with translation.override(code):
                assert len(str(short)) < 30
                assert (str(sentence) in text) == (code == "en")


def test_many_returns_do_not_put_off_the_first_for_ever(passport, modest, lena, clock):
    started = NOON
    for _ in range(12):
        returned(sent(passport), lena)
        clock.shift(timedelta(minutes=4))
        returns.write_due()
        if Email.objects.filter(kind="returned").exists():
            break
    waited = datetime.now(UTC) - started
    assert timedelta(minutes=28) <= waited <= timedelta(minutes=32)
    modest.refresh_from_db()
    assert modest.returns_due_at is None


def test_a_single_return_waits_as_before(passport, modest, lena, clock, settings):
    returned(sent(passport), lena)
    modest.refresh_from_db()
    assert modest.returns_due_at == NOON + timedelta(seconds=settings.RETURNS_WAIT)


def test_the_page_says_when_the_client_is_told(lenas, passport, lena, link, clock, settings):
    upload = returned(sent(passport), lena)
    page = f"/review/?at={upload.pk}"
    due = timedelta(seconds=settings.RETURNS_WAIT)
    assert f"goes out at {local(NOON + due)}." in lenas.get(page).content.decode()
    clock.shift(due + timedelta(minutes=1))
    returns.write_due()
    assert "The email to the client is on its way." in lenas.get(page).content.decode()
    clock.shift(timedelta(minutes=1))
    client_emails.send_due()
    told = local(NOON + due + timedelta(minutes=2))
    text = lenas.get(page).content.decode()
    assert f"The client was told {told}." in text
    assert "Undoing does not take the email back." in text
    text = lenas.post(f"/uploads/{upload.pk}/undo/", follow=True).content.decode()
    assert f"The client was asked for it again at {told}" in text


def local(moment):
    """By the firm's clock."""
    return f"{moment.astimezone(ZoneInfo('America/Los_Angeles')):%-I:%M %p}"


def test_an_undo_before_the_mail_warns_of_nothing(lenas, passport, lena):
    upload = returned(sent(passport), lena)
    text = lenas.post(f"/uploads/{upload.pk}/undo/", follow=True).content.decode()
    assert "The client was asked for it again" not in text


def test_without_an_address_nobody_is_told(lenas, passport, modest, lena, maya):
    maya.email = ""
    maya.save()
    upload = returned(sent(passport), lena)
    said = "No email goes to the client: the client has no email address. Add one and the email"
    assert said in on_the_desk(lenas, upload)
    written(modest)
    assert said in on_the_desk(lenas, upload)
    assert Email.objects.get(kind="returned").to == ""
    panel = lenas.get(f"/matters/{modest.matter_id}/").content.decode()
    assert "Not sent: the client has no email address" in panel


# --- Told is what the client was told ------------------------------------------------------------


def on_the_desk(client, upload):
    text = client.get(f"/review/?at={upload.pk}").content.decode()
    return text.partition('aria-label="Decision"')[2]


def written(intake):
    Intake.objects.filter(pk=intake.pk).update(returns_due_at=timezone.now())
    return returns.write_returned(intake_id=intake.pk)


def test_a_held_letter_told_nobody(lenas, passport, modest, lena):
    upload = returned(sent(passport), lena)
    for _ in range(2):
        text = on_the_desk(lenas, upload)
        assert "No email goes to the client: the private link no longer works. Send them" in text
        assert "was told" not in text
        assert "take the email back" not in text
        written(modest)
    text = lenas.post(f"/uploads/{upload.pk}/undo/", follow=True).content.decode()
    assert "tell them it is not needed" not in text


@pytest.mark.parametrize(
    ("ways", "phone", "todo"),
    [
        (["call"], "(503) 555-0199", "Call Maya at (503) 555-0199."),
        (["text"], "(503) 555-0199", "Text Maya at (503) 555-0199."),
        (["call"], "", "Tell them yourself."),
    ],
)
def test_whom_no_email_may_reach_is_to_be_called(
    lenas, passport, modest, maya, lena, link, ways, phone, todo
):
    Client.objects.update(phone=phone)
    Item.objects.create(
        intake=modest, kind="question", answer_type="choices", key="safe_to_call", title="How?",
        options=[{"value": one} for one in ("call", "text", "email")], answer=ways, position=9,
        required=False,
    )  # fmt: skip
    upload = returned(sent(passport), lena)
    assert todo in on_the_desk(lenas, upload)
    written(modest)
    client_emails.send_due()
    assert todo in on_the_desk(lenas, upload)
    assert mail.outbox == []


def test_a_link_revoked_before_the_letter_leaves_is_told(lenas, passport, modest, lena, link):
    upload = returned(sent(passport), lena)
    written(modest)
    revoke_link(link=link, by=lena)
    assert client_emails.send_due() == 0
    assert "the private link no longer works" in on_the_desk(lenas, upload)
    panel = lenas.get(f"/matters/{modest.matter_id}/").content.decode()
    assert "Not sent: the private link no longer works" in panel


def test_a_link_renewed_before_the_letter_leaves_goes_with_it(passport, modest, lena, link):
    returned(sent(passport), lena)
    written(modest)
    token = make_link(intake=modest, by=lena)
    assert client_emails.send_due() == 1
    assert token in mail.outbox[0].body


def test_a_new_link_tells_after_all(lenas, passport, modest, lena, clock):
    upload = returned(sent(passport), lena)
    written(modest)
    token = make_link(intake=modest, by=lena)
    clock.shift(timedelta(hours=1))
    returns.write_due()
    assert client_emails.send_due() == 1
    assert "Page 2 is missing." in mail.outbox[0].body
    assert token in mail.outbox[0].body
    assert "The client was told" in on_the_desk(lenas, upload)
    make_link(intake=modest, by=lena)
    modest.refresh_from_db()
    assert modest.returns_due_at is None


def test_a_new_address_tells_after_all(lenas, passport, modest, maya, lena, link, clock):
    Client.objects.update(email="")
    upload = returned(sent(passport), lena)
    written(modest)
    maya.refresh_from_db()
    change_client(client=maya, by=lena, email="maya@example.com")
    clock.shift(timedelta(hours=1))
    returns.write_due()
    assert client_emails.send_due() == 1
    assert mail.outbox[0].to == ["maya@example.com"]
    assert "The client was told" in on_the_desk(lenas, upload)


def test_a_refused_address_told_nobody(lenas, passport, modest, lena, link, clock, monkeypatch):
    upload = returned(sent(passport), lena)
    written(modest)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        client_emails.send_due()
        assert "The email to the client is on its way." not in on_the_desk(lenas, upload)
        for _ in range(3):
            clock.shift(timedelta(hours=1))
            client_emails.send_due()
    assert "refused maya.ruiz@example.com. Correct the address" in on_the_desk(lenas, upload)


def refuse(self, messages):
    raise SMTPRecipientsRefused({"x": (550, b"no such person")})


def test_an_undo_while_the_letter_is_leaving_says_so(lenas, passport, modest, lena, link):
    upload = returned(sent(passport), lena)
    written(modest)
    assert "Undoing does not take the email back." in on_the_desk(lenas, upload)
    text = lenas.post(f"/uploads/{upload.pk}/undo/", follow=True).content.decode()
    assert "The email that asks the client for it again is on its way: tell them" in text


def test_what_was_sent_since_is_not_asked_for_in_the_letter(passport, modest, lena, link):
    returned(sent(passport), lena, "Blurry.")
    returned(sent(passport, "Second.pdf"), lena, "Page 2 is missing.")
    body = written(modest).body
    assert "Page 2 is missing." in body
    assert "Blurry." not in body


def test_what_is_sent_again_shows_why_it_was_returned(lenas, passport, modest, lena):
    returned(sent(passport, "First.pdf"), lena, "Blurry.")
    returned(sent(passport, "Second.pdf"), lena, "Page 2 is missing.")
    third = sent(passport, "Third.pdf")
    for page in ("/review/", f"/matters/{modest.matter_id}/review/"):
        text = lenas.get(f"{page}?at={third.pk}").content.decode()
        assert "Sent again after Lena Ortiz returned Second.pdf" in text
        assert "Page 2 is missing." in text


def test_returning_from_the_phone_of_a_colleague_changes_nothing(lenas, passport, mara):
    upload = returned(sent(passport), mara, "Blurry.")
    response = lenas.post(f"/uploads/{upload.pk}/return/", {"canned": "old"})
    assert "Mara Hart has returned this already" in response.content.decode()
    assert Upload.objects.get().reason == "Blurry."
    assert Intake.objects.get(pk=passport.intake_id).status == "returned"
