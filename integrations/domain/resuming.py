"""Resuming: what was held goes on by itself once the reason is mended."""

from casehug.models import Member
from integrations import queue
from integrations.models import Sync


def resume(*, reason: str, by: Member | None = None, **which: object) -> None:
    """`which`: filters on the sync, such as matter=… or matter__client=…."""
    held = Sync.objects.held().filter(reason=reason, **which).select_related("matter")
    for sync in held:
        queue.enqueue(matter=sync.matter, trigger=Sync.Trigger.MENDED, by=by)
