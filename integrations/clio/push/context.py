"""The effect protocol: the protocol of one effect in Clio: intent first, then the wire, then the
result.

Committed before a byte is sent: `inflight`. A crash or a lost answer leaves it so, and the next turn
asks Clio what it has before it would send again.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext_noop as _

from casehug.models import Firm
from casehug.translations.sentences import Sentence, ngettext_noop
from integrations.clio import failpoints
from integrations.clio.client import Clio, Row
from integrations.clio.push.lease import Lease
from integrations.errors import NotYet, SyncError, Unknown
from integrations.models import Connection, Link, Sync, SyncEvent, database_now
from matters.models import Client, Document, Matter

NO_ANSWER = _("Clio did not answer our last request.")
DELETED = _("“{name}” was deleted in Clio. Send it again if it should be there.")
ALL_DELETED = ngettext_noop(
    "{count} document was deleted in Clio: {names}. Send it again if it should be there.",
    "{count} documents were deleted in Clio: {names}. Send them again if they should be there.",
)
# How far behind ours Clio's clock may be when it says when a row was created.
SKEW = timedelta(minutes=15)
SENT = ["attempted_at", "sent_at", "audit_due_at"]


def all_deleted(names: list[str]) -> Sentence:
    if len(names) == 1:
        return Sentence(DELETED, name=names[0])
    return Sentence(ALL_DELETED, count=len(names), names=[f"“{name}”" for name in names])


@dataclass(slots=True)
class Push:
    """One turn at one matter."""

    firm: Firm
    sync: Sync
    matter: Matter
    connection: Connection
    clio: Clio
    lease: Lease

    @contextmanager
    def commit(self) -> Iterator[None]:
        """Under the lease, and only while the firm is connected to the account this turn is for."""
        with self.lease.commit():
            self.clio.login.prove()
            yield

    def link(self, row: Client | Matter | Document) -> Link:
        kind = {Client: "client", Matter: "matter", Document: "document"}[type(row)]
        link, _ = Link.objects.get_or_create(
            clio_account=self.connection.clio_account,
            **{kind: row},
            defaults={"kind": "contact" if kind == "client" else kind},
        )
        return link

    def linked(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Link]]:
        """Without those that were taken off the matter since they were read."""
        for document in documents:
            with suppress(IntegrityError):
                yield document, self.link(document)

    def say(self, outcome: SyncEvent.Outcome, sentence: str, link: Link | None = None) -> None:
        SyncEvent.objects.create(sync=self.sync, link=link, outcome=outcome, sentence=sentence)

    def intend(self, *links: Link) -> None:
        """From here on a row may exist in Clio for each of these."""
        with self.commit():
            now = database_now()
            for link in links:
                link.state, link.attempted_at = Link.State.INFLIGHT, now
                link.reason = link.sentence = ""
                link.was_sent(now)
                link.save(update_fields=[*SENT, "state", "reason", "sentence"])

    def not_applied(self, link: Link) -> None:
        """Clio said no, or was never reached: nothing is on its way."""
        with self.commit():
            link.state, link.attempted_at = Link.State.PLANNED, None
            link.save(update_fields=["state", "attempted_at"])

    def gave_up(self, link: Link) -> None:
        """We stopped waiting for an answer now; what we sent may still land."""
        with self.commit():
            link.attempted_at = database_now()
            link.was_sent(link.attempted_at)
            link.save(update_fields=SENT)

    def park(self, link: Link, reason: str, sentence: str) -> None:
        with self.commit():
            link.state, link.reason, link.sentence = Link.State.PARKED, reason, sentence
            link.save(update_fields=["state", "reason", "sentence"])

    def create(self, link: Link, send: Callable[[], Row]) -> Row:
        """Intent, wire; the caller commits the result. Raises NotYet when the outcome is unknown."""
        self.intend(link)
        failpoints.step.set(link.kind)
        try:
            return send()
        except Unknown as error:
            self.gave_up(link)
            raise NotYet(error.sentence, until=may_land_until(link)) from error
        except SyncError:
            self.not_applied(link)
            raise
        finally:
            failpoints.step.set("find")

    def must_have_landed(self, link: Link) -> None:
        """Raises NotYet while an earlier request for this link may still be applied."""
        if link.is_unknown and database_now() < (until := may_land_until(link)):
            raise NotYet(NO_ANSWER, until=until)


def may_land_until(link: Link) -> datetime:
    assert link.attempted_at is not None
    return link.attempted_at + timedelta(seconds=settings.CLIO_UNKNOWN_WAIT)


def since(link: Link) -> str:
    """For Clio's `created_since`: what we may have made, allowing for clocks that differ."""
    assert link.attempted_at is not None
    return (link.attempted_at - SKEW).isoformat(timespec="seconds")
