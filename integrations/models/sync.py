"""Syncs: the queue of pushes, which is the sync log as well."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casehug.models import Firm, Member
from casehug.tenancy.models import FirmManager, FirmOwned
from casehug.translations.sentences import SentenceField
from integrations.errors import Reason
from integrations.models.link import Link
from matters.models import Matter


class SyncQuerySet(models.QuerySet):
    def due(self) -> "SyncQuerySet":
        """By the database's clock: queued and ripe, or running under a lease that ran out."""
        return self.filter(
            Q(state=Sync.State.QUEUED, not_before__lte=Now())
            | Q(state=Sync.State.RUNNING, lease_until__lt=Now())
        )

    def pending(self) -> "SyncQuerySet":
        return self.filter(state__in=[Sync.State.QUEUED, Sync.State.RUNNING])

    def newest(self) -> "SyncQuerySet":
        """Of each matter the one that counts: what an older one waited for is over."""
        return self.filter(is_newest=True)

    def held(self) -> "SyncQuerySet":
        """Those that wait for a person still."""
        return self.newest().filter(state=Sync.State.HELD)

    def of_account(self, clio_account: str | Subquery) -> "SyncQuerySet":
        """What is said of one Clio account; of none that was asked for before accounts were kept."""
        return self.filter(clio_account__in=["", clio_account])

    def newest_first(self) -> "SyncQuerySet":
        return self.order_by("-requested_at", "-id")

    def oldest_first(self) -> "SyncQuerySet":
        return self.order_by("requested_at", "id")


class Sync(FirmOwned):
    """One push of one matter to Clio: a row of the queue, and a line of the sync log."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("sync", "Waiting")
        RUNNING = "running", pgettext_lazy("sync", "Syncing")
        SYNCED = "synced", pgettext_lazy("sync", "Synced")
        HELD = "held", pgettext_lazy("sync", "Needs you")
        SUPERSEDED = "superseded", pgettext_lazy("sync", "Replaced")

    class Trigger(models.TextChoices):
        MANUAL = "manual", _("Sync to Clio")
        MATTER_CREATED = "matter_created", _("Auto-sync on matter created")
        APPROVAL = "approval", _("Auto-sync on approval")
        RETRY = "retry", _("Retry")
        MENDED = "mended", _("What was missing was added")
        BULK = "bulk", _("Sync of older matters")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    # The Clio account it was asked for; none where nothing was connected yet.
    clio_account = models.CharField(max_length=48, blank=True, default="")
    trigger = models.CharField(max_length=16, choices=Trigger)
    requested_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    not_before = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    # Of its matter, without those that another took over or nobody needs any more.
    is_newest = models.BooleanField(default=True, editable=False)
    sentence = SentenceField(blank=True)

    objects = FirmManager.from_queryset(SyncQuerySet)()
    unscoped = models.Manager.from_queryset(SyncQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "matter"], condition=condition, name=f"one_{name}_per_matter"
            )
            for name, condition in (
                ("queued", Q(state="queued")),
                ("running", Q(state="running")),
                ("newest", Q(is_newest=True)),
            )
        ]
        indexes = [
            models.Index(fields=["firm", "-requested_at", "-id"], name="sync_log"),
            models.Index(
                fields=["firm", "state", "-requested_at", "-id"], name="sync_log_by_state"
            ),
            models.Index(
                fields=["firm", "-requested_at", "-id"],
                condition=Q(state__in=["queued", "running"]),
                name="sync_log_waiting",
            ),
            models.Index(
                fields=["firm", "-requested_at", "-id"],
                condition=Q(is_newest=True, state="held"),
                name="sync_held",
            ),
            models.Index(
                fields=["firm", "-finished_at"], condition=Q(state="synced"), name="sync_finished"
            ),
            models.Index(fields=["firm", "matter", "-requested_at"], name="sync_of_matter"),
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="sync_queued"),
            models.Index(
                fields=["lease_until"],
                condition=Q(state="running"),
                name="sync_running",
            ),
            models.Index("firm", F("claimed_at").desc(nulls_last=True), name="sync_turns"),
        ]

    def __str__(self) -> str:
        return f"sync {self.pk} {self.state}"

    @property
    def is_pending(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    def is_done_in(self, clio_account: str) -> bool:
        """Synced, and into this account: another knows nothing of it."""
        return self.state == self.State.SYNCED and self.clio_account in {"", clio_account}

    @property
    def seconds(self) -> float | None:
        if self.started_at and self.finished_at:
            return (self.finished_at - self.started_at).total_seconds()
        return None

    @property
    def is_watched(self) -> bool:
        """A person pressed a button and is looking."""
        return self.trigger in {self.Trigger.MANUAL, self.Trigger.RETRY}

    @property
    def is_of_bulk(self) -> bool:
        """One of many that somebody asked for at once: it waits for all that is asked for by itself."""
        return self.trigger == self.Trigger.BULK


class SyncEvent(FirmOwned):
    """One thing a sync did, in words a paralegal reads."""

    class Outcome(models.TextChoices):
        CREATED = "created", pgettext_lazy("sync", "Created")
        LINKED = "linked", pgettext_lazy("sync", "Linked")
        UPLOADED = "uploaded", pgettext_lazy("sync", "Filed")
        UPDATED = "updated", pgettext_lazy("sync", "Updated")
        VERIFIED = "verified", pgettext_lazy("sync", "Verified")
        WAITING = "waiting", pgettext_lazy("sync", "Waiting")
        HELD = "held", pgettext_lazy("sync", "Needs you")
        FOUND = "found", pgettext_lazy("sync", "Found later")

    sync = models.ForeignKey(Sync, on_delete=models.CASCADE, related_name="events")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome)
    sentence = SentenceField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["firm", "sync", "id"])]

    def __str__(self) -> str:
        return self.sentence


def database_now() -> datetime:
    """The one clock that leases, waits and fences go by."""
    return Firm.objects.annotate(now=Now()).values_list("now", flat=True)[:1].get()
