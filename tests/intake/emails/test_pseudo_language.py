"""Whatever an email or the summary says of ours comes from a catalogue."""

import re
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
import time_machine
from django.core import mail
from django.test import Client as Browser
from django.utils import translation

from casehug.accounts import team
from casehug.models import Firm, User
from intake.answers import answers
from intake.emails import client_emails, confirmations, reminders, returns, staff_emails, texts
from intake.links import devices, private_links
from intake.models import Email, Intake, Item, Upload
from intake.review import decisions, help
from intake.summary import due, make_summary
from intake.uploads import return_reasons
from matters.models import CaseType, Client, Document, Matter
from tests.intake.send import sent
from tests.pseudo_language import (  # noqa: F401
    CODE,
    OPEN,
    pseudo_catalogues,
    pseudo_language,
    unmarked,
    unmarked_text,
)

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
# What the test itself put there, or a name of a product or a place.
DATA = [
    *("Hart & Vale", "CaseHug", "Maya Ruiz", "Maya", "Ines Roy", "Mara Hart", "Lena Ortiz"),
    *("Viaj boatoj", "Viaj paperoj", "Ĝi estas malhela.", "Sendu la tutan.", "Oregon", "Ruiz"),
]
ADDRESS = re.compile(r"https?://[^\s<>\"⟧]+|[\w.+-]+@[\w.-]+\w")

pytestmark = pytest.mark.usefixtures("pseudo_language")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def invited(small, lena):
    """A client who reads the pseudo-language, as do all members, with one document named in emails
    and one that is not."""
    Firm.objects.update(email="office@hart.example")
    User.objects.update(language=CODE)
    Intake.objects.update(language=CODE)
    for title, category in (("Viaj boatoj", "property"), ("Viaj paperoj", "legal")):
        Item.objects.create(
            intake=small, kind="document", title=title, category=category, position=1,
            translations={CODE: {"title": title}},
        )  # fmt: skip
    Item.objects.create(
        intake=small, kind="question", title="Viaj boatoj", answer_type="short", position=2
    )
    small.refresh_from_db()
    private_links.send_link(intake=small, by=lena)
    small.refresh_from_db()
    return small


@pytest.fixture
def boats(invited):
    return invited.items.get(kind="document", title="Viaj boatoj")


def english():
    """What of the newest email is in no catalogue: its subject, its text and its HTML."""
    client_emails.send_due()
    message = mail.outbox[-1]
    assert OPEN in message.subject
    assert OPEN in message.body
    texts = [message.subject, *message.body.split("\n\n")]
    left = unmarked_text((ADDRESS.sub(" ", text) for text in texts), DATA)
    for page, _type in message.alternatives:
        assert f'<html lang="{CODE}">' in page
        left += unmarked(ADDRESS.sub(" ", page), DATA)
    return [one for one in left if not in_its_own_language(one)]


def in_its_own_language(text):
    return text.startswith(("¿Prefiere español?", "Prefer English?"))


def test_the_invitation(invited):
    assert english() == []


def test_a_reminder(invited, clock):
    client_emails.send_due()
    clock.shift(timedelta(days=3, hours=1))
    assert reminders.write_due() == 1
    assert english() == []


def test_a_reminder_of_much(invited, boats, clock, monkeypatch):
    monkeypatch.setattr(texts, "MOST_NAMED", 20)
    for position in range(20):
        boats.pk, boats.position, boats._state.adding = None, position, True
        boats.save()
    test_a_reminder(invited, clock)
    with translation.override(CODE):
        assert texts.listed([""] * 13).splitlines()[-1][:5] in mail.outbox[-1].body


@pytest.mark.parametrize("title", ["Viaj boatoj", "Viaj paperoj"])
@pytest.mark.parametrize("code", ["", *return_reasons.SENTENCES])
def test_what_is_needed_again(invited, lena, clock, title, code):
    """By name, or as one of the documents."""
    own = "" if code else "Ĝi estas malhela."
    upload = sent(invited.items.get(kind="document", title=title))
    decisions.return_(upload=upload, code=code, reason=own, own_language=CODE, by=lena)
    Item.objects.exclude(title=title).update(needs_announcing=True)
    assert_told_again(clock)


def test_what_is_asked_for_besides(invited, clock):
    Item.objects.update(needs_announcing=True)
    Intake.objects.update(returns_due_at=MONDAY)
    assert_told_again(clock)


def assert_told_again(clock):
    clock.shift(timedelta(minutes=20))
    returns.write_due()
    assert Email.objects.filter(kind="returned").exists()
    assert english() == []


@pytest.mark.parametrize(
    ("sealed", "sent_at", "back"),
    [
        (True, MONDAY, "You can go on here:"),
        (False, MONDAY, "Use the private link we sent you on {sent}."),
        (False, None, "Use the private link that {firm} gave you."),
    ],
)
def test_an_answer_to_who_asked_for_help(invited, boats, lena, sealed, sent_at, back):
    """However the client gets back to the list."""
    client_emails.send_due()
    Intake.objects.update(sent_at=sent_at)
    if not sealed:
        invited.links.update(token="")
    answers.excuse(item=boats, excuse="need_help")
    help.answer(item=boats, said="Sendu la tutan.", by=lena, language=CODE)
    assert english() == []
    with translation.override(CODE):
        begin = translation.gettext(back).partition("{")[0]
    assert begin in mail.outbox[-1].body


def test_a_code(invited):
    client_emails.send_due()
    devices.send_code(link=invited.links.get())
    assert english() == []


def test_receipts(invited, boats):
    confirmations.tell_received(intake=invited)
    assert english() == []
    answers.excuse(item=boats, excuse="coming", until=date(2026, 12, 1))
    confirmations.tell_received(intake=Intake.objects.get())
    assert english() == []
    Intake.objects.update(status="approved")
    confirmations.tell_approved(intake=Intake.objects.get())
    assert english() == []


@pytest.mark.parametrize(
    ("phone", "email"), [("", "office@hart.example"), ("(503) 555-0142", ""), ("", "")]
)
def test_however_the_firm_can_be_reached(invited, boats, phone, email):
    Firm.objects.update(phone=phone, email=email)
    Matter.objects.update(client=invited.matter.client)
    Client.objects.update(first_name="")
    confirmations.tell_received(intake=Intake.objects.get())
    assert english() == []


@pytest.mark.parametrize("count", [1, 2])
def test_notices_to_members(invited, boats, lena, mara, clock, count):
    User.objects.update(language=CODE)
    staff_emails.tell_submitted(intake=invited)
    assert english() == []
    staff_emails.switch(member=lena, name="uploaded", on=True)
    for number in range(count):
        sent(boats, name=f"{number}.pdf")
    clock.shift(timedelta(minutes=30))
    staff_emails.write_due()
    assert Email.objects.filter(kind="uploaded").exists()
    assert english() == []
    Matter.objects.update(client=None)
    staff_emails.tell_held(matter=Matter.objects.get())
    staff_emails.tell_submitted(intake=Intake.objects.get())
    assert english() == []


@pytest.mark.parametrize("known", [True, False])
def test_an_invitation_to_the_team(in_firm, mara, otto, known):
    """Who has signed in before chose a language; for anybody else it is that of who asks them."""
    User.objects.filter(pk=(otto if known else mara).user_id).update(language=CODE)
    address = otto.user.email if known else "ines@example.com"
    mara.user.refresh_from_db()
    team.invite(email=address, name="Ines Roy", role="staff", by=mara)
    assert team.send_due() == 1
    assert english() == []


@pytest.mark.parametrize("known", [True, False])
def test_a_new_password(lena, known):
    """Who is known chose a language; anybody else is answered in that of the browser."""
    User.objects.update(language=CODE)
    browser = Browser(headers={"Accept-Language": "en" if known else CODE})
    address = lena.user.email if known else "ines@example.com"
    browser.post("/accounts/password/reset/", {"email": address})
    (message,) = mail.outbox
    texts = [message.subject, *message.body.split("\n")]
    depth, whole = 0, []
    for text in texts:
        whole.append(OPEN * depth + text)
        depth += text.count(OPEN) - text.count("⟧")
    left = unmarked_text((ADDRESS.sub(" ", text) for text in whole), DATA)
    assert left == []


# --- The summary ---------------------------------------------------------------------------------


@pytest.fixture
def whole_summary(invited, boats, lena, mara, settings):
    """Each kind of thing that the paper tells, in a house whose own language is the pseudo-language."""
    settings.LANGUAGE_CODE = CODE
    sent_ = {"item": boats, "size": 1_400_000, "file": "x", "content_type": "application/pdf",
             "sha256": "5" * 64, "uploaded_at": MONDAY}  # fmt: skip
    filed = Document.objects.create(
        matter=invited.matter, name="Viaj boatoj.pdf", file="y", size=1, sha256="5" * 64,
        content_type="application/pdf",
    )  # fmt: skip
    Upload.objects.create(
        **sent_, nonce="1", name="Viaj paperoj.pdf", state="approved", reviewed_at=MONDAY,
        reviewed_by=lena, document=filed,
    )  # fmt: skip
    Upload.objects.create(
        **sent_, nonce="2", name="Viaj boatoj 报.pdf", state="approved", reviewed_at=MONDAY
    )
    Upload.objects.create(**sent_, nonce="3", name="Viaj boatoj.pdf")
    excused = {"intake": invited, "kind": "document", "title": "Viaj boatoj", "position": 5}
    for category, about in {
        "medical": {"excuse": "coming", "excuse_until": date(2026, 12, 1)},
        "children": {"excuse": "not_applicable", "state": "approved", "accepted_at": MONDAY},
        "family": {"excuse": "someone_else", "excuse_note": "Viaj paperoj", "state": "approved",
                   "accepted_at": MONDAY, "accepted_by": mara},
        "other": {"required": False},
        "work": {"excuse": "need_help", "required": False},
    }.items():  # fmt: skip
        Item.objects.create(**excused, category=category, **about)
    asked = {"intake": invited, "kind": "question", "title": "Viaj boatoj", "position": 6}
    Item.objects.create(**asked, answer_type="date", answer="1984-03-09", category="about_you")
    Item.objects.create(**asked, answer_type="yes_no", answer="yes", category="legal")
    Intake.objects.update(
        status="approved", submitted_at=MONDAY, approved_at=MONDAY, approved_by=lena
    )
    Matter.objects.update(title="Ruiz", county="Viaj boatoj")
    CaseType.objects.filter(pk=invited.matter.case_type_id).update(name="Viaj paperoj")
    return Intake.objects.get()


def text_of(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def left_of(pdf):
    text = " ".join(ADDRESS.sub(" ", text_of(pdf)).split()).replace("￾", "")
    return unmarked_text([text], [*DATA, "SHA-256", "pdf", "Los Angeles", "5" * 64])


def test_the_summary(whole_summary):
    pdf = make_summary(whole_summary)
    assert text_of(pdf).count(OPEN) > 30
    assert left_of(pdf) == []


def test_an_empty_summary(invited, settings):
    settings.LANGUAGE_CODE = CODE
    invited.items.all().delete()
    Matter.objects.update(client=None, title="Ruiz")
    CaseType.objects.filter(pk=invited.matter.case_type_id).update(name="Viaj paperoj")
    pdf = make_summary(Intake.objects.get())
    assert left_of(pdf) == []


def test_the_summary_says_its_language(whole_summary, settings):
    assert (
        pypdfium2.PdfDocument(make_summary(whole_summary)).get_metadata_dict()["Title"][0] == OPEN
    )
    assert f"/Lang({CODE})".encode() in make_summary(whole_summary).replace(b"/Lang (", b"/Lang(")
    settings.LANGUAGE_CODE = "en"
    assert OPEN not in text_of(make_summary(Intake.objects.get()))


def test_the_summary_is_filed_under_a_name_in_its_language(whole_summary, lena):
    due.ask_for(whole_summary)
    assert due.file_due(whole_summary.pk).name.startswith(OPEN)


def test_whoever_approves_the_paper_is_the_firms(invited, lena):
    """Not in the language of the member whose page it happens to be made on."""
    with translation.override("es"):
        pdf = make_summary(invited)
    assert "Intake summary" in text_of(pdf)
