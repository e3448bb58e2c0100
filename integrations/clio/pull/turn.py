"""A poll's turn: its calls are counted before they are made, and it commits only under its fence."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from integrations.clio.answers import Row
from integrations.clio.client import Clio
from integrations.errors import LostLease
from integrations.models import Connection, Poll, database_now


@dataclass(slots=True)
class Turn:
    """`left`: the calls this turn may still make."""

    connection: Connection
    clio: Clio
    poll: Poll
    left: int

    @property
    def account(self) -> str:
        return self.poll.clio_account

    def feed(self, noun: str) -> dict[str, Any]:
        return dict(self.poll.feeds.get(noun) or {})

    def page(self, path: str, **params: object) -> tuple[list[Row], str, datetime]:
        """One call: the rows, the next page, and since when they are what Clio held."""
        self._spend()
        asked_at = database_now()
        rows, following = self.clio.page(path, **params)
        return [row for row in rows if isinstance(row.get("id"), int)], following, asked_at

    def one(self, path: str, **params: object) -> Row:
        self._spend()
        return self.clio.get(path, **params)

    def _spend(self) -> None:
        self.left -= 1
        with self.commit():
            Poll.objects.filter(pk=self.poll.pk).update(calls=F("calls") + 1)

    @contextmanager
    def commit(self) -> Iterator[None]:
        """A transaction in which the poll's row is held. Raises LostLease where another turn began,
        SyncError where the firm is no longer connected to this account."""
        with transaction.atomic():
            ours = Poll.objects.filter(pk=self.poll.pk, fence=self.poll.fence)
            if not ours.select_for_update().exists():
                raise LostLease
            self.clio.login.prove()
            yield

    def keep(self, noun: str, feed: dict[str, Any], **more: object) -> None:
        """How far this feed was read, once all of it was taken in."""
        self.poll.feeds = {**self.poll.feeds, noun: feed}
        with self.commit():
            Poll.objects.filter(pk=self.poll.pk).update(feeds=self.poll.feeds, **more)
