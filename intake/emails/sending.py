"""Sending: an email on its way out, its secrets put in, or kept back when nobody should read it."""

from datetime import date

from django.utils import timezone, translation

from casehug.mail import message
from casehug.models import Firm, Member
from casehug.web.public_urls import our_address
from intake.calendar.daytime import by_the_client
from intake.emails import texts as words
from intake.emails.unsubscribe import stop_url
from intake.models import DeviceCode, Email, Intake
from intake.progress import contact_safety
from intake.progress.missing import what_is_missing
from matters.models import Matter


def composed(email: Email) -> message.Mail | None:
    """The letter with its secrets put in; None when nobody should read it any more."""
    if _is_unwelcome(email) or _is_shut(email) or _is_overtaken(email):
        return None
    with translation.override(email.language):
        text = _with_secrets(email)
        return None if text is None else _mail(email, text)


def _mail(email: Email, text: str) -> message.Mail:
    firm = Firm.objects.get(pk=email.firm_pk)
    stop = stop_url(email.matter.intake) if email.kind == Email.Kind.REMINDER else ""
    return message.Mail(
        id=f"letter-{email.pk}.{firm.key}",
        sender="CaseHug" if email.member_id else firm.name,
        to=email.to,
        subject=email.subject,
        text=text,
        language=email.language,
        reply_to="" if email.member_id else reply_address(email.matter.intake, firm),
        stop_url=stop,
        links=_links(email, stop),
        foreign=email.foreign,
    )


def reply_address(intake: Intake, firm: Firm) -> str:
    """The firm's; else that of the member who gave the client the link. Always one, where there is
    anybody to answer."""
    if firm.email:
        return firm.email
    links = intake.links.exclude(created_by=None).select_related("created_by__user")
    by = next((one.created_by for one in links.order_by("-id") if one.created_by), None)
    if by is None or by.left_at or not by.user.is_active:
        by = Member.objects.working().filter(user__is_active=True).order_by("role", "pk").first()
    return by.user.email if by else ""


def _with_secrets(email: Email) -> str | None:
    text = email.body
    if (mark := str(words.CODE)) in text and email.kind == Email.Kind.CODE:
        if timezone.now() > email.written_at + DeviceCode.LIFETIME:
            return None
        text = text.replace(mark, email.code)
    if email.link is None:
        return text
    if not email.link.is_live:
        return None
    url = _list_url(email)
    return text.replace(str(words.LINK), url) if url else text


def _list_url(email: Email) -> str:
    token = email.link.token if email.link else ""
    return our_address(f"/p/{token}/") if token else ""


def _links(email: Email, stop: str) -> dict[str, str]:
    named = {_list_url(email): words.OPEN_LIST, stop: words.STOP_HERE}
    return {url: str(said) for url, said in named.items() if url}


def _is_overtaken(email: Email) -> bool:
    """A reminder that waited for the mail server while the client answered, or asked for no more;
    word that all is in order, when more was asked since; news for somebody who left the firm."""
    if email.member and email.member.left_at:
        return True
    if email.kind not in {Email.Kind.REMINDER, Email.Kind.APPROVED}:
        return False
    intake = email.matter.intake
    if email.kind == Email.Kind.APPROVED:
        return intake.status != Intake.Status.APPROVED
    return (
        intake.status == Intake.Status.APPROVED
        or intake.unsubscribed_at is not None
        or email.matter.status == Matter.Status.CLOSED
        or not what_is_missing(intake, _today(email))
    )


def _today(email: Email) -> date:
    firm = Firm.objects.get(pk=email.firm_pk)
    return by_the_client(timezone.now(), email.matter.state, firm).date()


def _is_unwelcome(email: Email) -> bool:
    """The client said meanwhile that email is not safe; the matter's page says so of the letter."""
    if email.kind not in Email.UNASKED:
        return False
    if held := contact_safety.instead_of_email(email.matter.intake):
        _hold(email, held)
    return bool(held)


def _is_shut(email: Email) -> bool:
    """What is needed again could not be sent anywhere. A new link goes in the old one's place."""
    if email.kind != Email.Kind.RETURNED or (email.link and email.link.is_live):
        return False
    email.link = email.matter.intake.links.live().first()
    email.save(update_fields=["link"])
    if email.link is None:
        _hold(email, Email.Held.NO_LINK)
    return email.link is None


def _hold(email: Email, held: str) -> None:
    email.held = held
    email.save(update_fields=["held"])
