"""Resuming: what was held goes on by itself once the reason is mended."""

from casehug.models import Member
from integrations import queue
from integrations.errors import Reason
from integrations.models import Sync

# What a new permission, or a word from Clio that ours is good, may have mended.
OF_ACCESS = (Reason.RECONNECT, Reason.OTHER_ACCOUNT, Reason.FORBIDDEN, Reason.CREDENTIALS)


def resume(*, reason: str, by: Member | None = None, **which: object) -> None:
    """`which`: filters on the sync, such as matter=… or matter__client=…. What was asked for
    another Clio account than the connected one stays held."""
    held = Sync.objects.held().of_account(queue.account_in_use()).filter(reason=reason, **which)
    for sync in held.select_related("matter"):
        queue.enqueue(matter=sync.matter, trigger=Sync.Trigger.MENDED, by=by)


def resume_access(*, by: Member | None = None) -> None:
    for reason in OF_ACCESS:
        resume(reason=reason, by=by)
