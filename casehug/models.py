"""Models of the foundation: people, firms, members, invitations and audit entries."""

import secrets
import uuid
from datetime import timedelta

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models, transaction
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casehug import languages
from casehug.events import firm_founded
from casehug.mail.outbox import Outgoing, OutgoingQuerySet
from casehug.security.encryption import EncryptedTextField
from casehug.tenancy.models import FirmManager, FirmOwned
from casehug.tenancy.scope import firm_scope

NEW_FOR = timedelta(days=30)


def short_key() -> str:
    """Names the firm in what we write into other systems, without telling how many firms there are."""
    return "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(8))


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do follows from being a member of a firm."""

    email = models.EmailField(_("Email"), unique=True)
    name = models.CharField(max_length=120)
    # Of the firm's pages and our emails; empty: the browser's.
    language = models.CharField(max_length=12, blank=True, default="", choices=languages.choices)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_folded")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Firm(models.Model):
    """A customer of CaseHug: the tenant."""

    class Plan(models.TextChoices):
        SOLO = "solo", pgettext_lazy("plan", "Solo")
        PRACTICE = "practice", pgettext_lazy("plan", "Practice")
        FIRM = "firm", pgettext_lazy("plan", "Firm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=12, unique=True, default=short_key, editable=False)
    name = models.CharField(max_length=120)
    plan = models.CharField(max_length=12, choices=Plan, default=Plan.SOLO)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    website = models.URLField(blank=True)
    address = models.TextField(blank=True)
    time_zone = models.CharField(max_length=60, default="America/Los_Angeles")
    # Branding: shown to clients in the portal.
    colour = models.CharField(max_length=7, default="#1d4ed8")
    logo = models.CharField(max_length=120, blank=True)
    logo_type = models.CharField(max_length=20, blank=True)
    # From this day nobody works here without a second factor; none: each person decides.
    second_step_from = models.DateField(null=True)
    founded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_new(self) -> bool:
        """While its admins are shown the first steps."""
        return self.founded_at > timezone.now() - NEW_FOR

    @property
    def asks_second_step(self) -> bool:
        """Today, by the firm's clock."""
        return self.second_step_from is not None and timezone.localdate() >= self.second_step_from

    @classmethod
    def found(cls, **fields: object) -> "Firm":
        """A new firm; its row can only be written inside its own scope."""
        firm = cls(**fields)
        with firm_scope(firm.id), transaction.atomic():
            firm.save(force_insert=True)
            firm_founded.send(sender=cls, firm=firm)
        return firm


class MemberQuerySet(models.QuerySet):
    def working(self) -> "MemberQuerySet":
        """Those who work here now."""
        return self.filter(left_at=None)

    def admins(self) -> "MemberQuerySet":
        """Those who work here as admins and can sign in."""
        return self.working().filter(role=Member.Role.ADMIN, user__is_active=True)


class Member(FirmOwned):
    """A person working at a firm. Who left stays as a row: what they did is told under their name."""

    class Role(models.TextChoices):
        ADMIN = "admin", _("Admin")
        STAFF = "staff", _("Staff")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.STAFF)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True)

    objects = FirmManager.from_queryset(MemberQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "user"], name="member_once_per_firm")
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    @property
    def has_second_step(self) -> bool:
        """Of a row that `accounts.second_step.noted` read."""
        return getattr(self, "second_factor", False)


class Invitation(Outgoing):
    """Somebody asked to join the firm's team; the link goes by email and works once."""

    email = models.EmailField(_("Email"))
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=8, choices=Member.Role, default=Member.Role.STAFF)
    token_hash = models.CharField(max_length=64, unique=True)
    # Sealed until the email has left.
    token = EncryptedTextField(blank=True, default="")
    invited_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = FirmManager.from_queryset(OutgoingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "firm",
                Lower("email"),
                condition=models.Q(accepted_at=None),
                name="invited_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()

    def forget_secrets(self) -> list[str]:
        self.token = ""
        return ["token"]


class SecondStepReset(FirmOwned):
    """An admin asks to take a member's lost second factor away; another admin agrees or refuses."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.member_id} asked by {self.asked_by_id}"


def firm_of_history() -> models.ForeignKey:
    """Without a constraint, so that history outlives the firm."""
    return models.ForeignKey(
        Firm, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", editable=False
    )


class AuditEntry(FirmOwned):
    """Who did what to what, and when. Without foreign keys, so that history outlives its subject."""

    firm = firm_of_history()
    at = models.DateTimeField(auto_now_add=True)
    # PostgreSQL's own clock, whatever `at` says.
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    # Whose history it is part of.
    matter_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["firm", "subject_type", "subject_id", "-at"]),
            models.Index(fields=["firm", "-at", "-id"], name="audit_of_firm"),
            models.Index(fields=["firm", "actor_id", "-at", "-id"], name="audit_of_person"),
            models.Index(
                fields=["firm", "matter_id", "-at", "-id"],
                condition=models.Q(matter_id__isnull=False),
                name="audit_of_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class AuditSeal(FirmOwned):
    """A link of the firm's hash chain over its audit entries; PostgreSQL alone writes them."""

    firm = firm_of_history()
    number = models.BigIntegerField()
    entry_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "number"], name="one_seal_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
