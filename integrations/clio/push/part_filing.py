"""Multipart upload, the rows' side: after each part it is noted which are there."""

from collections.abc import Callable
from typing import Any, Protocol

from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.push.context import Push
from integrations.clio.push.parts import Large, PartWire
from integrations.clio.push.wire import Parcel, Wire


class Filing(Protocol):
    """Of `push.documents`: starts what is asked of Clio in a thread, and writes rows itself."""

    push: Push

    def start(
        self, parcel: Parcel, ask: Callable[[Parcel], Any], then: Callable[[Parcel, Any], None]
    ) -> None: ...

    def sent(self, parcel: Parcel, record: Row) -> None: ...


class PartFiling:
    def __init__(self, filing: Filing, wire: Wire) -> None:
        self.filing = filing
        self.wire = PartWire(wire)
        self.known: dict[int, Large] = {}

    def large(self, parcel: Parcel) -> Large:
        return self.known.setdefault(parcel.link.pk, Large.noted(parcel.link.pushed))

    # --- In threads -----------------------------------------------------------------------------

    def check_file(self, parcel: Parcel) -> None:
        self.wire.check_file(parcel, self.large(parcel))

    def make_record(self, parcel: Parcel) -> Row:
        return self.wire.make_record(parcel, self.large(parcel))

    def send_next(self, parcel: Parcel) -> bool:
        return self.wire.send_next(parcel, self.large(parcel))

    def complete(self, parcel: Parcel) -> Row | None:
        return self.wire.complete(parcel, self.large(parcel))

    # --- One after the other --------------------------------------------------------------------

    def carry(self, parcel: Parcel, record: Row) -> None:
        latest = mapping.version(record)
        if latest.get("uuid") != self.large(parcel).uuid:
            self.large(parcel).of_version(latest)
        self._go_on(parcel)

    def _go_on(self, parcel: Parcel) -> None:
        self.filing.start(parcel, self.send_next, self._part_sent)

    def _part_sent(self, parcel: Parcel, is_one_more: bool) -> None:  # noqa: FBT001 - a result
        if not is_one_more:
            self.filing.start(parcel, self.complete, self._completed)
            return
        failpoints.reach("part.before_commit")
        self._note(parcel)
        failpoints.reach("part.after_commit")
        self._go_on(parcel)

    def _completed(self, parcel: Parcel, record: Row | None) -> None:
        if record is None:  # All is to be sent again.
            self._note(parcel)
            self._go_on(parcel)
        else:
            self.filing.sent(parcel, record)

    def _note(self, parcel: Parcel) -> None:
        push, link = self.filing.push, parcel.link
        with push.commit():
            link.pushed = self.large(parcel).note()
            link.save(update_fields=["pushed"])
        push.lease.has_progressed = True
