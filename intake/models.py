"""The conversation: what is asked of a client on a matter, and what came back."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from casehug.encryption import EncryptedTextField
from casehug.models import Member
from casehug.post import Outgoing, OutgoingQuerySet
from casehug.storage import private_files
from casehug.tenancy import FirmManager, FirmOwned
from matters.models import CaseType, Document, Matter
from matters.states import STATES


def portal_key() -> str:
    """22 letters of 128 random bits."""
    return secrets.token_urlsafe(16)


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class Category(models.TextChoices):
    """Sections of a checklist, in the order a client meets them."""

    ABOUT_YOU = "about_you", "About you"
    IDENTIFICATION = "identification", "Identification"
    FAMILY = "family", "Family"
    CHILDREN = "children", "Children"
    WORK = "work", "Work and income"
    FINANCIAL = "financial", "Financial"
    PROPERTY = "property", "Property"
    MEDICAL = "medical", "Medical"
    INSURANCE = "insurance", "Insurance"
    LEGAL = "legal", "Legal"
    BUSINESS = "business", "Business"
    IMMIGRATION = "immigration", "Immigration"
    OTHER = "other", "Other"


class Asked(FirmOwned):
    """One thing asked for, as a checklist holds it and as it is copied into an intake."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Document"
        QUESTION = "question", "Question"

    class Answer(models.TextChoices):
        SHORT = "short", "Short text"
        LONG = "long", "Long text"
        DATE = "date", "Date"
        MONEY = "money", "Amount of money"
        CHOICE = "choice", "One of several"
        CHOICES = "choices", "Any of several"
        YES_NO = "yes_no", "Yes or no"
        PHONE = "phone", "Phone number"
        ADDRESS = "address", "Address"
        PERSON = "person", "Person"

    kind = models.CharField(max_length=8, choices=Kind)
    answer_type = models.CharField(max_length=8, choices=Answer, blank=True)
    category = models.CharField(max_length=16, choices=Category, default=Category.OTHER)
    title = models.CharField(max_length=200)
    title_es = models.CharField("Title in Spanish", max_length=200, blank=True)
    help = models.TextField(blank=True)
    help_es = models.TextField("Help in Spanish", blank=True)
    # [{"value": "rent", "en": "We rent", "es": "Alquilamos"}]
    options = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    # Shown only when the item `shown_if` was answered `shown_if_value` ("yes", an option's value).
    shown_if = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="shows"
    )
    shown_if_value = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def titled(self, language: str) -> str:
        return (self.title_es if language == Language.SPANISH else "") or self.title

    def helped(self, language: str) -> str:
        return (self.help_es if language == Language.SPANISH else "") or self.help


class Checklist(FirmOwned):
    """The template of what a case type asks for; one for all states, or one for a state of its own."""

    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="checklists")
    state = models.CharField(max_length=2, choices=STATES, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "case_type", "state"], name="checklist_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_type}{f' ({self.state})' if self.state else ''}"


class ChecklistItem(Asked):
    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items")
    # Codes of states this item is for; empty: all of them.
    states = ArrayField(models.CharField(max_length=2), default=list, blank=True)

    class Meta:
        ordering = ["position", "id"]


class Intake(FirmOwned):
    """The asking on one matter."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        IN_PROGRESS = "in_progress", "In progress"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="intake")
    # Names the intake in the portal's addresses; the private link alone lets anybody in.
    key = models.CharField(max_length=22, unique=True, default=portal_key, editable=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    # When it last followed its checklist; empty once the matter's case type or state has changed.
    followed_at = models.DateTimeField(null=True, default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    # The client said: no more e-mails of this kind.
    unsubscribed_at = models.DateTimeField(null=True)
    # When one e-mail is to tell the client of all that was returned, the firm of all that came in.
    returns_due_at = models.DateTimeField(null=True)
    uploads_due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["firm", "status", "-submitted_at"]),
            models.Index(
                fields=["returns_due_at"],
                condition=Q(returns_due_at__isnull=False),
                name="intake_returns_due",
            ),
            models.Index(
                fields=["uploads_due_at"],
                condition=Q(uploads_due_at__isnull=False),
                name="intake_uploads_due",
            ),
            models.Index(
                fields=["sent_at"],
                condition=Q(status__in=["sent", "in_progress", "returned"]),
                name="intake_waiting_for_client",
            ),
        ]

    def __str__(self) -> str:
        return f"intake {self.pk} {self.status}"


class Item(Asked):
    """One thing asked for on one matter: a copy, so that a changed checklist changes no intake."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        GIVEN = "given", "Given"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"

    class Excuse(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", "This does not apply to me"
        SOMEONE_ELSE = "someone_else", "Someone else has it"
        COMING = "coming", "It is coming"
        NEED_HELP = "need_help", "I need help with this"

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="items")
    source = models.ForeignKey(
        ChecklistItem, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # What the client answered: text, {"line1": …} for an address or person, a list for several.
    answer = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)
    excuse = models.CharField(max_length=16, choices=Excuse, blank=True)
    excuse_note = models.CharField(max_length=300, blank=True)
    excuse_until = models.DateField(null=True)
    excused_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["firm", "intake", "position", "id"])]


class UploadQuerySet(models.QuerySet):
    def awaiting_review(self) -> "UploadQuerySet":
        return self.filter(state=Upload.State.UPLOADED).exclude(scan=Upload.Scan.INFECTED)


class Upload(FirmOwned):
    """A file the client sent, before the firm approved it. Its bytes are kept as they came."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "To review"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"
        REMOVED = "removed", "Taken back by the client"

    class Scan(models.TextChoices):
        OFF = "off", "Not scanned"
        PENDING = "pending", "Being scanned"
        CLEAN = "clean", "Clean"
        INFECTED = "infected", "Infected"

    SAFE = frozenset({Scan.OFF, Scan.CLEAN})
    NO_PREVIEW = "none"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="uploads")
    # Chosen by the sender's browser: sent twice is received once.
    nonce = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    file = models.CharField(max_length=120, editable=False)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=120)
    pages = models.PositiveIntegerField(null=True)
    # An old Word or Excel file carries small programs.
    macros = models.BooleanField(default=False)
    # Key of a picture beside the file; NO_PREVIEW where none could be made, empty until it is tried.
    preview = models.CharField(max_length=120, blank=True)
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.OFF)
    uploaded_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.UPLOADED)
    reviewed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    # The return was told to the client by e-mail; one message tells of all.
    told_at = models.DateTimeField(null=True)
    document = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, related_name="upload"
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
                fields=["uploaded_at"], condition=Q(preview=""), name="upload_without_preview"
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
    def has_preview(self) -> bool:
        return self.preview not in {"", self.NO_PREVIEW}

    def open(self):
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


class PortalLinkQuerySet(models.QuerySet):
    def live(self) -> "PortalLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PortalLink(FirmOwned):
    """A private link to an intake: 256 bits, kept as a hash, ninety days by default."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    # Sealed, so that later e-mails can carry the link; what is looked up is the hash.
    token = EncryptedTextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = FirmManager.from_queryset(PortalLinkQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "intake"], condition=Q(revoked_at=None), name="one_link_per_intake"
            )
        ]

    def __str__(self) -> str:
        return f"link until {self.expires_at:%d %b %Y}"

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class Device(FirmOwned):
    """A browser that opened a link and is remembered: a random secret in its cookie, hashed here."""

    link = models.ForeignKey(PortalLink, on_delete=models.CASCADE, related_name="devices")
    secret_hash = models.CharField(max_length=64, unique=True)
    remembered_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"device {self.pk}"


class DeviceCode(FirmOwned):
    """Six digits sent to the client's e-mail for another device: ten minutes, five tries, once."""

    link = models.ForeignKey(PortalLink, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk}"


def third_seventh_fourteenth() -> list[int]:
    return [3, 7, 14]


class Preferences(FirmOwned):
    """How this firm asks: language, reminders, names of filed documents."""

    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    code_for_other_devices = models.BooleanField(default=True)
    link_days = models.PositiveSmallIntegerField(default=90)
    # Days after sending, or after the last sign of life, on which a reminder goes out.
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(), default=third_seventh_fourteenth, blank=True
    )
    reminder_hour = models.PositiveSmallIntegerField(default=10)
    file_names = models.CharField(max_length=200, default="{date} {item} - {client last name}")
    invitation = models.TextField(blank=True)
    invitation_es = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm"], name="one_preferences_per_firm")]

    def __str__(self) -> str:
        return f"preferences of {self.firm_id}"


class Notice(FirmOwned):
    """What a member wants to be told by e-mail; without a row, what the defaults say."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    submitted = models.BooleanField("An intake is submitted", default=True)
    uploaded = models.BooleanField("A document is uploaded", default=False)
    sync_failed = models.BooleanField("A sync needs somebody", default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "member"], name="notice_once")]

    def __str__(self) -> str:
        return f"notices of {self.member_id}"


class Letter(Outgoing):
    """Every e-mail about a matter, logged on it; sent after the transaction, retried by the sweep."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        REMINDER = "reminder", "Reminder"
        RETURNED = "returned", "Returned items"
        CODE = "code", "Code for another device"
        SUBMITTED = "submitted", "To staff: submitted"
        UPLOADED = "uploaded", "To staff: uploaded"
        SYNC_FAILED = "sync_failed", "To staff: sync needs somebody"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    to = models.EmailField()
    # Of the member it goes to; empty for the client.
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    # With a stand-in where the private link or a code goes: those are put in when it leaves.
    body = models.TextField()
    link = models.ForeignKey(PortalLink, on_delete=models.SET_NULL, null=True, related_name="+")
    code = EncryptedTextField(blank=True, default="")
    written_at = models.DateTimeField(default=timezone.now)

    objects = FirmManager.from_queryset(OutgoingQuerySet)()

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [
            models.Index(fields=["firm", "matter", "-written_at"]),
            models.Index(
                fields=["not_before"],
                condition=Q(sent_at=None, withdrawn_at=None),
                name="letter_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def forget_secrets(self) -> list[str]:
        self.code = ""
        return ["code"]
