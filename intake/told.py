"""Whether the client knows yet that an upload was returned."""

from casehug.clockwords import short
from intake.models import Item, Upload


def said(upload: Upload) -> str:
    """Empty where nobody waits for another in its stead."""
    item = upload.item
    if upload.state != Upload.State.RETURNED or item.state != Item.State.RETURNED:
        return ""
    client = item.intake.matter.client
    if client is None or not client.email:
        return "The client has no e-mail address here: tell them yourself."
    if upload.told_at:
        return f"The client was told {short(upload.told_at)}."
    due = item.intake.returns_due_at
    return f"The e-mail to the client goes out at {short(due)}." if due else ""
