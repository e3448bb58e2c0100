"""Multipart upload: a large file goes to Clio in parts, and a part that is there is not sent again.

From 100 MB on, as Clio advises. Which parts are there is committed after each: whoever goes on after
a crash, or after an address ran out, asks for the addresses of the others alone.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.push.wire import CHANGED, MISSING, STORE_REFUSED, Parcel, Wire
from integrations.clio.transport import CHUNK
from integrations.errors import FixTheData, NotFound, Reason, TryLater
from matters.models import Document

LARGE = 100_000_000
# Clio takes parts of at least 5 MB, but for the last; a gigabyte fits into one request for addresses.
SIZE = 32 * 1024 * 1024
AT_ONCE = 50
TRIES = 2


def is_large(document: Document) -> bool:
    return document.size >= LARGE


@dataclass(frozen=True, slots=True)
class Part:
    number: int
    start: int
    size: int
    md5: str

    def announced(self) -> Row:
        return mapping.multipart(self.number, self.size, self.md5)


@dataclass(slots=True)
class Large:
    """A parcel's parts; `there`: the numbers of those that Clio's file store has of version `uuid`."""

    uuid: str = ""
    there: set[int] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    addresses: dict[int, Row] = field(default_factory=dict)
    was_lost: bool = False

    @classmethod
    def noted(cls, pushed: dict[str, Any]) -> "Large":
        return cls(pushed.get("parts", ""), set(pushed.get("there", [])))

    def note(self) -> dict[str, Any]:
        return {"parts": self.uuid, "there": sorted(self.there)}

    def of_version(self, latest: Row) -> None:
        """Parts of another version count for nothing."""
        if self.uuid != latest.get("uuid"):
            self.uuid, self.there = latest.get("uuid") or "", set()
        self.addresses = {one["part_number"]: one for one in latest.get("multiparts") or []}

    def missing(self) -> list[Part]:
        return [part for part in self.parts if part.number not in self.there]


class PartWire:
    """Runs in threads and writes no row of ours, as `Wire`."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.clio = wire.push.clio

    def check_file(self, parcel: Parcel, large: Large) -> None:
        """Whole on our side, and cut into parts."""
        if not large.parts:
            self.wire.check_file(parcel)
            large.parts = cut(parcel.document)

    def make_record(self, parcel: Parcel, large: Large) -> Row:
        made = self.wire.make_record(parcel, self._first(large))
        large.of_version(mapping.version(made))
        return made

    def send_next(self, parcel: Parcel, large: Large) -> bool:
        """The next part that is missing; False when none is."""
        if parcel.stored and parcel.stored == large.uuid:
            return False
        self.check_file(parcel, large)
        for part in large.missing():
            self._put(parcel, large, part)
            large.there.add(part.number)
            return True
        parcel.stored = large.uuid
        return False

    def complete(self, parcel: Parcel, large: Large) -> Row | None:
        """None, once, where the file store does not have what it took: all is to be sent again."""
        try:
            return self.wire.mark_complete(parcel, {"uuid": large.uuid})
        except TryLater as error:
            if large.was_lost or "UploadNotFoundError" not in error.detail:
                raise
        parcel.stored, large.there, large.was_lost = "", set(), True
        return None

    def _put(self, parcel: Parcel, large: Large, part: Part) -> None:
        for _try in range(TRIES):
            if part.number not in large.addresses:
                self._ask(parcel, large)
            try:
                self._put_once(parcel.document, part, large.addresses[part.number])
            except KeyError:
                large.addresses = {}
            except TryLater as error:
                if error.reason != Reason.EXPIRED:
                    raise
                large.addresses = {}
            else:
                return
        raise FixTheData(STORE_REFUSED)

    def _put_once(self, document: Document, part: Part, address: Row) -> None:
        failpoints.step.set("part")
        try:
            with document.open() as file:
                piece = Piece(file, part)
                self.clio.put_bytes(
                    address["put_url"],
                    mapping.put_headers(address),
                    cast("BinaryIO", piece),
                    part.size,
                )
        except FileNotFoundError as error:
            raise FixTheData(MISSING, reason=Reason.LOST) from error
        if piece.md5 != part.md5:
            raise FixTheData(CHANGED, reason=Reason.LOST)

    def _ask(self, parcel: Parcel, large: Large) -> None:
        """Addresses of what is missing; where Clio gives none for this version, of a new one's parts."""
        failpoints.step.set("addresses")
        wanted = [part.announced() for part in large.missing()[:AT_ONCE]]
        row = {"uuid": large.uuid, "fully_uploaded": False, "multiparts": wanted}
        path = f"documents/{parcel.link.clio_id}"
        try:
            given = self.clio.update(path, row, fields=mapping.PARTED_FIELDS)
        except NotFound:
            raise
        except FixTheData:
            given = self.wire.renew(parcel, self._first(large))
        large.of_version(mapping.version(given))

    def _first(self, large: Large) -> list[Row]:
        return [part.announced() for part in large.parts[:AT_ONCE]]


class Piece:
    """Reads one part of an open file, and knows the digest of what was read."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        file.seek(part.start)
        self.file, self.left, self.digest = file, part.size, _md5()

    def read(self, size: int) -> bytes:
        chunk = self.file.read(min(size, self.left))
        self.left -= len(chunk)
        self.digest.update(chunk)
        return chunk

    @property
    def md5(self) -> str:
        return base64.b64encode(self.digest.digest()).decode()


def cut(document: Document) -> list[Part]:
    """Read in pieces: the file is never whole in memory."""
    with document.open() as file:
        return [_part(file, start, document.size) for start in range(0, document.size, SIZE)]


def _part(file: BinaryIO, start: int, end: int) -> Part:
    piece = Piece(file, blank := Part(start // SIZE + 1, start, min(SIZE, end - start), ""))
    while piece.read(CHUNK):
        pass
    return Part(blank.number, blank.start, blank.size, piece.md5)


def _md5() -> Any:
    return hashlib.md5(usedforsecurity=False)
