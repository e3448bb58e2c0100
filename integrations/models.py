"""A firm's permission in Clio, what stands for what there, and every push of a matter."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from casehug.encryption import EncryptedTextField
from casehug.models import Firm, Member
from casehug.tenancy import FirmManager, FirmOwned
from integrations.clio.regions import REGIONS, Region
from matters.models import CaseType, Client, Document, Matter


class Connection(FirmOwned):
    """A firm's permission for CaseHug to act in one Clio account. Outlives whoever gave it."""

    class State(models.TextChoices):
        CONNECTED = "connected", "Connected"
        LAPSED = "lapsed", "Reconnect needed"
        DISCONNECTED = "disconnected", "Not connected"

    state = models.CharField(max_length=12, choices=State, default=State.CONNECTED)
    region = models.CharField(max_length=2, choices=[(r.code, r.name) for r in REGIONS.values()])
    account_id = models.CharField(max_length=40)
    account_name = models.CharField(max_length=200, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    person_email = models.EmailField(blank=True)
    access_token = EncryptedTextField(blank=True, default="")
    refresh_token = EncryptedTextField(blank=True, default="")
    token_issued_at = models.DateTimeField(null=True)
    token_expires_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(default=timezone.now)
    connected_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    lapsed_at = models.DateTimeField(null=True)
    last_call_at = models.DateTimeField(null=True)
    auto_sync_on_approval = models.BooleanField("Auto-sync on approval", default=False)
    auto_sync_on_matter_created = models.BooleanField("Auto-sync on matter created", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm"], name="one_connection_per_firm")]

    def __str__(self) -> str:
        return f"Clio, {self.account_name}"

    @property
    def is_connected(self) -> bool:
        return self.state == self.State.CONNECTED

    @property
    def clio_account(self) -> str:
        """Names one Clio account anywhere in the world: links belong to it, not to the permission."""
        return f"{self.region}:{self.account_id}"

    @property
    def clio(self) -> Region:
        return REGIONS[self.region]


class ConnectAttempt(FirmOwned):
    """One trip to Clio's authorization page. Used once, within ten minutes, in the same session."""

    state_hash = models.CharField(max_length=64, unique=True)
    session_hash = models.CharField(max_length=64)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=2)
    redirect_uri = models.CharField(max_length=300)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.region} until {self.expires_at:%H:%M}"


class PracticeArea(FirmOwned):
    """One of the firm's practice areas in Clio, as last fetched."""

    clio_account = models.CharField(max_length=48)
    clio_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "clio_account", "clio_id"], name="practice_area_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CaseTypeMapping(FirmOwned):
    """Which Clio practice area stands for a case type: one, none on purpose, or nobody said."""

    clio_account = models.CharField(max_length=48)
    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="+")
    practice_area = models.ForeignKey(
        PracticeArea, on_delete=models.CASCADE, null=True, related_name="mappings"
    )
    without_practice_area = models.BooleanField(default=False)
    chosen_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "clio_account", "case_type"],
                name="case_type_mapped_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_type_id} as {self.practice_area_id or 'no practice area'}"

    @property
    def is_settled(self) -> bool:
        if self.without_practice_area:
            return True
        return self.practice_area is not None and self.practice_area.gone_at is None


class LinkQuerySet(models.QuerySet):
    def of_matter(self, matter: Matter) -> "LinkQuerySet":
        """The links of the matter, its client and its documents."""
        mine = Q(matter=matter) | Q(document__matter=matter)
        if matter.client_id:
            mine |= Q(client=matter.client_id)
        return self.filter(mine)


class Link(FirmOwned):
    """One effect in Clio: our row and the row there that stands for it.

    planned: nothing was sent. inflight: a request may have been applied; `attempted_at` says since
    when. done: read back from Clio. parked: a person must decide, `reason` says what.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", "Contact"
        MATTER = "matter", "Matter"
        DOCUMENT = "document", "Document"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        INFLIGHT = "inflight", "On its way"
        DONE = "done", "In Clio"
        PARKED = "parked", "Waiting for a decision"

    class How(models.TextChoices):
        CREATED = "created", "created"
        BY_EMAIL = "by_email", "linked by e-mail"
        CHOSEN = "chosen", "linked by choice"

    clio_account = models.CharField(max_length=48)
    kind = models.CharField(max_length=8, choices=Kind)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")

    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    how = models.CharField(max_length=8, choices=How, default=How.CREATED)
    generation = models.PositiveSmallIntegerField(default=1)
    attempted_at = models.DateTimeField(null=True)
    clio_id = models.BigIntegerField(null=True)
    version_uuid = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=255, blank=True)
    pushed = models.JSONField(default=dict)
    verified_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)
    candidates = models.JSONField(default=list)

    objects = FirmManager.from_queryset(LinkQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "clio_account", column],
                condition=Q(**{f"{column}__isnull": False}),
                name=f"link_once_per_{column}",
            )
            for column in ("client", "matter", "document")
        ] + [
            models.CheckConstraint(
                name="link_of_its_kind",
                condition=Q(kind="contact", client__isnull=False, matter=None, document=None)
                | Q(kind="matter", matter__isnull=False, client=None, document=None)
                | Q(kind="document", document__isnull=False, client=None, matter=None),
            ),
            models.CheckConstraint(
                name="link_done_has_clio_id",
                condition=~Q(state="done") | Q(clio_id__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["firm", "clio_account", "kind", "clio_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_unknown(self) -> bool:
        """Something may have been created, and we do not know its id."""
        return self.state == self.State.INFLIGHT and self.clio_id is None

    def marker(self, firm: Firm) -> str:
        """What we write into Clio's row to know it again; made of our ids alone."""
        row = self.matter_id or self.document_id or self.client_id
        again = f".{self.generation}" if self.generation > 1 else ""
        return f"CH-{firm.key}-{self.kind[0].upper()}{row}{again}"


class SyncQuerySet(models.QuerySet):
    def due(self) -> "SyncQuerySet":
        """By the database's clock: queued and ripe, or running under a lease that ran out."""
        return self.filter(
            Q(state=Sync.State.QUEUED, not_before__lte=Now())
            | Q(state=Sync.State.RUNNING, lease_until__lt=Now())
        )

    def pending(self) -> "SyncQuerySet":
        return self.filter(state__in=[Sync.State.QUEUED, Sync.State.RUNNING])

    def newest_first(self) -> "SyncQuerySet":
        return self.order_by("-requested_at", "-id")


class Sync(FirmOwned):
    """One push of one matter to Clio: a row of the queue, and a line of the sync log."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Syncing"
        SYNCED = "synced", "Synced"
        HELD = "held", "Needs you"
        SUPERSEDED = "superseded", "Replaced"

    class Trigger(models.TextChoices):
        MANUAL = "manual", "Sync to Clio"
        MATTER_CREATED = "matter_created", "Auto-sync on matter created"
        APPROVAL = "approval", "Auto-sync on approval"
        RETRY = "retry", "Retry"
        MENDED = "mended", "What was missing was added"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
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
    reason = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)

    objects = FirmManager.from_queryset(SyncQuerySet)()
    unscoped = models.Manager.from_queryset(SyncQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "matter"],
                condition=Q(state=state),
                name=f"one_{state}_per_matter",
            )
            for state in ("queued", "running")
        ]
        indexes = [
            models.Index(fields=["firm", "-requested_at", "-id"], name="sync_log"),
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

    @property
    def seconds(self) -> float | None:
        if self.started_at and self.finished_at:
            return (self.finished_at - self.started_at).total_seconds()
        return None

    @property
    def is_watched(self) -> bool:
        """A person pressed a button and is looking."""
        return self.trigger in {self.Trigger.MANUAL, self.Trigger.RETRY}


class SyncEvent(FirmOwned):
    """One thing a sync did, in words a paralegal reads."""

    class Outcome(models.TextChoices):
        CREATED = "created", "Created"
        LINKED = "linked", "Linked"
        UPLOADED = "uploaded", "Filed"
        UPDATED = "updated", "Updated"
        VERIFIED = "verified", "Verified"
        WAITING = "waiting", "Waiting"
        HELD = "held", "Needs you"

    sync = models.ForeignKey(Sync, on_delete=models.CASCADE, related_name="events")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome)
    sentence = models.TextField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["firm", "sync", "id"])]

    def __str__(self) -> str:
        return self.sentence


def database_now() -> datetime:
    """The one clock that leases, waits and fences go by."""
    row: dict[str, Any] = Firm.objects.annotate(now=Now()).values("now")[:1].get()
    return row["now"]
