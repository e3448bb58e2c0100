"""Emails to clients: rows written with what they tell, sent after the transaction, each once."""

from django.db import transaction
from django.utils import timezone

from casehug import audit, jobs
from casehug.mail import outbox
from casehug.models import Member
from casehug.security.tokens import hashed
from casehug.spoken import ENGLISH, SPANISH, Spoken, Written, apart
from intake.emails import render, sending, unsubscribe
from intake.emails import texts as words
from intake.models import Email, Intake, Item, PortalLink
from intake.progress import contact_safety

SEND = "intake.send_emails"


@transaction.atomic
def invite(*, intake: Intake, token: str, by: Member | None) -> Email | None:
    """Sends the client the private link. None, and nothing written, when there is no address."""
    link = PortalLink.objects.get(token_hash=hashed(token))
    if not link.token:
        link.token = token
        link.save(update_fields=["token"])
    said, other = render.invitation(intake, link), words.OTHER_LANGUAGE[intake.language]
    foreign = {other: SPANISH if intake.language == ENGLISH else ENGLISH}
    email = write(intake, Email.Kind.INVITATION, said, foreign=foreign, link=link)
    if email:
        audit.record("email.invited", email, by=by.user if by else None, matter=intake.matter_id)
    return email


@transaction.atomic
def code(*, link: PortalLink, code: str) -> Email | None:
    """Six digits for another device; worthless after ten minutes, so not sent after that either."""
    language = link.intake.language
    said = words.CODE_TOLD[language].replace("{code}", words.CODE[language])
    return write(link.intake, Email.Kind.CODE, said, link=link, code=code)


@transaction.atomic
def answer(*, item: Item, said: str, by: Member, language: str = "") -> Email | None:
    """Staff's own words, in `language` or in nobody knows which, to a client who asked for help.
    None where there is no address."""
    intake = item.intake
    about, after = words.ANSWER[intake.language]
    about = words.Filled({"item": render.named(item, intake.language)}).into(about)
    email = write(
        intake,
        Email.Kind.ANSWER,
        f"{about}\n\n{said}\n\n{render.way_back(intake, after)}",
        link=render.live_link(intake),
        foreign=_lines_of(Spoken(said, language) if language else Written(said), intake),
    )
    if email:
        audit.record("email.answered", email, by=by.user, matter=intake.matter_id)
    return email


def _lines_of(said: str, intake: Intake) -> dict[str, str]:
    told = apart(said, intake.language).items()
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
    firm, language = render.firm_of(intake), intake.language
    parts = [render.greeting(client.first_name if client else "", language), said]
    if kind != Email.Kind.CODE:
        parts += [render.questions(firm, language), firm.name]
    if kind == Email.Kind.REMINDER:
        parts += [words.STOP[language].format(stop=unsubscribe.stop_url(intake))]
    body = words.Filled({"firm": firm.name}).into("\n\n".join(part for part in parts if part))
    held = why_held(intake, kind)
    email = Email.objects.create(
        matter_id=intake.matter_id,
        held=held,
        withdrawn_at=timezone.now() if held else None,
        kind=kind,
        language=language,
        to=address,
        subject=words.SUBJECTS[kind][language],
        body=body,
        foreign=render.titles_in_english(intake) | (foreign or {}),
        **more,
    )
    if not held:
        transaction.on_commit(ring)
    return email


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


def send_due() -> int:
    """How many left. Called by the bell and by the sweep; each letter is sent once all the same."""
    return outbox.send_due(Email, sending.composed)


def ring() -> None:
    jobs.ring(SEND)
