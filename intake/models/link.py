"""Private links, the devices that used them, and the codes of other devices."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from casehug.models import Member
from casehug.security.encryption import EncryptedTextField
from casehug.tenancy.models import FirmManager, FirmOwned
from intake.models.intake import Intake


class PortalLinkQuerySet(models.QuerySet):
    def live(self) -> "PortalLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PortalLink(FirmOwned):
    """A private link to an intake: 256 bits, kept as a hash, ninety days by default."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    # Sealed, so that later emails can carry the link; what is looked up is the hash.
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
    # Others use this browser too: forgotten when it is closed, or once nobody used it for a while.
    shared = models.BooleanField(default=False)

    IDLE = timedelta(minutes=30)

    def __str__(self) -> str:
        return f"device {self.pk}"

    @property
    def has_lapsed(self) -> bool:
        return self.shared and timezone.now() - self.seen_at >= self.IDLE


class DeviceCode(FirmOwned):
    """Six digits sent to the client's email for another device: ten minutes, five tries, once."""

    LIFETIME = timedelta(minutes=10)

    link = models.ForeignKey(PortalLink, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk}"
