"""Next move: the one thing to do next on a matter, or on the dashboard. Its button is the primary one
of the page; all others are plain.

Each room says which moves are there to be made (slots "matter.next_move" and "dashboard.next_move");
which of them comes first is decided here.
"""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from casehug.ui.page_slots import gathered, rendered
from casehug.web.requests import FirmRequest
from matters.models import Matter

CLIENT, REVIEW, APPROVAL = "client", "review", "approval"
CHOICE, LINK, SYNC = "choice", "link", "sync"
ORDER = (
    CLIENT,  # nobody can be asked, and nothing can reach Clio, without one
    REVIEW,  # somebody sent something and waits
    APPROVAL,
    CHOICE,  # a sync waits for it
    LINK,
    SYNC,
)

RECONNECT, FIRST_STEP, NEW_MATTER = "reconnect", "first_step", "new_matter"
ORDER_OF_THE_DAY = (RECONNECT, REVIEW, FIRST_STEP, NEW_MATTER)


def next_move(request: FirmRequest, *, matter: Matter) -> str:
    """One of ORDER; empty where the matter waits for somebody else, or is done."""
    there = _there("matter.next_move", request, matter=matter)
    if matter.lacks_client:
        there.add(CLIENT)
    return next((move for move in ORDER if move in there), "")


def of_the_day(request: FirmRequest) -> str:
    """One of ORDER_OF_THE_DAY, for the dashboard."""
    there = _there("dashboard.next_move", request) | {NEW_MATTER}
    return next(move for move in ORDER_OF_THE_DAY if move in there)


def _there(slot: str, request: FirmRequest, **about: object) -> set[str]:
    return {move for room in gathered(slot, request, **about) for move in room["moves"]}


def actions(request: FirmRequest, *, matter: Matter, again: bool = False) -> SafeString:
    """The buttons at the top of the page; `again`: beside another part that htmx changes."""
    shown = rendered("matter.action", request, matter=matter)
    return render_to_string("matters/actions.html", {"actions": shown, "again": again})
