"""What can go wrong with a remote call, sorted by whose move it is. Sentences are for people."""

from datetime import datetime, timedelta


class SyncError(Exception):
    """`sentence` says who did what and what comes next; `reason` is its code in our rows."""

    reason = "error"

    def __init__(self, sentence: str, *, reason: str = "", detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason or self.reason
        self.detail = detail


class TryLater(SyncError):
    """Theirs, and nothing was applied: we try again. `wait`: how long they asked us to."""

    reason = "busy"

    def __init__(self, sentence: str, *, wait: timedelta | None = None, **kwargs: str) -> None:
        super().__init__(sentence, **kwargs)
        self.wait = wait


class OutOfBudget(TryLater):
    """No call is left in this window; nothing was sent."""

    reason = "budget"


class Unknown(SyncError):
    """The request may have been applied. Never sent again before Clio was asked what it has."""

    reason = "unknown"


class FixTheData(SyncError):
    """The firm's: Clio refused this row as it stands."""

    reason = "refused"


class Forbidden(FixTheData):
    """The connected person, or this CaseHug, may not do this in Clio. Says nothing of other rows."""

    reason = "forbidden"


class NotFound(FixTheData):
    """Clio has no such row, or no longer."""

    reason = "not_found"


class Conflict(TryLater):
    """Somebody changed the row since we read it."""

    reason = "conflict"


class Reconnect(SyncError):
    """The firm's: access was revoked, has lapsed or was never enough."""

    reason = "reconnect"


class Held(SyncError):
    """A person must decide or add something before this can go on."""

    reason = "held"


class NotYet(SyncError):
    """An earlier request may still land in Clio; look, and go on, at `until`."""

    reason = "unknown"

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
