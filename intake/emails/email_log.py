"""Email log: the emails about a matter, on its page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intake.models import Email
from matters.models import Matter

MOST = 20


@dataclass(frozen=True, slots=True)
class EmailRow:
    """kind: of a badge; said: what became of it."""

    email: Email
    kind: str
    said: str

    @property
    def is_waiting(self) -> bool:
        return self.email.sent_at is None and self.email.withdrawn_at is None


def newest(matter: Matter) -> QuerySet[Email]:
    return Email.objects.filter(matter=matter)[:MOST]


def letters_panel(emails: list[Email]) -> dict[str, Any] | None:
    """Nothing where nothing was written."""
    lines = [_email_row(email) for email in emails]
    return {"lines": lines, "trouble": _trouble(lines)} if lines else None


def _email_row(email: Email) -> EmailRow:
    if email.sent_at:
        return EmailRow(email, "good", pgettext("email", "Sent"))
    if email.held:
        return EmailRow(
            email, "attention", _("Not sent: {why}").format(why=email.get_held_display())
        )
    if email.trouble == Email.Trouble.REFUSED:
        return EmailRow(email, "stop", pgettext("email", "Refused"))
    if email.withdrawn_at:
        return EmailRow(email, "waiting", _("Not needed any more"))
    return EmailRow(email, "waiting", _("Trying again") if email.trouble else _("On its way"))


def _trouble(lines: list[EmailRow]) -> str:
    """The one thing to do, if there is one."""
    refused = next((one.email for one in lines if one.kind == "stop"), None)
    if refused is None or refused != lines[0].email:
        return ""
    words = _("The mail server does not know {address}. Check the address, then send again.")
    return words.format(address=refused.to)
