"""Emails to clients: written with what they tell, sent once, in the client's words."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from casehug.models import Firm, Member
from casehug.security.tokens import hashed
from casehug.tenancy.scope import firm_scope
from intake.emails import client_emails, returns
from intake.links import private_links
from intake.models import Email, Intake, Item, PortalLink, Preferences, Upload
from intake.progress import item_state
from intake.tasks import send_emails, sweep_emails
from matters.domain.matters import create_matter
from matters.models import CaseType, Client

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)

ENGLISH = """Hello Maya,

Hart & Vale needs some answers and documents from you. Your private page lists them:

[private link]

You can use your phone or a computer. You do not need an account. You can stop at any time and come \
back: everything you enter is saved.

Keep this email. The link is only for you and works until January 31, 2027.

¿Prefiere español? Abra el enlace y elija Español en la parte de arriba.

Questions? Call (503) 555-0142.

Hart & Vale"""

SPANISH = """Hola, Maya:

Hart & Vale necesita algunas respuestas y algunos documentos de usted. Los encontrará en su \
página privada:

[enlace privado]

Puede usar su teléfono o una computadora. No necesita crear una cuenta. Puede parar cuando quiera \
y volver después: todo lo que escriba o envíe queda guardado.

Guarde este correo. El enlace es solo para usted y sirve hasta el 31 de enero de 2027.

Prefer English? Open the link and choose English at the top.

¿Preguntas? Llame al (503) 555-0142.

Hart & Vale"""


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def bells(monkeypatch):
    """Nobody rings: what is sent is sent by the sweep, or because a test says so."""
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)


@pytest.fixture
def invited(clock, bells, intake, lena):
    """The raw token of the link that was sent."""
    private_links.send_link(intake=intake, by=lena)
    intake.refresh_from_db()
    return intake


def rows(*names):
    return list(Email.objects.order_by("pk").values_list(*names))


def returned(item, reason, lena, nonce="1"):
    item.state = Item.State.RETURNED
    item.save(update_fields=["state"])
    return Upload.objects.create(
        item=item,
        nonce=nonce,
        name="scan.pdf",
        file="x",
        size=1,
        sha256="0" * 64,
        content_type="application/pdf",
        state=Upload.State.RETURNED,
        reason=reason,
        reviewed_by=lena,
        reviewed_at=datetime.now(UTC),
    )


def documents(intake, count):
    return list(intake.items.filter(kind=Item.Kind.DOCUMENT).order_by("pk")[:count])


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no such person")})


# --- The invitation ------------------------------------------------------------------------------


def test_invitation_is_a_row_in_the_words_of_the_client(invited):
    assert rows("kind", "to", "subject", "body", "sent_at", "attempts", "trouble") == [
        ("invitation", "maya.ruiz@example.com", "Your documents", ENGLISH, None, 0, "")
    ]


def test_invitation_speaks_spanish_when_the_intake_does(clock, bells, intake, lena):
    Intake.objects.update(language="es")
    intake.refresh_from_db()
    private_links.send_link(intake=intake, by=lena)
    assert rows("subject", "body", "language") == [("Sus documentos", SPANISH, "es")]


def test_invitation_leaves_with_the_link_that_opens_the_intake(invited):
    assert client_emails.send_due() == 1
    (sent,) = mail.outbox
    token = sent.body.split("/p/")[1].split("/")[0]
    assert PortalLink.objects.get(token_hash=hashed(token)).intake == invited
    assert sent.body == ENGLISH.replace("[private link]", f"http://localhost:8000/p/{token}/")
    assert sent.from_email == "Hart & Vale <no-reply@casehug.example>"
    assert (sent.to, sent.subject, sent.reply_to) == (
        ["maya.ruiz@example.com"], "Your documents", ["lena@hart.example"],
    )  # fmt: skip
    ((page, kind),) = sent.alternatives
    assert kind == "text/html"
    assert f'<p><a href="http://localhost:8000/p/{token}/">Open my list</a></p>' in page
    assert page.count(token) == 1
    assert "Hart &amp; Vale needs some answers" in page


def test_nothing_tells_what_the_matter_is_about(invited):
    client_emails.send_due()
    (sent,) = mail.outbox
    said = str(sent.message())
    for telling in ("Divorce", "Ruiz —", invited.matter.title, "555-0199"):
        assert telling not in said


def test_the_database_holds_no_usable_link(invited):
    client_emails.send_due()
    token = mail.outbox[0].body.split("/p/")[1].split("/")[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM intake_email l")
        stored = "".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT row_to_json(l)::text FROM intake_portallink l")
        stored += "".join(row for (row,) in cursor.fetchall())
    assert token not in stored


def test_answers_go_to_the_firm_where_its_address_is_known(clock, bells, intake, lena, hart_vale):
    Firm.objects.filter(pk=hart_vale.pk).update(email="front@hartvale.example", phone="")
    private_links.send_link(intake=intake, by=lena)
    client_emails.send_due()
    assert mail.outbox[0].reply_to == ["front@hartvale.example"]
    assert "Questions? Answer this email." in mail.outbox[0].body


def test_a_firm_name_cannot_write_headers(clock, bells, intake, lena, hart_vale):
    Firm.objects.filter(pk=hart_vale.pk).update(name="Hart\r\nBcc: evil@example.com")
    private_links.send_link(intake=intake, by=lena)
    client_emails.send_due()
    assert mail.outbox[0].from_email == '"Hart Bcc: evil@example.com" <no-reply@casehug.example>'
    assert mail.outbox[0].recipients() == ["maya.ruiz@example.com"]


def test_the_firms_own_words_are_filled_in(clock, bells, intake, lena):
    Preferences.objects.create(invitation="We need you, {first name}.\r\n\r\n{link}\n\n{firm} {x}")
    private_links.send_link(intake=intake, by=lena)
    (body,) = Email.objects.values_list("body", flat=True)
    assert body.startswith(
        "Hello Maya,\n\nWe need you, Maya.\n\n[private link]\n\nHart & Vale {x}\n\nQuestions?"
    )


def test_own_words_without_a_link_get_one(clock, bells, intake, lena):
    Preferences.objects.create(invitation="Send us your papers.")
    private_links.send_link(intake=intake, by=lena)
    (body,) = Email.objects.values_list("body", flat=True)
    assert body.startswith("Hello Maya,\n\nSend us your papers.\n\n[private link]\n\n")


def test_a_revoked_link_is_not_sent(invited, lena):
    private_links.revoke_link(link=invited.links.get(), by=lena)
    assert client_emails.send_due() == 0
    assert mail.outbox == []
    assert rows("sent_at", "withdrawn_at", "trouble") == [(None, MONDAY, "overtaken")]


# --- Sending -------------------------------------------------------------------------------------


def test_letter_is_rolled_back_with_what_it_tells(clock, bells, intake, lena):
    with transaction.atomic():
        private_links.send_link(intake=intake, by=lena)
        transaction.set_rollback(True)
    assert rows("kind") == []


def test_a_second_worker_finds_nothing_to_send(invited):
    assert [client_emails.send_due(), client_emails.send_due()] == [1, 0]
    assert len(mail.outbox) == 1
    assert rows("sent_at", "attempts", "trouble") == [(MONDAY, 1, "")]


def test_a_worker_that_died_while_sending_gives_it_back(invited, clock, monkeypatch):
    def die(mail):
        raise SystemExit

    monkeypatch.setattr("casehug.mail.outbox.message", die)
    with pytest.raises(SystemExit):
        client_emails.send_due()
    monkeypatch.undo()
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    assert client_emails.send_due() == 0
    clock.shift(timedelta(minutes=3))
    assert client_emails.send_due() == 1
    assert rows("attempts", "sent_at") == [(2, MONDAY + timedelta(minutes=3))]


def test_a_failing_mail_server_loses_nothing(invited, clock):
    waits = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", Broken.send_messages)
        for _ in range(8):
            assert client_emails.send_due() == 0
            (email,) = Email.objects.all()
            waits.append((email.not_before - datetime.now(UTC)) // timedelta(minutes=1))
            clock.shift(email.not_before - datetime.now(UTC))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert (email.trouble, email.attempts) == ("server", 8)
    assert client_emails.send_due() == 1
    assert rows("trouble", "attempts", "withdrawn_at") == [("", 9, None)]


def test_a_refused_address_is_given_up_after_three_tries(invited, clock, monkeypatch):
    monkeypatch.setattr(EmailBackend, "send_messages", Refusing.send_messages)
    for _ in range(3):
        client_emails.send_due()
        clock.shift(timedelta(hours=1))
    assert rows("trouble", "attempts", "withdrawn_at", "sent_at") == [
        ("refused", 3, MONDAY + timedelta(hours=2), None)
    ]


def test_the_same_letter_keeps_its_message_id(invited):
    client_emails.send_due()
    email = Email.objects.get()
    firm = Firm.objects.get(pk=email.firm_id)
    assert mail.outbox[0].extra_headers == {
        "Message-ID": f"<letter-{email.pk}.{firm.key}@casehug.example>",
        "Auto-Submitted": "auto-generated",
    }


def test_tasks_need_no_firm_and_carry_no_words(invited, monkeypatch):
    monkeypatch.setattr("casehug.jobs.close_old_connections", lambda: None)
    send_emails()
    assert len(mail.outbox) == 1
    sweep_emails()
    assert len(mail.outbox) == 1


def test_another_firms_letters_go_under_its_own_name(invited, lindgren, otto):
    with firm_scope(lindgren.id):
        theirs = create_matter(
            title="Berg",
            case_type=CaseType.objects.first(),
            client=Client.objects.create(last_name="Berg", email="b@example.com"),
            state="OR",
            by=otto,
        )
        private_links.send_link(intake=Intake.objects.get(matter=theirs), by=otto)
    assert client_emails.send_due() == 2
    assert [(m.to, m.from_email.split(" <")[0]) for m in mail.outbox] == [
        (["maya.ruiz@example.com"], "Hart & Vale"),
        (["b@example.com"], "Lindgren Law"),
    ]


# --- The code ------------------------------------------------------------------------------------


def test_code_goes_out_and_is_forgotten(invited):
    client_emails.send_due()
    client_emails.code(link=invited.links.get(), code="314159")
    assert rows("kind", "body")[1][1].startswith("Hello Maya,\n\nYour code is [code]\n\n")
    assert client_emails.send_due() == 1
    assert mail.outbox[1].body.startswith("Hello Maya,\n\nYour code is 314159\n\n")
    assert mail.outbox[1].subject == "Your code"
    assert "It opens your private page with Hart & Vale on another" in mail.outbox[1].body
    assert Email.objects.get(kind="code").code == ""


def test_a_code_that_ran_out_is_not_sent(invited, clock):
    client_emails.send_due()
    client_emails.code(link=invited.links.get(), code="314159")
    clock.shift(timedelta(minutes=11))
    assert client_emails.send_due() == 0
    email = Email.objects.get(kind="code")
    assert (email.trouble, email.code, email.sent_at) == ("overtaken", "", None)


# --- Returned items ------------------------------------------------------------------------------


def test_all_that_was_returned_is_told_once(invited, clock, lena):
    one, other = documents(invited, 2)
    returned(one, "Page 2 is missing.", lena)
    item_state.ask_again(invited)
    clock.shift(timedelta(minutes=4))
    returned(other, "Too dark to read.\nUse a window.", lena)
    item_state.ask_again(invited)
    clock.shift(timedelta(minutes=4))
    returns.write_due()
    assert Email.objects.filter(kind="returned").count() == 0
    clock.shift(timedelta(minutes=2))
    returns.write_due()
    returns.write_due()
    (email,) = Email.objects.filter(kind="returned")
    assert email.body == (
        "Hello Maya,\n\nHart & Vale looked at what you sent and needs this again:\n\n"
        f"- {one.title}: Page 2 is missing.\n- {other.title}: Too dark to read. Use a window.\n\n"
        "Send it here:\n[private link]\n\nQuestions? Call (503) 555-0142.\n\nHart & Vale"
    )
    assert email.subject == "One more step with your documents"
    assert {upload.notified_by for upload in Upload.objects.all()} == {email}


def test_a_return_that_was_undone_or_answered_is_not_told(invited, clock, lena):
    one, other = documents(invited, 2)
    upload = returned(one, "Page 2 is missing.", lena)
    returned(other, "Too dark.", lena)
    item_state.ask_again(invited)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.UPLOADED)
    Item.objects.update(state=Item.State.GIVEN)
    clock.shift(timedelta(minutes=6))
    returns.write_due()
    assert Email.objects.filter(kind="returned").count() == 0
    assert Intake.objects.get().returns_due_at is None


def test_later_returns_are_another_letter(invited, clock, lena):
    one, other = documents(invited, 2)
    for item in (one, other):
        returned(item, "Again.", lena)
        item_state.ask_again(invited)
        clock.shift(timedelta(minutes=6))
        returns.write_due()
    first, second = Email.objects.filter(kind="returned").order_by("pk")
    assert (one.title in first.body, other.title in first.body) == (True, False)
    assert (one.title in second.body, other.title in second.body) == (False, True)


@pytest.mark.parametrize("firms", ["", "office@hart.example"])
def test_every_letter_can_be_answered(intake, lena, in_firm, firms):
    """By the firm, else by the member who gave the client the link, else by any who works there."""
    in_firm.email = firms
    in_firm.save()
    private_links.send_link(intake=intake, by=lena)
    client_emails.send_due()
    assert mail.outbox[-1].reply_to == [firms or lena.user.email]


def test_a_letter_is_not_answered_to_somebody_who_left(intake, lena, mara, in_firm):
    in_firm.email = ""
    in_firm.save()
    private_links.send_link(intake=intake, by=lena)
    Member.objects.filter(pk=lena.pk).update(left_at=timezone.now())
    client_emails.send_due()
    assert mail.outbox[-1].reply_to == [mara.user.email]
