"""Errors of the sync, sorted by whose move it is, and the reasons rows keep.

Sentences are for people: marked ones of the catalogues, told in the language of whoever reads them.
"""

from datetime import datetime, timedelta

from django.db import models

from casehug.translations.sentences import Sentence


class Reason(models.TextChoices):
    """Why a sync waits or a link is parked, as our rows keep it; the label is for operators."""

    # Theirs: tried again by itself.
    BUSY = "busy", "Clio is busy"
    BUDGET = "budget", "No call is left in this window"
    THROTTLED = "throttled", "Clio asked us to slow down"
    UNREACHABLE = "unreachable", "Clio cannot be reached"
    CHECKING = "checking", "Clio is still checking a file"
    EXPIRED = "expired", "An upload address ran out"
    CONFLICT = "conflict", "Changed in Clio at the same moment"
    # Ours.
    UNKNOWN = "unknown", "May have been applied; Clio is asked first"
    ONE_AT_A_TIME = "one_at_a_time", "Another worker has it"
    FAULT = "fault", "Something went wrong on our side"
    ERROR = "error", "An error without a kind"
    UNDONE = "undone", "The approval was undone"
    TAKEN_BACK = "taken_back", "Its bulk sync was paused or cancelled"
    # The firm's: a person has to do something.
    HELD = "held", "A person must decide"
    RECONNECT = "reconnect", "Access lapsed or was revoked"
    OTHER_ACCOUNT = "other_account", "Was asked for another Clio account"
    REGION = "region", "Another region of Clio"
    CREDENTIALS = "credentials", "The API credentials are wrong"
    FORBIDDEN = "forbidden", "Clio does not let the connected person do this"
    REFUSED = "refused", "Clio refused the row as it stands"
    NEEDS_CLIENT = "needs_client", "The matter has no client"
    UNMAPPED = "unmapped", "The case type is not mapped"
    SEVERAL_CONTACTS = "several_contacts", "Several contacts have this email"
    NOT_FOUND = "not_found", "Clio has no such row"
    DELETED = "deleted", "Deleted in Clio"
    GONE_IN_CLIO = "gone_in_clio", "No longer in Clio"
    MOVED = "moved", "Belongs to another contact in Clio"
    LOST = "lost", "The file is missing or changed on our side"


class SyncError(Exception):
    """`sentence` says who did what and what comes next; `reason` is its code in our rows."""

    reason: str = Reason.ERROR

    def __init__(self, sentence: str, *, reason: str = "", detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
        self.reason = reason or self.reason
        self.detail = detail


class TryLater(SyncError):
    """Theirs, and nothing was applied: we try again. `wait`: how long they asked us to."""

    reason = Reason.BUSY

    def __init__(self, sentence: str, *, wait: timedelta | None = None, **kwargs: str) -> None:
        super().__init__(sentence, **kwargs)
        self.wait = wait


class OutOfBudget(TryLater):
    """No call is left in this window; nothing was sent."""

    reason = Reason.BUDGET


class Unknown(SyncError):
    """The request may have been applied. Never sent again before Clio was asked what it has."""

    reason = Reason.UNKNOWN


class FixTheData(SyncError):
    """The firm's: Clio refused this row as it stands."""

    reason = Reason.REFUSED


class Forbidden(FixTheData):
    """The connected person, or this CaseHug, may not do this in Clio. Says nothing of other rows."""

    reason = Reason.FORBIDDEN


class NotFound(FixTheData):
    """Clio has no such row, or no longer."""

    reason = Reason.NOT_FOUND


class Conflict(TryLater):
    """Somebody changed the row since we read it."""

    reason = Reason.CONFLICT


class Reconnect(SyncError):
    """The firm's: access was revoked, has lapsed or was never enough."""

    reason = Reason.RECONNECT


class Held(SyncError):
    """A person must decide or add something before this can go on."""

    reason = Reason.HELD


class OtherAccount(Held):
    """The firm is connected to another Clio account than this turn began with: nothing goes there."""

    reason = Reason.OTHER_ACCOUNT


class NotYet(SyncError):
    """An earlier request may still land in Clio; look, and go on, at `until`."""

    reason = Reason.UNKNOWN

    def __init__(self, sentence: str, *, until: datetime) -> None:
        super().__init__(sentence)
        self.until = until


class LostLease(Exception):
    """Another worker owns this sync now; whatever we were about to write is not ours to write."""


def most_pressing(troubles: list[SyncError]) -> SyncError:
    """Access first, then what resolves itself soonest, then what needs a person."""

    def rank(trouble: SyncError) -> int:
        if isinstance(trouble, Reconnect):
            return 0
        return 1 if isinstance(trouble, TryLater) else 2 if isinstance(trouble, NotYet) else 3

    return min(troubles, key=rank)
