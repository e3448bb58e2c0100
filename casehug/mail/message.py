"""An email message: what a row of the outbox says, as plain text and HTML with its headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import formataddr, parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.defaultfilters import urlize
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casehug import languages
from casehug.ui import formats


@dataclass(frozen=True, slots=True)
class Mail:
    """What a row says, in words ready to leave."""

    id: str
    sender: str
    to: str
    subject: str
    text: str
    language: str = field(default_factory=languages.default)
    reply_to: str = ""
    stop_url: str = ""
    # Addresses in `text`, and what the HTML shows instead of each.
    links: dict[str, str] = field(default_factory=dict)
    # What of the text is in another language than the rest, and in which.
    foreign: dict[str, str] = field(default_factory=dict)


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
    return formats.day(moment.astimezone(ZoneInfo(time_zone)).date())


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
