"""The documents of one matter, several at a time: HTTP in threads, every row in the claim's own.

Each document goes record → bytes → complete. Whatever breaks, the next turn asks Clio where it stands:
only the making of the record may not be repeated blindly.
"""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.push.context import DELETED, NO_ANSWER, Push, may_land_until, since
from integrations.errors import (
    FixTheData,
    Held,
    NotFound,
    NotYet,
    OutOfBudget,
    Reason,
    Reconnect,
    SyncError,
    TryLater,
    Unknown,
    most_pressing,
)
from integrations.models import Link, SyncEvent, database_now
from matters.models import Document

AT_ONCE = 4
# How often the turn looks up from waiting to keep its lease.
LOOK_UP = 2.0


@dataclass(slots=True)
class Parcel:
    document: Document
    link: Link


def file_documents(push: Push, matter: Link, documents: Iterable[Document]) -> None:
    """Raises the error that decides when, or after what, the rest can go on."""
    parcels = [Parcel(document, link) for document, link in push.linked(documents)]
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="filing")
    filing = Filing(push, matter, threads)
    try:
        filing.run([parcel for parcel in parcels if not parcel.link.is_done])
    finally:
        threads.shutdown(cancel_futures=True)
    if filing.troubles:
        raise most_pressing(filing.troubles)


class Filing:
    def __init__(self, push: Push, matter: Link, threads: ThreadPoolExecutor) -> None:
        self.push = push
        self.matter = matter
        self.threads = threads
        self.under_way: dict[Future[Any], tuple[Parcel, Callable[[Parcel, Any], None]]] = {}
        self.waiting: deque[Parcel] = deque()
        self.troubles: list[SyncError] = []

    def run(self, parcels: list[Parcel]) -> None:
        self._begin(parcels)
        self._fill()
        look_up = min(LOOK_UP, settings.SYNC_LEASE / 4)
        while self.under_way:
            ready, _ = wait(self.under_way, timeout=look_up, return_when=FIRST_COMPLETED)
            self.push.lease.renew_if_old()
            for future in ready:
                self._take_up(future)
            self._fill()

    def _begin(self, parcels: list[Parcel]) -> None:
        for parcel in parcels:
            link = parcel.link
            if link.state == Link.State.PARKED and link.reason != Reason.REFUSED:
                self.troubles.append(Held(link.sentence, reason=link.reason))
            elif link.clio_id:
                self._start(parcel, self._look, self._looked)
            elif link.is_unknown:
                self._begin_unknown(parcel)
            else:
                self.waiting.append(parcel)

    def _fill(self) -> None:
        """Start what waits as threads come free: nothing is sent long after its intent."""
        if any(isinstance(trouble, OutOfBudget | Reconnect) for trouble in self.troubles):
            return
        free = max(AT_ONCE - len(self.under_way), 0)
        self._create([self.waiting.popleft() for _ in range(min(free, len(self.waiting)))])

    def _begin_unknown(self, parcel: Parcel) -> None:
        if database_now() < (until := may_land_until(parcel.link)):
            self.troubles.append(NotYet(NO_ANSWER, until=until))
        else:
            self._start(parcel, self._search, self._searched)

    def _start(
        self,
        parcel: Parcel,
        ask: Callable[[Parcel], Any],
        then: Callable[[Parcel, Any], None],
    ) -> None:
        future = self.threads.submit(copy_context().run, ask, parcel)
        self.under_way[future] = (parcel, then)

    def _take_up(self, future: Future[Any]) -> None:
        parcel, then = self.under_way.pop(future)
        try:
            then(parcel, future.result())
        except NotFound as error:
            self._not_found(parcel, error)
        except FixTheData as error:
            self._refused(parcel, error)
        except SyncError as error:
            self.troubles.append(self._unfinished(parcel, error))
        except FileNotFoundError:
            self._refused(
                parcel, FixTheData(_("Its file is missing on our side."), reason=Reason.LOST)
            )

    def _unfinished(self, parcel: Parcel, error: SyncError) -> SyncError:
        """What to report; the record alone may not be made again blindly."""
        if parcel.link.clio_id:
            return TryLater(error.sentence) if isinstance(error, Unknown) else error
        if isinstance(error, Unknown):
            self.push.gave_up(parcel.link)
            return NotYet(error.sentence, until=may_land_until(parcel.link))
        if parcel.link.attempted_at and not getattr(error, "was_reading", False):
            self.push.not_applied(parcel.link)
        return error

    # --- The record -----------------------------------------------------------------------------

    def _create(self, parcels: list[Parcel]) -> None:
        if not parcels:
            return
        self.push.intend(*(parcel.link for parcel in parcels))
        for parcel in parcels:
            self._start(parcel, self._make_record, self._made_record)

    def _make_record(self, parcel: Parcel) -> Row:
        failpoints.step.set("document")
        document, marker = parcel.document, parcel.link.marker(self.push.firm)
        assert self.matter.clio_id is not None
        row = mapping.document(document.name, document.content_type, self.matter.clio_id, marker)
        return self.push.clio.create("documents", row, fields=mapping.DOCUMENT_FIELDS)

    def _made_record(self, parcel: Parcel, record: Row) -> None:
        failpoints.reach("document.before_commit")
        self._keep(parcel, record)
        failpoints.reach("document.after_commit")
        self._start(parcel, lambda _: self._send(parcel, record), self._sent)

    def _keep(self, parcel: Parcel, record: Row) -> None:
        link = parcel.link
        with self.push.commit():
            link.clio_id = record["id"]
            link.version_uuid = mapping.version(record).get("uuid") or ""
            link.label = parcel.document.name
            link.save(update_fields=["clio_id", "version_uuid", "label"])

    def _search(self, parcel: Parcel) -> Row | None:
        failpoints.step.set("find")
        try:
            rows = self.push.clio.list(
                "documents",
                matter_id=self.matter.clio_id,
                external_property_name=mapping.MARKER,
                external_property_value=parcel.link.marker(self.push.firm),
                created_since=since(parcel.link),
                show_uncompleted="true",
                include_deleted="true",
                fields=mapping.DOCUMENT_FIELDS,
            )
        except SyncError as error:
            error.was_reading = True  # type: ignore[attr-defined] # what we sent before may be there
            raise
        return rows[0] if rows else None

    def _searched(self, parcel: Parcel, record: Row | None) -> None:
        if record is None:
            self.waiting.append(parcel)
            return
        self._keep(parcel, record)
        self._looked(parcel, record)

    # --- The bytes ------------------------------------------------------------------------------

    def _look(self, parcel: Parcel) -> Row:
        failpoints.step.set("find")
        return self.push.clio.get(
            f"documents/{parcel.link.clio_id}", fields=mapping.DOCUMENT_FIELDS
        )

    def _looked(self, parcel: Parcel, record: Row) -> None:
        if record.get("deleted_at"):
            self._park_deleted(parcel)
        elif mapping.is_complete(record, parcel.document.size):
            self._sent(parcel, record)
        else:
            self._start(parcel, lambda _: self._send(parcel, record), self._sent)

    def _send(self, parcel: Parcel, record: Row) -> Row:
        """PUT the bytes and mark them complete: both may be repeated."""
        for fresh in (lambda: record, lambda: self._look(parcel), lambda: self._renew(parcel)):
            latest = mapping.version(fresh())
            if not latest.get("put_url"):
                continue
            try:
                self._put(parcel.document, latest)
            except TryLater as error:
                if error.reason != Reason.EXPIRED:
                    raise
            else:
                return self._mark_complete(parcel, latest)
        raise TryLater(_("Clio gave no address to send this file to."))

    def _renew(self, parcel: Parcel) -> Row:
        """An address that ran out and is not renewed: a new version of the same document.

        May be repeated: an unfinished version more is not a document more.
        """
        failpoints.step.set("find")
        return self.push.clio.create(
            "documents",
            mapping.new_version(parcel.document.name, parcel.link.clio_id or 0),
            fields=mapping.DOCUMENT_FIELDS,
        )

    def _put(self, document: Document, latest: Row) -> None:
        failpoints.step.set("bytes")
        with document.open() as file:
            sent = self.push.clio.put_bytes(
                latest["put_url"], mapping.put_headers(latest), file, document.size
            )
        if sent != document.sha256:
            raise FixTheData(
                _("Its file changed on our side since it was received."), reason=Reason.LOST
            )

    def _mark_complete(self, parcel: Parcel, latest: Row) -> Row:
        failpoints.step.set("complete")
        try:
            return self.push.clio.update(
                f"documents/{parcel.link.clio_id}",
                {"uuid": latest["uuid"], "fully_uploaded": True},
                fields=mapping.DOCUMENT_FIELDS,
            )
        except NotFound:
            raise
        except FixTheData:
            # "Already uploaded" is refused too: what Clio shows decides.
            record = self._look(parcel)
            if mapping.is_complete(record, parcel.document.size):
                return record
            raise

    def _sent(self, parcel: Parcel, record: Row) -> None:
        """Told Clio it is complete. Done only when read back: see readback."""
        sentence = Sentence(_("Filed “{name}”."), name=parcel.document.name)
        if parcel.link.pushed:
            return  # Said when it was sent; this turn only had to read it back.
        with self.push.commit():
            parcel.link.pushed = {
                "size": parcel.document.size,
                "sha256": parcel.document.sha256,
            }
            parcel.link.save(update_fields=["pushed"])
            self.push.say(SyncEvent.Outcome.UPLOADED, sentence, parcel.link)

    # --- What needs a person --------------------------------------------------------------------

    def _not_found(self, parcel: Parcel, error: NotFound) -> None:
        if parcel.link.clio_id:
            self._park_deleted(parcel)
            return
        self.push.not_applied(parcel.link)
        sentence = Sentence(
            _("The matter {number} is no longer in Clio."), number=self.matter.label
        )
        self.troubles.append(Held(sentence, reason=Reason.GONE_IN_CLIO))

    def _park_deleted(self, parcel: Parcel) -> None:
        sentence = Sentence(DELETED, name=parcel.document.name)
        self.push.park(parcel.link, "deleted", sentence)
        self.troubles.append(Held(sentence, reason=Reason.DELETED))

    def _refused(self, parcel: Parcel, error: FixTheData) -> None:
        sentence = Sentence(_("“{name}”: {why}"), name=parcel.document.name, why=error.sentence)
        self.push.park(
            parcel.link, error.reason if error.reason == Reason.LOST else Reason.REFUSED, sentence
        )
        self.troubles.append(Held(sentence, reason=error.reason))
