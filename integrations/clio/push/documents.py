"""The documents of one matter, several at a time: HTTP in threads, every row in the claim's own.

Each document goes record → bytes → complete. Whatever breaks, the next turn asks Clio once where all
of them stand: only the making of the record may not be repeated blindly.
"""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.push.context import (
    DELETED,
    NO_ANSWER,
    Push,
    all_deleted,
    may_land_until,
)
from integrations.clio.push.part_filing import PartFiling
from integrations.clio.push.parts import is_large
from integrations.clio.push.wire import Parcel, Wire
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
MATTER_DELETED = _("The matter {number} was deleted in Clio.")


def file_documents(push: Push, matter: Link, documents: Iterable[Document]) -> None:
    """Raises the error that decides when, or after what, the rest can go on."""
    parcels = [
        Parcel(document, link, link.pushed.get("stored", ""))
        for document, link in push.linked(documents)
        if not (link.is_done or link.is_left_out)
    ]
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="filing")
    filing = Filing(push, matter, threads)
    try:
        filing.run(parcels)
    finally:
        threads.shutdown(cancel_futures=True)
    if filing.troubles:
        raise filing.trouble()


def is_filed(link: Link) -> bool:
    """Marked complete, and said so; whether Clio shows it is for the read-back."""
    return "size" in link.pushed


class Filing:
    def __init__(self, push: Push, matter: Link, threads: ThreadPoolExecutor) -> None:
        self.push = push
        self.matter = matter
        self.wire = Wire(push, matter)
        self.parts = PartFiling(self, self.wire)
        self.threads = threads
        self.under_way: dict[Future[Any], tuple[Parcel, Callable[[Parcel, Any], None]]] = {}
        self.waiting: deque[Parcel] = deque()
        self.troubles: list[SyncError] = []
        self.deleted: list[Document] = []

    def trouble(self) -> SyncError:
        """The most pressing; of what a person deleted every name is told."""
        first = most_pressing(self.troubles)
        if first.reason == Reason.DELETED and self.deleted:
            names = [one.name for one in sorted(self.deleted, key=lambda document: document.pk)]
            return Held(all_deleted(names), reason=Reason.DELETED)
        return first

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

    # --- Where each stands ----------------------------------------------------------------------

    def _begin(self, parcels: list[Parcel]) -> None:
        in_doubt = []
        for parcel in parcels:
            link = parcel.link
            if link.state == Link.State.PARKED and link.reason not in _MAY_BE_OVER:
                self.troubles.append(Held(link.sentence, reason=link.reason))
            elif is_filed(link) and link.reason != Reason.CHECKING and not _is_parked(link):
                pass  # Only to be read back.
            elif link.clio_id or link.pushed.get("instead_of"):
                in_doubt.append(parcel)
            elif not link.is_unknown:
                self.waiting.append(parcel)
            elif database_now() < (until := may_land_until(link)):
                self.troubles.append(NotYet(NO_ANSWER, until=until))
            else:
                in_doubt.append(parcel)
        if in_doubt:
            self._take_stock(in_doubt)

    def _take_stock(self, parcels: list[Parcel]) -> None:
        """One list answers for all of them."""
        rows = self.wire.of_matter()
        by_id = {row["id"]: row for row in rows}
        by_mark = {mapping.marker_of(row): row for row in rows}
        for parcel in parcels:
            link = parcel.link
            former = by_id.get(link.pushed.get("instead_of", 0))
            if link.clio_id is None and former and not former.get("deleted_at"):
                self._searched(parcel, former)  # Out of the trash again: no second one.
            elif link.clio_id is None:
                self._searched(parcel, by_mark.get(link.marker(self.push.firm)))
            elif record := by_id.get(link.clio_id):
                self._looked(parcel, record)
            else:  # Moved to another matter, perhaps, or gone for good.
                self.start(parcel, self.wire.look, self._looked)

    def _searched(self, parcel: Parcel, record: Row | None) -> None:
        if record is None:
            self.waiting.append(parcel)
            return
        self._keep(parcel, record)
        self._looked(parcel, record)

    def _looked(self, parcel: Parcel, record: Row) -> None:
        if record.get("deleted_at"):
            self._park_deleted(parcel)
            return
        if _is_parked(parcel.link):  # Taken out of the trash again, or no longer refused.
            self._unpark(parcel.link)
        if mapping.is_complete(record, parcel.document.size):
            self.sent(parcel, record)
        else:
            self._carry(parcel, record)

    # --- One after the other --------------------------------------------------------------------

    def _fill(self) -> None:
        """Start what waits as threads come free: nothing is sent long after its intent."""
        if any(isinstance(trouble, OutOfBudget | Reconnect) for trouble in self.troubles):
            return
        free = max(AT_ONCE - len(self.under_way), 0)
        for _nth in range(min(free, len(self.waiting))):
            parcel = self.waiting.popleft()
            check = self.parts.check_file if is_large(parcel.document) else self.wire.check_file
            self.start(parcel, check, self._checked)

    def _checked(self, parcel: Parcel, _nothing: None) -> None:
        self.push.intend(parcel.link)
        make = self.parts.make_record if is_large(parcel.document) else self.wire.make_record
        self.start(parcel, make, self._made_record)

    def _made_record(self, parcel: Parcel, record: Row) -> None:
        failpoints.reach("document.before_commit")
        self._keep(parcel, record)
        failpoints.reach("document.after_commit")
        self._carry(parcel, record)

    def _carry(self, parcel: Parcel, record: Row) -> None:
        """Its bytes, at once or, where it is large, part by part."""
        if is_large(parcel.document):
            self.parts.carry(parcel, record)
        else:
            self.start(parcel, lambda one: self.wire.send(one, record), self.sent)

    def sent(self, parcel: Parcel, record: Row) -> None:
        """Told Clio it is complete. Done only when read back: see readback."""
        link, document = parcel.link, parcel.document
        if is_filed(link) and not link.reason:
            return  # Said when it was sent; this turn only had to read it back.
        is_news, link.reason = not is_filed(link), ""
        with self.push.commit():
            link.pushed = {"size": document.size, "sha256": document.sha256}
            link.save(update_fields=["pushed", "reason"])
            if is_news:
                sentence = Sentence(_("Filed “{name}”."), name=document.name)
                self.push.say(SyncEvent.Outcome.UPLOADED, sentence, link)
        self.push.lease.has_progressed = True

    def start(
        self, parcel: Parcel, ask: Callable[[Parcel], Any], then: Callable[[Parcel, Any], None]
    ) -> None:
        future = self.threads.submit(copy_context().run, ask, parcel)
        self.under_way[future] = (parcel, then)

    def _take_up(self, future: Future[Any]) -> None:
        parcel, then = self.under_way.pop(future)
        try:
            then(parcel, future.result())
        except NotFound:
            self._not_found(parcel)
        except FixTheData as error:
            self._remember_stored(parcel)
            self._refused(parcel, error)
        except Held:
            raise
        except SyncError as error:
            self._remember_stored(parcel)
            self.troubles.append(self._unfinished(parcel, error))

    def _unfinished(self, parcel: Parcel, error: SyncError) -> SyncError:
        """What to report; the record alone may not be made again blindly."""
        if parcel.link.clio_id:
            return TryLater(error.sentence) if isinstance(error, Unknown) else error
        if isinstance(error, Unknown):
            self.push.gave_up(parcel.link)
            return NotYet(error.sentence, until=may_land_until(parcel.link))
        if parcel.link.attempted_at:
            self.push.not_applied(parcel.link)
        return error

    # --- What is kept ---------------------------------------------------------------------------

    def _keep(self, parcel: Parcel, record: Row) -> None:
        link = parcel.link
        with self.push.commit():
            link.clio_id = record["id"]
            link.version_uuid = mapping.version(record).get("uuid") or ""
            link.label = parcel.document.name
            link.save(update_fields=["clio_id", "version_uuid", "label"])
        self.push.lease.has_progressed = True

    def _remember_stored(self, parcel: Parcel) -> None:
        """Bytes the file store has are not sent again because Clio would not mark them."""
        link = parcel.link
        if parcel.stored and link.pushed.get("stored") != parcel.stored:
            with self.push.commit():
                link.pushed = {"stored": parcel.stored}
                link.save(update_fields=["pushed"])

    def _unpark(self, link: Link) -> None:
        with self.push.commit():
            link.state, link.reason, link.sentence = Link.State.INFLIGHT, Reason.CHECKING, ""
            link.save(update_fields=["state", "reason", "sentence"])

    # --- What needs a person --------------------------------------------------------------------

    def _not_found(self, parcel: Parcel) -> None:
        if parcel.link.clio_id:
            self._park_deleted(parcel)
            return
        self.push.not_applied(parcel.link)
        self.troubles.append(self._matter_gone())

    def _matter_gone(self) -> SyncError:
        """Clio would not file on the matter: is it there at all?"""
        try:
            self.push.clio.get(f"matters/{self.matter.clio_id}", fields="id")
        except NotFound:
            sentence = Sentence(MATTER_DELETED, number=self.matter.label)
            self.push.park(self.matter, Reason.DELETED, sentence)
            return Held(sentence, reason=Reason.DELETED)
        except SyncError as error:
            return error
        return TryLater(_("Clio does not find the matter just now."))

    def _park_deleted(self, parcel: Parcel) -> None:
        sentence = Sentence(DELETED, name=parcel.document.name)
        self.push.park(parcel.link, Reason.DELETED, sentence)
        self.deleted.append(parcel.document)
        self.troubles.append(Held(sentence, reason=Reason.DELETED))

    def _refused(self, parcel: Parcel, error: FixTheData) -> None:
        sentence = Sentence(_("“{name}”: {why}"), name=parcel.document.name, why=error.sentence)
        lasting = error.reason in {Reason.LOST, Reason.FORBIDDEN, Reason.CREDENTIALS}
        self.push.park(parcel.link, error.reason if lasting else Reason.REFUSED, sentence)
        self.troubles.append(Held(sentence, reason=error.reason))


# What a person may have mended in Clio, or on the page, since: looked at again at each turn.
_MAY_BE_OVER = {Reason.REFUSED, Reason.DELETED, Reason.FORBIDDEN, Reason.CREDENTIALS}


def _is_parked(link: Link) -> bool:
    return link.state == Link.State.PARKED
