"""A letter on its way out: its secrets put in, or kept back when nobody should read it any more."""

from datetime import date, timedelta

from django.utils import timezone

from casehug.mail import message
from casehug.models import Firm
from casehug.web.public_urls import our_address
from intake.calendar.daytime import by_the_client
from intake.emails import texts as words
from intake.emails.unsubscribe import stop_url
from intake.models import Intake, Letter
from intake.progress import contact_safety
from intake.progress.missing import what_is_missing
from matters.models import Matter

CODE_LIVES = timedelta(minutes=10)


def composed(letter: Letter) -> message.Mail | None:
    """The letter with its secrets put in; None when nobody should read it any more."""
    if _is_unwelcome(letter) or _is_shut(letter) or _is_overtaken(letter):
        return None
    text = _with_secrets(letter)
    if text is None:
        return None
    firm = Firm.objects.get(pk=letter.firm_pk)
    stop = stop_url(letter.matter.intake) if letter.kind == Letter.Kind.REMINDER else ""
    return message.Mail(
        id=f"letter-{letter.pk}.{firm.key}",
        sender="CaseHug" if letter.member_id else firm.name,
        to=letter.to,
        subject=letter.subject,
        text=text,
        language=letter.language,
        reply_to="" if letter.member_id else firm.email,
        stop_url=stop,
        links=_links(letter, stop),
        foreign=letter.foreign,
    )


def _with_secrets(letter: Letter) -> str | None:
    text = letter.body
    if (mark := words.CODE[letter.language]) in text and letter.kind == Letter.Kind.CODE:
        if timezone.now() > letter.written_at + CODE_LIVES:
            return None
        text = text.replace(mark, letter.code)
    if letter.link is None:
        return text
    if not letter.link.is_live:
        return None
    url = _list_url(letter)
    return text.replace(words.LINK[letter.language], url) if url else text


def _list_url(letter: Letter) -> str:
    token = letter.link.token if letter.link else ""
    return our_address(f"/p/{token}/") if token else ""


def _links(letter: Letter, stop: str) -> dict[str, str]:
    named = {_list_url(letter): words.OPEN_LIST, stop: words.STOP_HERE}
    return {url: said[letter.language] for url, said in named.items() if url}


def _is_overtaken(letter: Letter) -> bool:
    """A reminder that waited for the mail server while the client answered, or asked for no more;
    word that all is in order, when more was asked since; news for somebody who left the firm."""
    if letter.member and letter.member.left_at:
        return True
    if letter.kind not in {Letter.Kind.REMINDER, Letter.Kind.APPROVED}:
        return False
    intake = letter.matter.intake
    if letter.kind == Letter.Kind.APPROVED:
        return intake.status != Intake.Status.APPROVED
    return (
        intake.status == Intake.Status.APPROVED
        or intake.unsubscribed_at is not None
        or letter.matter.status == Matter.Status.CLOSED
        or not what_is_missing(intake, _today(letter))
    )


def _today(letter: Letter) -> date:
    firm = Firm.objects.get(pk=letter.firm_pk)
    return by_the_client(timezone.now(), letter.matter.state, firm).date()


def _is_unwelcome(letter: Letter) -> bool:
    """The client said meanwhile that email is not safe; the matter's page says so of the letter."""
    if letter.kind not in Letter.UNASKED:
        return False
    if held := contact_safety.instead_of_email(letter.matter.intake):
        _hold(letter, held)
    return bool(held)


def _is_shut(letter: Letter) -> bool:
    """What is needed again could not be sent anywhere. A new link goes in the old one's place."""
    if letter.kind != Letter.Kind.RETURNED or (letter.link and letter.link.is_live):
        return False
    letter.link = letter.matter.intake.links.live().first()
    letter.save(update_fields=["link"])
    if letter.link is None:
        _hold(letter, Letter.Held.NO_LINK)
    return letter.link is None


def _hold(letter: Letter, held: str) -> None:
    letter.held = held
    letter.save(update_fields=["held"])
