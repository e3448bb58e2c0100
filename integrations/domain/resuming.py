"""What was held goes on by itself once the reason is mended."""

from casehug.models import Member
from integrations import queue
from integrations.models import Sync


def resume(*, reason: str, by: Member | None = None, **which: object) -> None:
    """`which`: filters on the sync, such as matter=… or matter__client=…."""
    held = Sync.objects.filter(state=Sync.State.HELD, reason=reason, **which).select_related(
        "matter"
    )
    for matter in {sync.matter for sync in held if is_latest(sync)}:
        queue.enqueue(matter=matter, trigger=Sync.Trigger.MENDED, by=by)


def is_latest(sync: Sync) -> bool:
    later = Sync.objects.filter(matter=sync.matter_id, requested_at__gt=sync.requested_at)
    return not later.standing().exists()
