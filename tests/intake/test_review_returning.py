"""Returning: the form that keeps what was typed, and whether the client knows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from intake.domain import letters, returns, review
from intake.models import Intake, Letter, Upload
from intake.reasons import REASONS
from tests.intake.sent import sent

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")
NOON = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    monkeypatch.setattr(letters, "ring", lambda: None)


def returned(upload, by, reason="Page 2 is missing."):
    return review.return_(upload=upload, reason=reason, by=by)


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
    for short, english, spanish in REASONS.values():
        assert short in text
        assert english in text
        assert spanish not in text
        assert len(short) < 30


def test_many_returns_do_not_put_off_the_first_for_ever(passport, modest, lena, clock):
    started = NOON
    for _ in range(12):
        returned(sent(passport), lena)
        clock.shift(timedelta(minutes=4))
        returns.write_due()
        if Letter.objects.filter(kind="returned").exists():
            break
    waited = datetime.now(UTC) - started
    assert timedelta(minutes=28) <= waited <= timedelta(minutes=32)
    modest.refresh_from_db()
    assert modest.returns_due_at is None


def test_a_single_return_waits_as_before(passport, modest, lena, clock, settings):
    returned(sent(passport), lena)
    modest.refresh_from_db()
    assert modest.returns_due_at == NOON + timedelta(seconds=settings.RETURNS_WAIT)


def test_the_page_says_when_the_client_is_told(lenas, passport, lena, clock, settings):
    upload = returned(sent(passport), lena)
    page = f"/review/?at={upload.pk}"
    due = timedelta(seconds=settings.RETURNS_WAIT)
    assert f"goes out at {local(NOON + due)}." in lenas.get(page).content.decode()
    clock.shift(due + timedelta(minutes=1))
    returns.write_due()
    told = local(NOON + due + timedelta(minutes=1))
    text = lenas.get(page).content.decode()
    assert f"The client was told {told}." in text
    assert "Undoing does not take the e-mail back." in text
    text = lenas.post(f"/uploads/{upload.pk}/undo/", follow=True).content.decode()
    assert f"The client was asked for it again at {told}" in text


def local(moment):
    """By the firm's clock."""
    return f"{moment.astimezone(ZoneInfo('America/Los_Angeles')):%H:%M}"


def test_an_undo_before_the_mail_warns_of_nothing(lenas, passport, lena):
    upload = returned(sent(passport), lena)
    text = lenas.post(f"/uploads/{upload.pk}/undo/", follow=True).content.decode()
    assert "The client was asked for it again" not in text


def test_without_an_address_nobody_is_told(lenas, passport, modest, lena, maya):
    maya.email = ""
    maya.save()
    upload = returned(sent(passport), lena)
    assert "tell them yourself" in lenas.get(f"/review/?at={upload.pk}").content.decode()


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
