"""Polls: how far what was changed in one Clio account is known here.

One poll at a time counts: each commits only under the fence it was given.
"""

from datetime import datetime, timedelta

from django.db import models

from casehug.tenancy.models import FirmManager, FirmOwned

WINDOW = timedelta(minutes=15)
CALLS_A_WINDOW = 4


class Poll(FirmOwned):
    """Of one Clio account: where to read on, and what was spent on it."""

    clio_account = models.CharField(max_length=48)
    fence = models.PositiveIntegerField(default=0)
    # The calls made since the current quarter of an hour began.
    window_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    # When the changed matters were last read to the end.
    looked_at = models.DateTimeField(null=True)
    # Of each feed: since when it is to be read; of one not at its end, when it began and its next page.
    feeds = models.JSONField(default=dict)

    objects = FirmManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "clio_account"], name="one_poll_per_account")
        ]

    def __str__(self) -> str:
        return f"poll {self.fence} of {self.clio_account}"

    def calls_left(self, now: datetime) -> int:
        if self.window_at is None or self.window_at + WINDOW <= now:
            return CALLS_A_WINDOW
        return max(CALLS_A_WINDOW - self.calls, 0)
