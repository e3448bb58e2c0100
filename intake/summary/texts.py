"""The fixed words of the summary, for its Typst template, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casehug import languages


def words() -> dict[str, str]:
    """What stands in braces is filled in by the template."""
    return {
        "language": languages.current(),
        "title": _("Intake summary"),
        "foot": _("Intake summary · {names}"),
        "page": _("Page {page} of {pages}"),
        "times": _("Times are {zone}."),
        "nothing": _("Nothing of this kind was asked."),
        "optional": _("{title} (optional)"),
        "answers": _("Answers"),
        "read": _("Read and approved by {who}, together with the intake."),
        "documents": _("Documents"),
        "sent_as": _("Sent as {name}"),
        "not_given": pgettext("summary", "Not given"),
        "left_out": _("Asked for, optional, and left out by the client: {titles}."),
        "fingerprint": _(
            "The SHA-256 of a file is its fingerprint: it shows that the file on the matter is, byte"
            " for byte, what the client sent."
        ),
        "boxes": _(
            "A □ stands for a sign of a script that this paper cannot show. CaseHug keeps what was"
            " written."
        ),
    }
