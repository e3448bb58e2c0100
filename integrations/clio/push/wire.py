"""Document upload: what goes over the wire for one document: record → bytes → complete.

Runs in threads and writes no row of ours; what is to be remembered is left on the parcel.
"""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.push.context import Push
from integrations.clio.transport import CHUNK
from integrations.errors import FixTheData, NotFound, Reason, TryLater
from integrations.models import Link
from matters.models import Document

STORE_REFUSED = _(
    "Clio's file store refused this file. Send it again; if that does not help, ask us."
)
MISSING = _("Its file is missing on our side.")
CHANGED = _("Its file changed on our side since it was received.")


@dataclass(slots=True)
class Parcel:
    """`stored`: the version whose bytes Clio's file store has taken, to be marked complete."""

    document: Document
    link: Link
    stored: str = ""


class Wire:
    def __init__(self, push: Push, matter: Link) -> None:
        self.push = push
        self.matter = matter

    def check_file(self, parcel: Parcel) -> None:
        """Before Clio hears of it: a file that is not whole here leaves nothing behind there."""
        document, digest, size = parcel.document, hashlib.sha256(), 0
        try:
            with document.open() as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except FileNotFoundError as error:
            raise FixTheData(MISSING, reason=Reason.LOST) from error
        if (size, digest.hexdigest()) != (document.size, document.sha256):
            raise FixTheData(CHANGED, reason=Reason.LOST)

    def make_record(self, parcel: Parcel, parts: list[Row] | None = None) -> Row:
        """parts: of a large file, those whose addresses the answer is to name."""
        failpoints.step.set("document")
        document, marker = parcel.document, parcel.link.marker(self.push.firm)
        assert self.matter.clio_id is not None
        row = mapping.document(document.name, document.content_type, self.matter.clio_id, marker)
        return self._created(row, parts)

    def _created(self, row: Row, parts: list[Row] | None) -> Row:
        if not parts:
            return self.push.clio.create("documents", row, fields=mapping.DOCUMENT_FIELDS)
        row = {**row, "multiparts": parts}
        return self.push.clio.create("documents", row, fields=mapping.PARTED_FIELDS)

    def of_matter(self) -> list[Row]:
        """All we ever filed on the matter, unfinished and deleted ones too: one list for all."""
        failpoints.step.set("find")
        return self.push.clio.list(
            "documents",
            matter_id=self.matter.clio_id,
            external_property_name=mapping.MARKER,
            show_uncompleted="true",
            include_deleted="true",
            fields=mapping.MARKED_FIELDS,
        )

    def look(self, parcel: Parcel) -> Row:
        failpoints.step.set("find")
        return self.push.clio.get(
            f"documents/{parcel.link.clio_id}", fields=mapping.DOCUMENT_FIELDS
        )

    def send(self, parcel: Parcel, record: Row) -> Row:
        """PUT the bytes and mark them complete: both may be repeated, and neither is in vain."""
        latest = mapping.version(record)
        if parcel.stored and parcel.stored == latest.get("uuid"):
            try:
                return self.mark_complete(parcel, latest)
            except TryLater as error:
                if "UploadNotFoundError" not in error.detail:
                    raise
        return self.mark_complete(parcel, self._stored(parcel, record))

    def _stored(self, parcel: Parcel, record: Row) -> Row:
        """The version whose bytes were taken; an address that ran out is replaced."""
        had_address = False
        for fresh in (lambda: record, lambda: self.look(parcel), lambda: self.renew(parcel)):
            latest = mapping.version(fresh())
            if not latest.get("put_url"):
                continue
            had_address = True
            try:
                self._put(parcel.document, latest)
            except TryLater as error:
                if error.reason != Reason.EXPIRED:
                    raise
            else:
                parcel.stored = latest.get("uuid") or ""
                return latest
        if had_address:  # One after the other, the last as fresh as can be.
            raise FixTheData(STORE_REFUSED)
        raise TryLater(_("Clio gave no address to send this file to."))

    def renew(self, parcel: Parcel, parts: list[Row] | None = None) -> Row:
        """An address that ran out and is not renewed: a new version of the same document.

        May be repeated: an unfinished version more is not a document more.
        """
        failpoints.step.set("find")
        row = mapping.new_version(parcel.document.name, parcel.link.clio_id or 0)
        return self._created(row, parts)

    def _put(self, document: Document, latest: Row) -> None:
        failpoints.step.set("bytes")
        try:
            with document.open() as file:
                if file.size != document.size:
                    raise FixTheData(CHANGED, reason=Reason.LOST)
                sent = self.push.clio.put_bytes(
                    latest["put_url"], mapping.put_headers(latest), file, document.size
                )
        except FileNotFoundError as error:
            raise FixTheData(MISSING, reason=Reason.LOST) from error
        if sent != document.sha256:
            raise FixTheData(CHANGED, reason=Reason.LOST)

    def mark_complete(self, parcel: Parcel, latest: Row) -> Row:
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
            record = self.look(parcel)
            if mapping.is_complete(record, parcel.document.size):
                return record
            raise
