"""Timeline entries: what the intake adds to a matter's timeline."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from casehug.tenancy.models import FirmOwned
from casehug.translations.sentences import ngettext_noop
from intake.models import Item, Upload

SENTENCES = {
    # What the firm did.
    "intake.followed": ("clipboard-document", _("{actor} brought what is asked up to date")),
    "item.added": ("plus", _("{actor} asked for {item}")),
    "item.removed": ("minus-circle", _("{actor} no longer asks for {item}")),
    "link.made": ("link", _("{actor} made a new private link")),
    "link.copied": ("link", _("{actor} copied the private link")),
    "link.revoked": ("no-symbol", _("{actor} revoked the private link")),
    "email.invited": ("paper-airplane", _("{actor} sent the client the private link")),
    "email.reminded": ("bell", _("{actor} reminded the client")),
    "upload.approved": ("check-circle", _("{actor} approved {item}")),
    "upload.approved_undone": ("arrow-uturn-left", _("{actor} took back the approval of {item}")),
    "upload.returned": ("arrow-uturn-left", _("{actor} returned {item}{reason}")),
    "upload.returned_undone": ("arrow-uturn-left", _("{actor} took back the return of {item}")),
    "item.excused": ("check-circle", _("{actor} went on without {item}")),
    "item.excuse_undone": ("arrow-uturn-left", _("{actor} asked for {item} again")),
    "intake.approved": ("clipboard-document-check", _("{actor} approved the intake")),
    "intake.approval_undone": (
        "arrow-uturn-left", _("{actor} took back the approval of the intake"),
    ),
    "code.read_out": ("key", _("{actor} was shown a code to read to the client")),
    # What the client did.
    "device.remembered": ("device-phone-mobile", _("The client opened the intake on a new device")),
    "codes.used_up": (
        "exclamation-triangle",
        _("So many codes for another device were asked for that none are sent for a day"),
    ),
    "upload.received": ("arrow-up-tray", _("The client sent a file for {item}")),
    "upload.taken_back": ("trash", _("The client took back a file for {item}")),
    "upload.put_back": ("arrow-uturn-left", _("The client put a file back for {item}")),
    "excuse.given": ("question-mark-circle", _("The client said of {item}: “{excuse}”")),
    "intake.submitted": ("paper-airplane", _("The client sent the list")),
    "reminders.stopped": ("bell", _("The client asked for no more reminders")),
}  # fmt: skip

FOLDED = {
    "upload.approved": ngettext_noop(
        "{actor} approved {count} document", "{actor} approved {count} documents"
    ),
    "upload.received": ngettext_noop(
        "The client sent {count} file", "The client sent {count} files"
    ),
}

NAMES: dict[str, tuple[type[FirmOwned], dict[str, str]]] = {
    "intake.item": (Item, {"item": "title"}),
    "intake.upload": (Upload, {"item": "item__title", "reason": "reason"}),
}

EXCUSES = dict(Item.Excuse.choices)

SAID: dict[str, Callable[[Any], str]] = {
    "item": lambda title: title or gettext("something"),
    "reason": lambda reason: gettext(": “{reason}”").format(reason=reason) if reason else "",
    "excuse": lambda excuse: str(EXCUSES.get(excuse, gettext("I do not have it"))),
}
