"""Exits: for each reason a sync waits, whose move it is and where they make it.

What Clio or this program has to do ends by itself; everything else has a form, or the one way to it.
"""

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.errors import Reason


class Whose(Enum):
    CLIO = _("Clio’s move. It goes on by itself.")
    OURS = _("Our move. It goes on by itself.")
    FIRM = _("Your move.")
    ADMIN = _("A firm admin’s move.")
    OPERATOR = _("The move of whoever runs your CaseHug. It goes on by itself once it is mended.")
    NOBODY = _("Nobody’s move: nothing is left to do.")


@dataclass(frozen=True, slots=True)
class Exit:
    """place: client, panel, refused, settings, test, confirm, again; none where nobody has to go anywhere."""

    whose: Whose
    words: str | Promise = ""
    place: str = ""

    def url(self, matter_id: int) -> str:
        if self.place in {"settings", "test", "confirm"}:
            return reverse(
                "integrations:confirm" if self.place == "confirm" else "integrations:settings"
            )
        if self.place == "client":
            return reverse("matters:matter-client", args=[matter_id])
        return reverse("matters:matter", args=[matter_id]) + "#clio-panel" if self.place else ""

    @property
    def has_form(self) -> bool:
        """A retry alone would only be held again."""
        return self.place in {"client", "panel", "settings", "confirm"}


BY_CLIO, BY_US = Exit(Whose.CLIO), Exit(Whose.OURS)
CHOOSE = Exit(Whose.FIRM, _("Choose the contact"), "panel")
RECONNECT = Exit(Whose.ADMIN, _("Reconnect"), "settings")
AGAIN = Exit(Whose.FIRM, _("Sync to Clio"), "again")
SEND = Exit(Whose.FIRM, _("Send again"), "sent-again")

EXITS: dict[str, Exit] = {
    Reason.BUSY: BY_CLIO,
    Reason.BUDGET: BY_CLIO,
    Reason.THROTTLED: BY_CLIO,
    Reason.UNREACHABLE: BY_CLIO,
    Reason.CHECKING: BY_CLIO,
    Reason.EXPIRED: BY_CLIO,
    Reason.CONFLICT: BY_US,
    Reason.UNKNOWN: BY_US,
    Reason.ONE_AT_A_TIME: BY_US,
    Reason.FAULT: BY_US,
    Reason.ERROR: BY_US,
    Reason.UNDONE: Exit(Whose.NOBODY),
    Reason.TAKEN_BACK: Exit(Whose.NOBODY),
    Reason.HELD: AGAIN,
    Reason.RECONNECT: RECONNECT,
    Reason.REGION: RECONNECT,
    Reason.OTHER_ACCOUNT: AGAIN,
    Reason.CREDENTIALS: Exit(Whose.OPERATOR, _("Test connection"), "test"),
    Reason.FORBIDDEN: Exit(Whose.ADMIN, _("Test connection"), "test"),
    Reason.REFUSED: Exit(Whose.FIRM, _("Correct it"), "refused"),
    Reason.NEEDS_CLIENT: Exit(Whose.FIRM, _("Add a client"), "client"),
    Reason.UNMAPPED: Exit(Whose.ADMIN, _("Choose the practice area"), "panel"),
    Reason.SEVERAL_CONTACTS: CHOOSE,
    Reason.MOVED: CHOOSE,
    Reason.NOT_FOUND: AGAIN,
    Reason.DELETED: SEND,
    Reason.GONE_IN_CLIO: SEND,
    Reason.LOST: SEND,
}


def exit_of(reason: str) -> Exit | None:
    return EXITS.get(reason)
