"""Refusals: why a file from a client is not kept, by code; each sentence is told in its reader's
language.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from matters.domain.filetypes import Refused

__all__ = ["SENTENCES", "NoRoom", "Refused", "refused"]

# Beside those of `matters.domain.filetypes`.
SENTENCES = {
    "pixels": ngettext_lazy(
        "This picture is too large for us to open: it has more than {most} million dot."
        " Send a smaller copy, or a photo of it.",
        "This picture is too large for us to open: it has more than {most} million dots."
        " Send a smaller copy, or a photo of it.",
        "most",
    ),
    "pages": ngettext_lazy(
        "This PDF has more than {most:,} page. Send it in parts.",
        "This PDF has more than {most:,} pages. Send it in parts.",
        "most",
    ),
    "locked": _(
        "This file is locked with a password. Save a copy without the password and send that."
    ),
    "no_pages": _(
        "There is no page in this PDF. Open it to see if it is the right one, or save it again."
    ),
    "unreadable": _(
        "We cannot open this file; it may be damaged or not have finished saving."
        " Save it again or take the photo again, and send that."
    ),
    "many": ngettext_lazy(
        "There is already {most} file here. Put the rest together into one PDF.",
        "There are already {most} files here. Put the rest together into one PDF.",
        "most",
    ),
    "quota": _(
        "There is no room for more files on your list. Call your law firm; they can make room."
    ),
    "looked_at": _("Your law firm has already looked at this file, so it stays."),
    "too_late": _("This file was taken back a while ago. Choose it again to send it."),
    "no_room": _(
        "We could not keep this file just now; nothing of it was kept. Try again in an hour,"
        " or call your law firm."
    ),
    "no_room_yet": _(
        "There is no room for this file just now. What has arrived of it is kept, and it goes on"
        " by itself. If this lasts, call your law firm."
    ),
}


class NoRoom(Refused):
    """Ours: the disk is full. The same file may be sent again later."""


def refused(why: str, **about: object) -> Refused:
    """`about` fills the braces of the sentence."""
    return (NoRoom if why == "no_room" else Refused)(SENTENCES[why], why, **about)
