"""Return notice: whether the client knows yet that an upload was returned, and what to do where
they do not.
"""

from casehug.ui.formats import short
from intake.emails import client_emails
from intake.models import Email, Item, Upload
from matters.models import Client

MENDS = {
    Email.Held.NO_LINK: "Send them a new link on the matter’s page, and the email goes out too.",
    Email.Held.NO_ADDRESS: "Add one and the email goes out, or tell them yourself.",
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
        asked = f"The client was asked for it again at {short(email.sent_at)}"
    else:
        asked = "The email that asks the client for it again is on its way"
    return f"{asked}: tell them it is not needed."


def _is_to_come(upload: Upload) -> str:
    intake = upload.item.intake
    if held := client_emails.why_held(intake, Email.Kind.RETURNED):
        return _held(held, intake.matter.client)
    if intake.returns_due_at:
        return f"The email to the client goes out at {short(intake.returns_due_at)}."
    return "The client was not told by email: tell them yourself."


def _became(email: Email, client: Client | None) -> str:
    if email.sent_at:
        return f"The client was told {short(email.sent_at)}."
    if email.held:
        return _held(email.held, client)
    if email.withdrawn_at:
        return (
            f"The client was not told: the mail server refused {email.to}."
            " Correct the address and the email goes out again, or tell them yourself."
        )
    if email.trouble:
        return "The client is not told yet: the mail server does not answer. It is tried again."
    return "The email to the client is on its way."


def _held(held: str, client: Client | None) -> str:
    why = f"No email goes to the client: {Email.Held(held).label}."
    return f"{why} {MENDS.get(Email.Held(held)) or _by_phone(held, client)}"


def _by_phone(held: str, client: Client | None) -> str:
    """Call Maya at (503) 555-0199."""
    name = (client and client.first_name) or "them"
    if client is None or not client.phone:
        return "Tell them yourself."
    return f"{'Text' if held == Email.Held.TEXT else 'Call'} {name} at {client.phone}."
