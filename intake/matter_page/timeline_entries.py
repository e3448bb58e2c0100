"""What the intake adds to a matter's timeline."""

from collections.abc import Callable
from typing import Any

from casehug.tenancy.models import FirmOwned
from intake.models import Item, Upload

SENTENCES = {
    # What the firm did.
    "intake.followed": ("clipboard-document", "{actor} brought what is asked up to date"),
    "item.added": ("plus", "{actor} asked for {item}"),
    "item.removed": ("minus-circle", "{actor} no longer asks for {item}"),
    "link.made": ("link", "{actor} made a new private link"),
    "link.copied": ("link", "{actor} copied the private link"),
    "link.revoked": ("no-symbol", "{actor} revoked the private link"),
    "email.invited": ("paper-airplane", "{actor} sent the client the private link"),
    "email.reminded": ("bell", "{actor} reminded the client"),
    "upload.approved": ("check-circle", "{actor} approved {item}"),
    "upload.approved_undone": ("arrow-uturn-left", "{actor} took back the approval of {item}"),
    "upload.returned": ("arrow-uturn-left", "{actor} returned {item}{reason}"),
    "upload.returned_undone": ("arrow-uturn-left", "{actor} took back the return of {item}"),
    "item.excused": ("check-circle", "{actor} went on without {item}"),
    "item.excuse_undone": ("arrow-uturn-left", "{actor} asked for {item} again"),
    "intake.approved": ("clipboard-document-check", "{actor} approved the intake"),
    "intake.approval_undone": (
        "arrow-uturn-left", "{actor} took back the approval of the intake",
    ),
    # What the client did.
    "device.remembered": ("device-phone-mobile", "The client opened the intake on a new device"),
    "upload.received": ("arrow-up-tray", "The client sent a file for {item}"),
    "upload.taken_back": ("trash", "The client took back a file for {item}"),
    "excuse.given": ("question-mark-circle", "The client said of {item}: “{excuse}”"),
    "intake.submitted": ("paper-airplane", "The client sent everything that was asked"),
    "reminders.stopped": ("bell", "The client asked for no more reminders"),
}  # fmt: skip

NAMES: dict[str, tuple[type[FirmOwned], dict[str, str]]] = {
    "intake.item": (Item, {"item": "title"}),
    "intake.upload": (Upload, {"item": "item__title", "reason": "reason"}),
}

EXCUSES = dict(Item.Excuse.choices)

SAID: dict[str, Callable[[Any], str]] = {
    "item": lambda title: title or "something",
    "reason": lambda reason: f": “{reason}”" if reason else "",
    "excuse": lambda excuse: str(EXCUSES.get(excuse, "I do not have it")),
}
