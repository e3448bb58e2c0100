"""Progress: how far a bulk sync is, read from its rows and the queue's as they are now."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from integrations.models import BulkMatter, BulkSync, Sync

WAITING, QUEUED, SYNCED, HELD, LEFT = BulkMatter.State.values


@dataclass(frozen=True, slots=True)
class Progress:
    """`to_come`: those `in_queue` included; `calls`: what they take still."""

    total: int
    synced: int
    held: int
    to_come: int
    in_queue: int
    left: int
    calls: int

    @property
    def percent(self) -> int:
        return 100 * (self.synced + self.held) // self.total if self.total else 100

    @property
    def over(self) -> int:
        return self.synced + self.held


def progress_of(bulk: BulkSync) -> Progress:
    """What somebody has mended since it was held is synced, or on its way by itself."""
    rows = bulk.members.order_by().values("state").annotate(number=Count("pk"), calls=Sum("calls"))
    found = {row["state"]: (row["number"], row["calls"]) for row in rows}
    number = {state: found.get(state, (0, 0))[0] for state in BulkMatter.State.values}
    calls = sum(found.get(state, (0, 0))[1] for state in (WAITING, QUEUED))
    held = held_now(bulk).count() if number[HELD] else 0
    return Progress(
        total=bulk.matters,
        synced=number[SYNCED] + number[HELD] - held,
        held=held,
        to_come=number[WAITING] + number[QUEUED],
        in_queue=number[QUEUED],
        left=number[LEFT],
        calls=calls,
    )


def held_now(bulk: BulkSync) -> QuerySet[BulkMatter]:
    """Those that wait for a person still."""
    waits = Sync.objects.held().filter(matter=OuterRef("matter"))
    return bulk.members.filter(Exists(waits), state=HELD)


def to_come(bulk: BulkSync) -> QuerySet[BulkMatter]:
    return bulk.members.filter(state__in=[WAITING, QUEUED])


def ended(bulk: BulkSync) -> QuerySet[BulkMatter]:
    return bulk.members.filter(state__in=[SYNCED, LEFT])
