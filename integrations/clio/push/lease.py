"""Leases: commits that count only while the sync is ours."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from integrations.errors import LostLease, Reason, TryLater
from integrations.models import Sync
from integrations.queue import Claim


class Lease:
    """Each commit proves the fence and extends the lease, by the database's clock."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        # Something was achieved in this turn: what failed before is not counted on.
        self.has_progressed = False
        self.renewed = time.monotonic()

    @contextmanager
    def commit(self) -> Iterator[None]:
        """A transaction in which the sync's row is held. Raises LostLease when it is not ours."""
        with transaction.atomic():
            self._prove()
            yield

    def renew_if_old(self) -> None:
        if time.monotonic() - self.renewed > settings.SYNC_LEASE / 4:
            with transaction.atomic():
                self._prove()

    def _prove(self) -> None:
        still_ours = Sync.objects.filter(
            pk=self.claim.sync_id, fence=self.claim.fence, state=Sync.State.RUNNING
        ).update(lease_until=Now() + timedelta(seconds=settings.SYNC_LEASE))
        if not still_ours:
            raise LostLease
        self.renewed = time.monotonic()


@contextmanager
def one_creator(key: str, busy: str) -> Iterator[None]:
    """One at a time per key in the whole installation; the lock dies with its session.

    Unlike a lease it cannot run out under a worker that was frozen and may yet send.

    Raises TryLater at once when another worker holds it, so that no slot waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        if cursor.fetchone() != (True,):
            raise TryLater(busy, reason=Reason.ONE_AT_A_TIME, wait=timedelta(seconds=1))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
