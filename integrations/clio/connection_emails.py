"""Early warning: admins are told by email when the connection breaks, and when it works again."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from casehug import languages
from casehug.mail import message, outbox
from casehug.models import Firm, Member
from casehug.tenancy.scope import current_firm_id
from casehug.web.public_urls import our_address
from integrations.models import Connection, ConnectionEmail


def tell_admins(kind: ConnectionEmail.Kind) -> None:
    """In the transaction of what happened. What was to say the opposite is not sent any more."""
    admins = Member.objects.admins()
    ConnectionEmail.objects.bulk_create(
        [ConnectionEmail(member=member, kind=kind) for member in admins]
    )


def send_due() -> int:
    return outbox.send_due(ConnectionEmail, composed)


def composed(email: ConnectionEmail) -> message.Mail | None:
    member = Member.objects.select_related("user").get(pk=email.member_id)
    firm = Firm.objects.get(pk=current_firm_id())
    if member.left_at or not member.is_admin or not _holds(email):
        return None
    language = languages.of(member.user)
    with translation.override(language):
        subject, told = _words(email)
    return message.Mail(
        id=f"connection-{email.pk}.{firm.key}",
        sender="CaseHug",
        to=member.user.email,
        subject=subject,
        text=told + "\n\n" + our_address(reverse("integrations:settings")),
        language=language,
    )


def _holds(email: ConnectionEmail) -> bool:
    connection = Connection.objects.first()
    if connection is None:
        return False
    wanted = {"broke": Connection.State.LAPSED, "mended": Connection.State.CONNECTED}
    return connection.state == wanted[email.kind]


def _words(email: ConnectionEmail) -> tuple[str, str]:
    if email.kind == ConnectionEmail.Kind.BROKE:
        return _("Clio no longer lets CaseHug in"), _(
            "Somebody disconnected CaseHug in Clio, or the permission ran out. Nothing is lost: what is"
            " to be synced waits, and goes on by itself once an admin reconnects here:"
        )
    return _("Clio is connected again"), _(
        "CaseHug may use your Clio account again. What waited goes on by itself. How it stands:"
    )
