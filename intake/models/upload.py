"""Uploads: what the client sends, whole or on its way."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from casehug import languages
from casehug.files.storage import Stored, private_files
from casehug.models import Member
from casehug.tenancy.models import FirmManager, FirmOwned
from intake.models.email import Email
from intake.models.intake import Item
from matters.models import Document, player_of


class UploadQuerySet(models.QuerySet):
    def awaiting_review(self) -> "UploadQuerySet":
        """Of what is still asked, and not infected."""
        asked = self.filter(state=Upload.State.UPLOADED, item__removed_at=None)
        return asked.exclude(scan=Upload.Scan.INFECTED)

    def waited_for(self) -> "UploadQuerySet":
        """Returned, and nothing was sent in its stead."""
        later = Upload.objects.filter(
            item=OuterRef("item"), uploaded_at__gt=OuterRef("reviewed_at")
        ).exclude(state=Upload.State.REMOVED)
        returned = self.filter(state=Upload.State.RETURNED, item__removed_at=None)
        return returned.filter(item__state=Item.State.RETURNED).exclude(Exists(later))

    def decided_by(self, member_id: int, since: datetime) -> "UploadQuerySet":
        """Newest decision first."""
        decided = [Upload.State.APPROVED, Upload.State.RETURNED]
        rows = self.filter(reviewed_by=member_id, state__in=decided, reviewed_at__gte=since)
        return rows.order_by("-reviewed_at", "-pk")


class Upload(FirmOwned):
    """A file the client sent, before the firm approved it. Its bytes are kept as they came."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("upload", "To review")
        APPROVED = "approved", pgettext_lazy("upload", "Approved")
        RETURNED = "returned", pgettext_lazy("upload", "Returned")
        REMOVED = "removed", pgettext_lazy("upload", "Taken back by the client")

    class Scan(models.TextChoices):
        OFF = "off", pgettext_lazy("upload", "Not scanned")
        PENDING = "pending", pgettext_lazy("upload", "Being scanned")
        CLEAN = "clean", pgettext_lazy("upload", "Clean")
        INFECTED = "infected", pgettext_lazy("upload", "Infected")

    SAFE = frozenset({Scan.OFF, Scan.CLEAN})
    GONE = frozenset({State.RETURNED, State.REMOVED})
    NO_PREVIEW = "none"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="uploads")
    # Chosen by the sender's browser: sent twice is received once.
    nonce = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    file = models.CharField(max_length=120, editable=False)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=120)
    # Of a locked PDF whose password the client gave: the copy that opens without it, and how often
    # another password was tried.
    unlocked = models.CharField(max_length=120, blank=True, default="", editable=False)
    unlocked_size = models.BigIntegerField(null=True, editable=False)
    unlocked_sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)
    unlock_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    pages = models.PositiveIntegerField(null=True)
    # An old Word or Excel file carries small programs.
    macros = models.BooleanField(default=False)
    # What is odd about it, as codes and their values (`intake.uploads.remarks`).
    remarks = models.JSONField(default=list, blank=True)
    # Key of a picture beside the file; NO_PREVIEW where none could be made, empty until it is tried.
    preview = models.CharField(max_length=120, blank=True)
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.OFF)
    uploaded_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.UPLOADED)
    # When the client took it back.
    removed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    # Of a return: which of our sentences says why, if one does (`intake.uploads.return_reasons`); what staff wrote
    # themselves, and in which language that is, empty where nobody said.
    reason_code = models.CharField(max_length=16, blank=True, default="")
    reason = models.TextField(blank=True)
    own_language = models.CharField(
        max_length=12, choices=languages.choices, blank=True, default=""
    )
    # The email that tells the client of the return, whether or not it left; one tells of all.
    notified_by = models.ForeignKey(Email, on_delete=models.SET_NULL, null=True, related_name="+")
    # Files of equal bytes share one: it goes to Clio once.
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, related_name="uploads"
    )

    objects = FirmManager.from_queryset(UploadQuerySet)()

    class Meta:
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "item", "nonce"], name="upload_once")
        ]
        indexes = [
            models.Index(fields=["firm", "state", "uploaded_at", "id"], name="upload_queue"),
            models.Index(
                fields=["firm", "reviewed_by", "-reviewed_at"],
                condition=Q(reviewed_by__isnull=False),
                name="upload_decided",
            ),
            models.Index(
                fields=["uploaded_at"],
                condition=Q(preview="", scan__in=["off", "clean"]),
                name="upload_without_preview",
            ),
            models.Index(
                fields=["uploaded_at"], condition=Q(scan="pending"), name="upload_unscanned"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_safe(self) -> bool:
        """An unscanned file is never shown, downloaded or synced where scanning is on."""
        return self.scan in self.SAFE

    @property
    def has_reason(self) -> bool:
        return bool(self.reason_code or self.reason)

    @property
    def is_told(self) -> bool:
        """The email about its return left, or is on its way."""
        return self.notified_by is not None and self.notified_by.withdrawn_at is None

    @property
    def has_preview(self) -> bool:
        return self.preview not in {"", self.NO_PREVIEW}

    @property
    def player(self) -> str:
        return player_of(self.content_type)

    @property
    def original(self) -> Stored:
        return Stored(name=self.file, size=self.size, sha256=self.sha256)

    @property
    def stored(self) -> Stored:
        """What staff see and what is filed: without its password, where the client gave that."""
        if not self.unlocked:
            return self.original
        size = self.unlocked_size or 0
        return Stored(name=self.unlocked, size=size, sha256=self.unlocked_sha256)

    @property
    def is_locked(self) -> bool:
        """A PDF behind a password that the client may still give."""
        is_closed = any(remark["code"] == "locked" for remark in self.remarks)
        return is_closed and not self.unlocked and self.state == self.State.UPLOADED

    def open(self):
        return private_files().open(self.stored.name, "rb")

    def open_original(self):
        return private_files().open(self.file, "rb")


class PartialUpload(FirmOwned):
    """A file on its way: what arrived so far stays, and sending goes on from there."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    file = models.CharField(max_length=120)
    began_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "item", "nonce"], name="partial_once")
        ]

    def __str__(self) -> str:
        return f"{self.received} of {self.size}"

    @property
    def percent(self) -> int:
        return self.received * 100 // (self.size or 1)
