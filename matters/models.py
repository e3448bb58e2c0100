"""The file: clients, case types, matters and their documents."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casehug.files.storage import private_files
from casehug.languages import Tagged
from casehug.models import Member
from casehug.tenancy.models import FirmManager, FirmOwned
from casehug.translations.stored_texts import Translated
from matters.search_words import LONGEST, asked
from matters.states import STATES

LAST_LETTER = "\U0010ffff"
FEW = 1000


class ClientQuerySet(models.QuerySet):
    def matching(self, query: str) -> tuple["ClientQuerySet", bool]:
        """Clients with a word, in name or email, beginning with each word of the query: FEW at most,
        and whether these are all.

        To name the first of many thousand in the order of their names, PostgreSQL would look at all.
        """
        found = ClientWord.objects.of_owners("client_id", query)
        if found is None:
            return self, True
        some = list(found[: FEW + 1])
        return self.filter(pk__in=some[:FEW]), len(some) <= FEW

    def with_email(self, email: str) -> "ClientQuerySet":
        """Clients of this very address, compared trimmed and case-folded."""
        folded = email.strip().casefold()
        return self.filter(pk__in=ClientWord.objects.filter(word=folded).values("client_id"))

    def by_name(self) -> "ClientQuerySet":
        return self.order_by("last_name", "first_name", "id")


class Client(FirmOwned):
    """The person a matter is for."""

    first_name = models.CharField(max_length=120, blank=True)
    last_name = models.CharField(max_length=120)
    email = models.EmailField(_("Email"), blank=True)
    phone = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FirmManager.from_queryset(ClientQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["firm", "last_name", "first_name", "id"], name="client_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matters:client", args=[self.pk])

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def folded_email(self) -> str:
        """As email addresses are compared: trimmed and case-folded."""
        return self.email.strip().casefold()


class CaseType(FirmOwned, Translated):
    """What kind of matter. Each firm has its own copy of those that ship."""

    name = models.CharField(max_length=120)
    practice_area = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["firm", "name"], name="case_type_once")]

    def __str__(self) -> str:
        return self.name

    def named(self, language: str) -> Tagged:
        return self.text_in(language, "name")


class MatterQuerySet(models.QuerySet):
    def newest_first(self) -> "MatterQuerySet":
        return self.order_by("-created_at", "-id")

    def matching(self, query: str) -> "MatterQuerySet":
        """Matters with a word, in title or client, beginning with each word of the query."""
        return MatterWord.objects.owners(self, "matter_id", query)

    def without_client(self) -> "MatterQuerySet":
        return self.filter(client=None).exclude(status=Matter.Status.CLOSED)

    def with_status(self, status: str) -> "MatterQuerySet":
        return self.filter(status=status) if status in Matter.Status.values else self


class Matter(FirmOwned, Translated):
    """One client, one case, one intake."""

    class Status(models.TextChoices):
        PENDING = "pending", pgettext_lazy("matter status", "Pending")
        OPEN = "open", pgettext_lazy("matter status", "Open")
        CLOSED = "closed", pgettext_lazy("matter status", "Closed")

    title = models.CharField(max_length=200)
    client_facing_name = models.CharField(max_length=200, blank=True)
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    case_type = models.ForeignKey(CaseType, on_delete=models.PROTECT, related_name="matters")
    state = models.CharField(max_length=2, choices=STATES)
    county = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = FirmManager.from_queryset(MatterQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["firm", "-created_at", "-id"], name="matter_newest"),
            models.Index(fields=["firm", "status", "-created_at", "-id"], name="matter_by_status"),
            models.Index(
                fields=["firm", "-created_at", "-id"],
                condition=models.Q(client=None) & ~models.Q(status="closed"),
                name="matter_without_client",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("matters:matter", args=[self.pk])

    @property
    def lacks_client(self) -> bool:
        """One of `without_client()`."""
        return self.client_id is None and self.status != self.Status.CLOSED

    def name_for_client(self, language: str = "") -> Tagged:
        """What the client reads; never the internal title."""
        if self.client_facing_name:
            return self.text_in(language, "client_facing_name")
        return self.case_type.named(language)


def player_of(content_type: str) -> str:
    """What plays it in a browser: audio or video; empty for what is no recording."""
    kind = content_type.partition("/")[0]
    return kind if kind in {"audio", "video"} else ""


class Document(FirmOwned):
    """A file on the matter. Its bytes are kept as they came and are never changed."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Added by staff")
        UPLOAD = "upload", _("Sent by the client")
        SUMMARY = "summary", _("Intake summary")

    class Scan(models.TextChoices):
        """Of the virus scan; empty for what we made ourselves, and where nobody noted it."""

        OFF = "off", pgettext_lazy("document", "Not scanned")
        CLEAN = "clean", pgettext_lazy("document", "Clean")
        INFECTED = "infected", pgettext_lazy("document", "Infected")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STAFF)
    file = models.CharField(max_length=120, editable=False)
    size = models.BigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content_type = models.CharField(max_length=120, editable=False)
    scan = models.CharField(max_length=8, choices=Scan, blank=True, default="", editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["firm", "matter", "added_at", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def player(self) -> str:
        """What plays it; empty for what is no recording, or harmful."""
        is_harmful = self.scan == self.Scan.INFECTED
        return "" if is_harmful else player_of(self.content_type)

    def open(self):
        """The bytes, to be read in pieces; the caller closes it."""
        return private_files().open(self.file, "rb")


class WordQuerySet(models.QuerySet):
    def beginning(self, word: str) -> "WordQuerySet":
        return self.filter(word__gte=word, word__lt=word + LAST_LETTER)

    def owners(self, rows: models.QuerySet, owner: str, query: str) -> models.QuerySet:
        """Those of `rows` with a word beginning with each word of the query.

        The words alone say who is found. Where that is few, their ids are asked for first:
        PostgreSQL cannot know how few, and would walk all the rows of the firm.
        """
        owners = self.of_owners(owner, query)
        if owners is None:
            return rows
        few = list(owners[: FEW + 1])
        return rows.filter(pk__in=few if len(few) <= FEW else owners)

    def of_owners(self, owner: str, query: str) -> models.QuerySet | None:
        """Their ids; None where nothing is asked for."""
        found = [self.beginning(word).values_list(owner, flat=True) for word in asked(query)]
        if not found:
            return None
        return found[0].intersection(*found[1:]) if found[1:] else found[0]


class Word(FirmOwned):
    """One word that a row is found by; written by domain.search."""

    word = models.CharField(max_length=LONGEST, db_collation="C")

    objects = FirmManager.from_queryset(WordQuerySet)()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.word


class ClientWord(Word):
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "word", "client"], name="client_word_once")
        ]


class MatterWord(Word):
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "word", "matter"], name="matter_word_once")
        ]
