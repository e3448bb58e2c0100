"""Connections: a firm's permission in Clio, and attempts at one."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casehug.models import Member
from casehug.security.encryption import EncryptedTextField
from casehug.security.tokens import hashed
from casehug.tenancy.models import FirmManager, FirmOwned
from integrations.regions import REGIONS, Region

# Clio tells nobody's account without its Users permission: such a one is told apart by a key of ours.
UNNAMED = "unnamed-"


def spread() -> datetime:
    """Some time within the next minutes, so that the firms are not all asked in one second."""
    return timezone.now() + timedelta(seconds=random.uniform(0, 300))  # noqa: S311 - not a secret


class ConnectionQuerySet(models.QuerySet):
    def current(self) -> "ConnectionQuerySet":
        """Those in use, a lapsed one included: it goes on once it is renewed."""
        return self.exclude(state=Connection.State.DISCONNECTED)


class Connection(FirmOwned):
    """A firm's permission for CaseHug to act in one Clio account. Outlives whoever gave it."""

    SWITCHES = frozenset({"auto_sync_on_approval", "auto_sync_on_matter_created"})

    class State(models.TextChoices):
        CONNECTED = "connected", _("Connected")
        LAPSED = "lapsed", _("Reconnect needed")
        UNCONFIRMED = "unconfirmed", _("To be confirmed")
        DISCONNECTED = "disconnected", _("Not connected")

    state = models.CharField(max_length=12, choices=State, default=State.CONNECTED)
    region = models.CharField(max_length=2, choices=[(r.code, r.name) for r in REGIONS.values()])
    account_id = models.CharField(max_length=40)
    account_name = models.CharField(max_length=200, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    person_email = models.EmailField(blank=True)
    # Which account it is, in a form that shows a firm nothing of another's.
    account_hash = models.CharField(max_length=64, blank=True, default="")
    access_token = EncryptedTextField(blank=True, default="")
    refresh_token = EncryptedTextField(blank=True, default="")
    token_issued_at = models.DateTimeField(null=True)
    token_expires_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(default=timezone.now)
    connected_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    lapsed_at = models.DateTimeField(null=True)
    # Since when it works again, after it had lapsed.
    mended_at = models.DateTimeField(null=True)
    last_call_at = models.DateTimeField(null=True)
    # When Clio is asked anyway, so that a permission that was revoked there is noticed.
    next_check_at = models.DateTimeField(default=timezone.now)
    # When Clio is asked next what was changed there.
    next_poll_at = models.DateTimeField(default=spread)
    # What the permission was found to open when it was last tried: nouns of Clio's addresses.
    granted = models.JSONField(default=list)
    auto_sync_on_approval = models.BooleanField(_("Auto-sync on approval"), default=False)
    auto_sync_on_matter_created = models.BooleanField(
        _("Auto-sync on matter created"), default=False
    )

    objects = FirmManager.from_queryset(ConnectionQuerySet)()
    unscoped = models.Manager.from_queryset(ConnectionQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm"], name="one_connection_per_firm")]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                condition=models.Q(state="connected"),
                name="connections_to_check",
            ),
            models.Index(
                fields=["next_poll_at"],
                condition=models.Q(state="connected"),
                name="connections_to_poll",
            ),
        ]

    def __str__(self) -> str:
        return f"Clio, {self.account_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An account without a name of Clio's is nobody else's as far as we can tell."""
        named = self.account_id and self.is_named
        self.account_hash = hashed(f"clio {self.clio_account}") if named else ""
        super().save(*args, **kwargs)

    @property
    def is_connected(self) -> bool:
        return self.state == self.State.CONNECTED

    @property
    def clio_account(self) -> str:
        """Names one Clio account anywhere in the world: links belong to it, not to the permission."""
        return f"{self.region}:{self.account_id}"

    @property
    def is_named(self) -> bool:
        """Whether Clio told whose account this is; else the key is one we made up."""
        return not self.account_id.startswith(UNNAMED)

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
