"""Whether the client knows yet that an upload was returned, and what to do where they do not."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casehug.ui.formats import short
from intake.emails import client_emails
from intake.models import Email, Item, Upload
from matters.models import Client

MENDS = {
    Email.Held.NO_LINK: gettext_lazy(
        "Send them a new link on the matter’s page, and the email goes out too."
    ),
    Email.Held.NO_ADDRESS: gettext_lazy("Add one and the email goes out, or tell them yourself."),
}


def said(upload: Upload) -> str:
    """Empty where nobody waits for another in its stead."""
    if upload.state != Upload.State.RETURNED or upload.item.state != Item.State.RETURNED:
        return ""
    if upload.notified_by:
        return _became(upload.notified_by, upload.item.intake.matter.client)
    return _is_to_come(upload)


def of_undone(email: Email | None) -> str:
    """What to tell the client where the return their email is about was undone; empty: nothing."""
    if email is None or email.withdrawn_at:
        return ""
    if email.sent_at:
        form = _("The client was asked for it again at {time}: tell them it is not needed.")
        return form.format(time=short(email.sent_at))
    return _(
        "The email that asks the client for it again is on its way: tell them it is not needed."
    )


def _is_to_come(upload: Upload) -> str:
    intake = upload.item.intake
    if held := client_emails.why_held(intake, Email.Kind.RETURNED):
        return _held(held, intake.matter.client)
    if intake.returns_due_at:
        form = _("The email to the client goes out at {time}.")
        return form.format(time=short(intake.returns_due_at))
    return _("The client was not told by email: tell them yourself.")


def _became(email: Email, client: Client | None) -> str:
    if email.sent_at:
        return _("The client was told {time}.").format(time=short(email.sent_at))
    if email.held:
        return _held(email.held, client)
    if email.withdrawn_at:
        form = _(
            "The client was not told: the mail server refused {address}."
            " Correct the address and the email goes out again, or tell them yourself."
        )
        return form.format(address=email.to)
    if email.trouble:
        return _("The client is not told yet: the mail server does not answer. It is tried again.")
    return _("The email to the client is on its way.")


def _held(held: str, client: Client | None) -> str:
    why = _("No email goes to the client: {why}.").format(why=Email.Held(held).label)
    return f"{why} {MENDS.get(Email.Held(held)) or _by_phone(held, client)}"


def _by_phone(held: str, client: Client | None) -> str:
    """Call Maya at (503) 555-0199."""
    if client is None or not client.phone:
        return _("Tell them yourself.")
    name = client.first_name
    if held == Email.Held.TEXT:
        form = _("Text {name} at {phone}.") if name else _("Text them at {phone}.")
    else:
        form = _("Call {name} at {phone}.") if name else _("Call them at {phone}.")
    return form.format(name=name, phone=client.phone)
