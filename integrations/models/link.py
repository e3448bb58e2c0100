"""Links: what stands for what in Clio."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casehug.models import Firm, Member
from casehug.tenancy.models import FirmManager, FirmOwned
from casehug.translations.sentences import SentenceField
from integrations.errors import Reason
from matters.models import Client, Document, Matter

# When Clio is asked after a create whether it is there once: what we sent may have landed late.
LOOKS = (timedelta(minutes=15), timedelta(hours=24))


class LinkQuerySet(models.QuerySet):
    def to_look_at(self) -> "LinkQuerySet":
        """Those whose record in Clio is due to be counted, by the database's clock."""
        return self.filter(audit_due_at__lte=Now())

    def of_matter(self, matter: Matter) -> "LinkQuerySet":
        """The links of the matter, its client and its documents."""
        mine = Q(matter=matter) | Q(_one_of_its_documents(matter))
        if matter.client_id:
            mine |= Q(client=matter.client_id)
        return self.filter(mine)

    def of_documents(self, matter: Matter) -> "LinkQuerySet":
        return self.filter(_one_of_its_documents(matter))

    def comparable(self, clio_account: str, kind: str) -> "LinkQuerySet":
        """What is in Clio as far as we know, and what was found deleted: it may have been restored."""
        known = Q(state=Link.State.DONE) | Q(state=Link.State.PARKED, reason=Reason.DELETED)
        states = [Link.State.DONE, Link.State.PARKED]  # As the index has it.
        mine = self.filter(clio_account=clio_account, kind=kind, clio_id__isnull=False)
        return mine.filter(known, state__in=states)

    def in_account(self, clio_account: str) -> "list[Link]":
        """Of a few rows. As a condition of the query it would look as good as the matter, and read
        all that the firm ever linked."""
        return [link for link in self if link.clio_account == clio_account]


class AnyOf(Func):
    """x = ANY(array): the array is made first, so that an index on x finds each of its few. A join
    may be planned over all that the firm has, where PostgreSQL knows little of the tables."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


def _one_of_its_documents(matter: Matter) -> AnyOf:
    documents = Document.objects.filter(matter=matter).order_by()
    return AnyOf(F("document_id"), ArraySubquery(documents.values("pk")))


class Link(FirmOwned):
    """One effect in Clio: our row and the row there that stands for it.

    planned: nothing was sent. inflight: a request may have been applied; `attempted_at` says since
    when. done: read back from Clio. parked: a person must decide, `reason` says what.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Contact")
        MATTER = "matter", _("Matter")
        DOCUMENT = "document", _("Document")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        INFLIGHT = "inflight", _("On its way")
        DONE = "done", _("In Clio")
        PARKED = "parked", _("Waiting for a decision")

    class How(models.TextChoices):
        CREATED = "created", _("created")
        BY_EMAIL = "by_email", _("linked by email")
        CHOSEN = "chosen", _("linked by choice")

    clio_account = models.CharField(max_length=48)
    kind = models.CharField(max_length=8, choices=Kind)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")

    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    how = models.CharField(max_length=8, choices=How, default=How.CREATED)
    generation = models.PositiveSmallIntegerField(default=1)
    attempted_at = models.DateTimeField(null=True)
    # When a create was last sent for it, whatever came of that; and when Clio is asked about it next.
    sent_at = models.DateTimeField(null=True)
    audit_due_at = models.DateTimeField(null=True)
    # What a look before sending found in Clio: {"at", "email", "rows"}; spares the push asking again.
    seen = models.JSONField(default=dict)
    # A document that somebody keeps back until it is sent on purpose.
    left_out_at = models.DateTimeField(null=True)
    left_out_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    clio_id = models.BigIntegerField(null=True)
    version_uuid = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=255, blank=True)
    # What both sides last agreed on: sent, read or decided. Changed there or here since, it differs.
    pushed = models.JSONField(default=dict)
    pushed_at = models.DateTimeField(null=True)
    # When it was last compared with what Clio holds.
    compared_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    sentence = SentenceField(blank=True)
    candidates = models.JSONField(default=list)

    objects = FirmManager.from_queryset(LinkQuerySet)()
    unscoped = models.Manager.from_queryset(LinkQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "clio_account", column],
                condition=Q(**{f"{column}__isnull": False}),
                name=f"link_once_per_{column}",
            )
            for column in ("client", "matter", "document")
        ] + [
            # One of Clio's matters is one of ours; of contacts, spouses may share one.
            models.UniqueConstraint(
                fields=["firm", "clio_account", "clio_id"],
                condition=Q(kind="matter", clio_id__isnull=False),
                name="link_once_per_clio_matter",
            ),
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
        indexes = [
            models.Index(fields=["firm", "clio_account", "kind", "clio_id"]),
            models.Index(
                fields=["audit_due_at"],
                condition=Q(audit_due_at__isnull=False),
                name="link_to_look_at",
            ),
            models.Index(
                "firm",
                "clio_account",
                "kind",
                F("compared_at").asc(nulls_first=True),
                condition=Q(state__in=["done", "parked"], clio_id__isnull=False),
                name="link_to_compare",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What Clio said before this moment says nothing of what was agreed on at it."""
        named = kwargs.get("update_fields")
        if named is None or "pushed" in named:
            self.pushed_at = Now()
            if named is not None:
                kwargs["update_fields"] = [*named, "pushed_at"]
        super().save(*args, **kwargs)
        if isinstance(self.pushed_at, Now):
            del self.pushed_at  # Read again when somebody asks.

    def agree_on(self, values: Mapping[str, Any]) -> None:
        """Both sides hold these now, or ours is to be sent: what Clio had before no longer stays."""
        kept = {
            name: had for name, had in self.pushed.get("kept", {}).items() if name not in values
        }
        self.pushed = {**self.pushed, **values} | ({"kept": kept} if "kept" in self.pushed else {})

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_left_out(self) -> bool:
        return self.left_out_at is not None and self.clio_id is None

    @property
    def may_be_left_out(self) -> bool:
        """Nothing of it is in Clio, or may be on its way there."""
        return self.clio_id is None and self.state != self.State.INFLIGHT

    @property
    def is_unknown(self) -> bool:
        """Something may have been created, and we do not know its id."""
        return self.state == self.State.INFLIGHT and self.clio_id is None

    def was_sent(self, now: datetime) -> None:
        self.sent_at, self.audit_due_at = now, now + LOOKS[0]

    def next_look(self, now: datetime) -> datetime | None:
        """None once the last was taken."""
        assert self.sent_at is not None
        return next((at for wait in LOOKS if (at := self.sent_at + wait) > now), None)

    def marker(self, firm: Firm) -> str:
        """What we write into Clio's row to know it again; made of our ids alone."""
        row = self.matter_id or self.document_id or self.client_id
        again = f".{self.generation}" if self.generation > 1 else ""
        return f"CH-{firm.key}-{self.kind[0].upper()}{row}{again}"
