"""Emails as rows: written in the transaction of what they tell, sent after it.

A row is claimed by conditional update, so that two workers never send it twice; a worker that dies
gives it back when its lease ends; a mail server that fails is tried again, ever more slowly.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import F, Q
from django.template.defaultfilters import urlize
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casehug import clockwords
from casehug.rounds import aside
from casehug.tenancy import FirmOwned, firm_scope, queue_scope

log = structlog.get_logger()

LEASE = timedelta(minutes=3)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
REFUSALS_BORNE = 3
AT_ONCE = 200


class OutgoingQuerySet(models.QuerySet):
    def waiting(self) -> "OutgoingQuerySet":
        return self.filter(sent_at=None, withdrawn_at=None)

    def due(self) -> "OutgoingQuerySet":
        return self.filter(_is_due_now())


def _is_due_now() -> Q:
    return Q(sent_at=None, withdrawn_at=None, not_before__lte=timezone.now())


class Outgoing(FirmOwned):
    """not_before doubles as the lease of the worker that is sending."""

    class Trouble(models.TextChoices):
        SERVER = "server", "The mail server did not answer"
        REFUSED = "refused", "The mail server refused this address"
        OVERTAKEN = "overtaken", "No longer needed"

    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, choices=Trouble, blank=True)

    class Meta:
        abstract = True

    def forget_secrets(self) -> list[str]:
        """Empties what nobody needs once it is sent; the names of the fields emptied."""
        return []


@dataclass(frozen=True, slots=True)
class Mail:
    """What a row says, in words ready to leave."""

    id: str
    sender: str
    to: str
    subject: str
    text: str
    language: str = "en"
    reply_to: str = ""
    stop_url: str = ""
    # Addresses in `text`, and what the HTML shows instead of each.
    links: dict[str, str] = field(default_factory=dict)
    # What of the text is in another language than the rest, and in which.
    foreign: dict[str, str] = field(default_factory=dict)


Compose = Callable[[Any], Mail | None]


def send_due(model: type[Outgoing], compose: Compose) -> int:
    """Send what is due of every firm, each once. `compose` answers None for what no longer holds."""
    sent = 0
    for pk, firm_id in _due(model):
        with firm_scope(firm_id), aside(model._meta.label, pk):
            if row := _claimed(model, pk):
                sent += _deliver(row, compose)
    return sent


def _due(model: type[Outgoing]) -> list[tuple[int, UUID]]:
    with queue_scope():
        due = model.unscoped.filter(_is_due_now()).order_by("not_before", "pk")
        return list(due.values_list("pk", "firm_id")[:AT_ONCE])


def is_due(model: type[Outgoing]) -> bool:
    with queue_scope():
        return model.unscoped.filter(_is_due_now()).exists()


def _claimed(model: type[Outgoing], pk: int) -> Outgoing | None:
    mine = model.objects.filter(_is_due_now(), pk=pk).update(
        not_before=timezone.now() + LEASE, attempts=F("attempts") + 1
    )
    return model.objects.get(pk=pk) if mine else None


def _deliver(row: Outgoing, compose: Compose) -> bool:
    mail = compose(row)
    if mail is None:
        _keep(row, withdrawn_at=timezone.now(), trouble=Outgoing.Trouble.OVERTAKEN)
        return False
    try:
        message(mail).send()
    except SMTPRecipientsRefused as error:
        _refused(row, error)
    except OSError as error:  # smtplib's errors are OSErrors, as are those of the network.
        _failed(row, error)
    else:
        _keep(row, sent_at=timezone.now(), trouble="")
        return True
    return False


def _refused(row: Outgoing, error: SMTPRecipientsRefused) -> None:
    for_good = all(code >= 500 for code, _ in error.recipients.values())
    if for_good and row.attempts >= REFUSALS_BORNE:
        _keep(row, withdrawn_at=timezone.now(), trouble=Outgoing.Trouble.REFUSED)
    else:
        _later(row, Outgoing.Trouble.REFUSED)


def _failed(row: Outgoing, error: OSError) -> None:
    log.warning("mail_not_sent", row=row.pk, kind=row._meta.label, error=type(error).__name__)
    _later(row, Outgoing.Trouble.SERVER)


def _later(row: Outgoing, trouble: str) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)
    _keep(row, not_before=timezone.now() + pause, trouble=trouble)


def _keep(row: Outgoing, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    emptied = row.forget_secrets() if row.sent_at or row.withdrawn_at else []
    row.save(update_fields=[*values, *emptied])


def ring(task: Any) -> None:
    """Tell a worker that something is due. Losing this is harmless: the sweep comes by."""
    try:
        task.apply_async(expires=120)
    except Exception as error:  # noqa: BLE001 - whatever the broker's trouble, the row is safe
        log.warning("bell_not_rung", error=type(error).__name__)


# --- The message ---------------------------------------------------------------------------------


def message(mail: Mail) -> EmailMultiAlternatives:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    headers = {
        # The same at a second try: whoever gets it twice shows it once.
        "Message-ID": f"<{mail.id}@{address.partition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.stop_url:
        headers["List-Unsubscribe"] = f"<{mail.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made = EmailMultiAlternatives(
        subject=one_line(mail.subject),
        body=mail.text,
        from_email=formataddr((one_line(mail.sender), address)),
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers,
    )
    made.attach_alternative(html(mail), "text/html")
    return made


def one_line(words: str) -> str:
    """Fit for a header: no line breaks, however they came in."""
    return " ".join(words.split())


def day_in(time_zone: str, moment: datetime) -> str:
    return clockwords.day(moment.astimezone(ZoneInfo(time_zone)).date())


def html(mail: Mail) -> str:
    blocks = [block.split("\n") for block in mail.text.strip().split("\n\n")]
    parts = [(all(line.startswith("- ") for line in lines), lines) for lines in blocks]
    return render_to_string(
        "letters/letter.html",
        {
            "mail": mail,
            "parts": [
                (is_list, [_line(mail, line[2:] if is_list else line) for line in lines])
                for is_list, lines in parts
            ],
        },
    )


def _line(mail: Mail, line: str) -> SafeString:
    """A known address under its words, what is in another language marked so, other addresses as
    they are."""
    for url, words in mail.links.items():
        before, there, after = line.partition(url)
        if there:
            link = format_html('<a href="{}">{}</a>', url, words)
            return format_html("{}{}{}", before, link, after)
    return format_html_join("", "{}", ((one,) for one in _marked(line, mail.foreign)))


def _marked(line: str, foreign: dict[str, str]) -> Iterator[SafeString]:
    """Whole words only, and the longest where one is part of another."""
    known = sorted(map(re.escape, foreign), key=len, reverse=True)
    for text in re.split(rf"(?<!\w)({'|'.join(known)})(?!\w)", line) if known else [line]:
        if text in foreign:
            yield format_html('<span lang="{}">{}</span>', foreign[text], text)
        else:
            yield urlize(text)
