"""Bulk syncs: one run over many older matters, and each matter's place in it.

A run is fed into the queue of syncs a few matters at a time; what becomes of each is read from that
queue, so that a run knows where it is after any crash.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from casehug.models import Member
from casehug.tenancy.models import FirmManager, FirmOwned
from integrations.errors import Reason
from matters.models import Matter


class BulkSyncQuerySet(models.QuerySet):
    def running(self) -> "BulkSyncQuerySet":
        return self.filter(state=BulkSync.State.RUNNING)

    def unended(self) -> "BulkSyncQuerySet":
        """Open, or stopped while something of it was being sent."""
        return self.filter(ended_at=None)

    def open(self) -> "BulkSyncQuerySet":
        """Not at its end: one a firm at most."""
        return self.filter(state__in=[BulkSync.State.RUNNING, BulkSync.State.PAUSED])

    def newest_first(self) -> "BulkSyncQuerySet":
        return self.order_by("-asked_at", "-id")


class BulkSync(FirmOwned):
    """One run. `chosen`: the filter it was asked for with; the figures are those of its start."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("bulk sync", "Running")
        PAUSED = "paused", pgettext_lazy("bulk sync", "Paused")
        DONE = "done", pgettext_lazy("bulk sync", "Done")
        CANCELLED = "cancelled", pgettext_lazy("bulk sync", "Canceled")

    clio_account = models.CharField(max_length=48)
    chosen = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    # Who paused, resumed or cancelled it last; nobody where it paused by itself, for `reason`.
    changed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    ended_at = models.DateTimeField(null=True)
    matters = models.PositiveIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)

    objects = FirmManager.from_queryset(BulkSyncQuerySet)()
    unscoped = models.Manager.from_queryset(BulkSyncQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm"],
                condition=Q(state__in=["running", "paused"]),
                name="one_open_bulk_sync_per_firm",
            )
        ]
        indexes = [
            models.Index(fields=["firm", "-asked_at", "-id"], name="bulk_syncs"),
            models.Index(
                fields=["firm"], condition=Q(ended_at=None), name="bulk_syncs_to_go_on_with"
            ),
        ]

    def __str__(self) -> str:
        return f"bulk sync {self.pk} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.RUNNING, self.State.PAUSED}

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_paused(self) -> bool:
        return self.state == self.State.PAUSED


class BulkMatterQuerySet(models.QuerySet):
    def waiting(self) -> "BulkMatterQuerySet":
        return self.filter(state=BulkMatter.State.WAITING)

    def queued(self) -> "BulkMatterQuerySet":
        return self.filter(state=BulkMatter.State.QUEUED)


class BulkMatter(FirmOwned):
    """One matter of a run. `calls`: what it was going to take at the start."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("bulk sync", "To come")
        QUEUED = "queued", pgettext_lazy("bulk sync", "In the queue")
        SYNCED = "synced", pgettext_lazy("bulk sync", "Synced")
        HELD = "held", pgettext_lazy("bulk sync", "Needs you")
        LEFT = "left", pgettext_lazy("bulk sync", "Not sent")

    bulk = models.ForeignKey(BulkSync, on_delete=models.CASCADE, related_name="members")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    calls = models.PositiveIntegerField(default=0)
    # When it was put into the queue last: a sync that ended before says nothing of this run.
    fed_at = models.DateTimeField(null=True)

    objects = FirmManager.from_queryset(BulkMatterQuerySet)()
    unscoped = models.Manager.from_queryset(BulkMatterQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "bulk", "matter"], name="once_per_bulk_sync")
        ]
        indexes = [models.Index(fields=["firm", "bulk", "state", "id"], name="bulk_by_state")]

    def __str__(self) -> str:
        return f"matter {self.matter_id} {self.state}"
