"""The file: clients, case types, matters and their documents."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from casehug.models import Member
from casehug.storage import private_files
from casehug.tenancy import FirmManager, FirmOwned
from matters.states import STATES


def _trigrams(*fields: str, name: str) -> GinIndex:
    return GinIndex(
        *(OpClass(Upper(field), "gin_trgm_ops") for field in fields), name=name
    )


class ClientQuerySet(models.QuerySet):
    def matching(self, words: str) -> "ClientQuerySet":
        """Clients whose name or e-mail contains every word, without regard to case."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(first_name__icontains=word)
                | models.Q(last_name__icontains=word)
                | models.Q(email__icontains=word)
            )
        return found


class Client(FirmOwned):
    """The person a matter is for."""

    first_name = models.CharField(max_length=120, blank=True)
    last_name = models.CharField(max_length=120)
    email = models.EmailField("E-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FirmManager.from_queryset(ClientQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                fields=["firm", "last_name", "first_name", "id"], name="client_by_name"
            ),
            _trigrams("first_name", "last_name", "email", name="client_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def folded_email(self) -> str:
        """As e-mail addresses are compared: trimmed and case-folded."""
        return self.email.strip().casefold()


class CaseType(FirmOwned):
    """What kind of matter. Each firm has its own copy of those that ship."""

    name = models.CharField(max_length=120)
    practice_area = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "name"], name="case_type_once")
        ]

    def __str__(self) -> str:
        return self.name


class MatterQuerySet(models.QuerySet):
    def newest_first(self) -> "MatterQuerySet":
        return self.order_by("-created_at", "-id")

    def with_status(self, status: str) -> "MatterQuerySet":
        return self.filter(status=status) if status in Matter.Status.values else self


class Matter(FirmOwned):
    """One client, one case, one intake."""

    class Status(models.TextChoices):
        PENDING = "pending", "Pending"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    title = models.CharField(max_length=200)
    client_facing_name = models.CharField(max_length=200, blank=True)
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    case_type = models.ForeignKey(
        CaseType, on_delete=models.PROTECT, related_name="matters"
    )
    state = models.CharField(max_length=2, choices=STATES)
    county = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = FirmManager.from_queryset(MatterQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["firm", "-created_at", "-id"], name="matter_newest"),
            models.Index(
                fields=["firm", "status", "-created_at", "-id"], name="matter_by_status"
            ),
            _trigrams("title", name="matter_words"),
        ]

    def __str__(self) -> str:
        return self.title


class Document(FirmOwned):
    """A file on the matter. Its bytes are kept as they came and are never changed."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Added by staff"
        UPLOAD = "upload", "Sent by the client"
        SUMMARY = "summary", "Intake summary"

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="documents"
    )
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STAFF)
    file = models.CharField(max_length=120, editable=False)
    size = models.BigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content_type = models.CharField(max_length=120, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["firm", "matter", "added_at", "id"])]

    def __str__(self) -> str:
        return self.name

    def open(self):
        """The bytes, to be read in pieces; the caller closes it."""
        return private_files().open(self.file, "rb")
