"""Emails to clients: rows written with what they tell, sent after the transaction, each once."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone, translation

from casehug import audit, jobs, languages
from casehug.languages import Tagged
from casehug.mail import outbox
from casehug.models import Member
from casehug.security.tokens import hashed
from intake.emails import render, sending, unsubscribe
from intake.emails import texts as words
from intake.models import Email, Intake, Item, PortalLink
from intake.progress import contact_safety

SEND = "intake.send_emails"


class Preview(NamedTuple):
    subject: str
    body: str
    language: str


@transaction.atomic
def invite(*, intake: Intake, token: str, by: Member | None) -> Email | None:
    """Sends the client the private link. None, and nothing written, when there is no address."""
    link = PortalLink.objects.get(token_hash=hashed(token))
    if not link.token:
        link.token = token
        link.save(update_fields=["token"])
    said = render.invitation(intake, link)
    with translation.override(intake.language):
        foreign = {str(line): line.language for line in words.for_other_readers()}
    email = write(intake, Email.Kind.INVITATION, said, foreign=foreign, link=link)
    if email:
        audit.record("email.invited", email, by=by.user if by else None, matter=intake.matter_id)
    return email


@transaction.atomic
def code(*, link: PortalLink, code: str) -> Email | None:
    """Six digits for another device; worthless after ten minutes, so not sent after that either."""
    said = render.code(link.intake)
    return write(link.intake, Email.Kind.CODE, said, link=link, code=code)


@transaction.atomic
def answer(*, item: Item, said: str, by: Member, language: str = "") -> Email | None:
    """Staff's own words, in `language` or in nobody knows which, to a client who asked for help.
    None where there is no address."""
    intake = item.intake
    email = write(
        intake,
        Email.Kind.ANSWER,
        render.answer(intake, item, said),
        link=render.live_link(intake),
        foreign=_lines_of(Tagged(said, language), intake),
    )
    if email:
        audit.record("email.answered", email, by=by.user, matter=intake.matter_id)
    return email


def _lines_of(said: str, intake: Intake) -> dict[str, str]:
    told = languages.foreign(said, intake.language).items()
    return {line: language for text, language in told for line in text.split("\n") if line}


def write(
    intake: Intake,
    kind: Email.Kind,
    said: str,
    *,
    foreign: dict[str, str] | None = None,
    **more: object,
) -> Email | None:
    """None where there is no address; held back where the client should not be written to. That
    something is needed again is written down even so: the firm reads there that nobody was told."""
    client = intake.matter.client
    address = client.email if client else ""
    if not address and kind != Email.Kind.RETURNED:
        return None
    subject, body, _language = preview(intake, kind, said)
    held = why_held(intake, kind)
    email = Email.objects.create(
        matter_id=intake.matter_id,
        held=held,
        withdrawn_at=timezone.now() if held else None,
        kind=kind,
        language=intake.language,
        to=address,
        subject=subject,
        body=body,
        foreign=render.other_titles(intake) | (foreign or {}),
        **more,
    )
    if not held:
        transaction.on_commit(ring)
    return email


def preview(intake: Intake, kind: Email.Kind, said: str) -> Preview:
    """As its reader will get it; where the private link will stand, it says so."""
    with translation.override(intake.language):
        return Preview(str(words.SUBJECTS[kind]), _body(intake, kind, said), intake.language)


def _body(intake: Intake, kind: Email.Kind, said: str) -> str:
    """`said` between the greeting and how to reach the firm, in the active language."""
    client, firm = intake.matter.client, render.firm_of(intake)
    parts = [words.greeting(client.first_name if client else ""), said]
    if kind != Email.Kind.CODE:
        parts += [words.questions(firm), firm.name]
    if kind == Email.Kind.REMINDER:
        parts += [words.STOP.format(stop=unsubscribe.stop_url(intake))]
    return "\n\n".join(part for part in parts if part)


def why_held(intake: Intake, kind: Email.Kind) -> str:
    """Who pressed a button, or asked for a code, gets what they asked for."""
    if kind not in Email.UNASKED:
        return ""
    if held := contact_safety.instead_of_email(intake):
        return held
    if intake.matter.client is None or not intake.matter.client.email:
        return Email.Held.NO_ADDRESS
    is_shut = kind == Email.Kind.RETURNED and render.live_link(intake) is None
    return Email.Held.NO_LINK if is_shut else ""


def reaches(intake: Intake) -> bool:
    """Whether an email that something is needed again would leave."""
    return not why_held(intake, Email.Kind.RETURNED)


def send_due() -> int:
    """How many left. Called by the bell and by the sweep; each letter is sent once all the same."""
    return outbox.send_due(Email, sending.composed)


def ring() -> None:
    jobs.ring(SEND)
