"""Validation: may a file from a client be kept? Limits are checked before anything is unpacked or
decoded.
"""

import struct
import warnings
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from intake.uploads import viewer_process
from intake.uploads.refusals import NoRoom, Refused, refused
from intake.uploads.remarks import Remark
from intake.uploads.truncation import is_cut
from matters.domain import archives, filetypes, signatures

__all__ = ["NoRoom", "Refused", "inspect", "inspect_name"]

MOST_PIXELS = 200_000_000  # The largest that phones take is 199.8 million.
MOST_PAGES = 2_000
MOST_READS = 50_000
MOST_HEADER = 32 * 2**20  # bytes
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow's own, smaller than what phones take.
LOCKED = "EncryptedPackage".encode("utf-16-le")
PROGRAMS = "_VBA_PROJECT".encode("utf-16-le")
WINDOW = 2**20
# Whose size the viewer reads; Pillow reads those of JPEG and PNG without decoding.
PICTURES = {"heic", "webp", "avif", "tif", "gif", "bmp"}


@dataclass(frozen=True, slots=True)
class Inspected:
    """macros: an old Word or Excel file carries small programs; staff are told. remarks: what the
    client and staff are told beside the file."""

    extension: str
    content_type: str
    pages: int | None = None
    macros: bool = False
    remarks: tuple[Remark, ...] = ()


def inspect_name(name: str, size: int, *, recordings: bool = False) -> None:
    """What can be said before a byte has arrived. Raises Refused."""
    filetypes.check_name(name, size, **_limits(recordings=recordings))


def _limits(*, recordings: bool) -> dict[str, int]:
    recorded = settings.RECORDING_MAX_BYTES if recordings else 0
    return {"most": settings.DOCUMENT_MAX_BYTES, "recorded": recorded}


def inspect(name: str, size: int, stream: BinaryIO, *, recordings: bool = False) -> Inspected:
    """What the file is. Raises Refused. `stream` can seek, and is left at its start.
    `recordings`: whether sound and films are welcome."""
    inspect_name(name, size, recordings=recordings)
    archives.check(stream)
    marks = _marks(stream)
    if LOCKED in marks:
        raise refused("locked")
    kind = filetypes.check(name, size, stream, **_limits(recordings=recordings))
    pages, remarks = _measure(kind.extension, stream)
    if is_cut(kind.extension, stream):
        remarks.append({"code": "cut"})
    stream.seek(0)
    is_macro = PROGRAMS in marks
    return Inspected(kind.extension, kind.content_type, pages, is_macro, tuple(remarks))


def _marks(stream: BinaryIO) -> set[bytes]:
    """What the container of old Word and Excel files says it holds."""
    stream.seek(0)
    if stream.read(len(signatures.OLE)) != signatures.OLE:
        return set()
    found, before = set(), b""
    while window := stream.read(WINDOW):
        text = before + window
        found |= {mark for mark in (LOCKED, PROGRAMS) if mark in text}
        before = window[-len(LOCKED) :]
    return found


def _measure(extension: str, stream: BinaryIO) -> tuple[int | None, list[Remark]]:
    """The pages of a PDF or a fax, once they are few enough; pictures may have so many dots."""
    if extension == "pdf":
        return _pdf(stream)
    if extension in {"jpg", "png"}:
        _few_pixels(*_header(stream))
    elif extension in PICTURES:
        width, height, pictures = _looked("pixels", stream)
        _few_pixels(width, height)
        return (_few_pages(pictures) if extension == "tif" else None), []
    return None, []


def _pdf(stream: BinaryIO) -> tuple[int | None, list[Remark]]:
    """No number of pages where a password keeps us out: the firm may know it."""
    found = _looked("pdf", stream)
    if found.get("locked"):
        return None, [{"code": "locked"}]
    if not found["pages"]:
        raise refused("no_pages")
    remarks: list[Remark] = [{"code": "xfa"}] if found["xfa"] else []
    if found["files"]:
        remarks.append({"code": "files", "count": found["files"]})
    return _few_pages(found["pages"]), remarks


def _few_pages(count: int) -> int:
    if count > MOST_PAGES:
        raise refused("pages", most=MOST_PAGES)
    return count


def _looked(question: str, stream: BinaryIO) -> Any:
    answer = viewer_process.look(question, stream)
    if answer is None:
        raise refused("unreadable")
    return answer


def _header(stream: BinaryIO) -> tuple[int, int]:
    """Pillow reads JPEG and PNG headers in Python and decodes nothing before it is asked to."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Our own limit is stricter than its warning.
            return Image.open(_Patience(stream), formats=["JPEG", "PNG"]).size  # type: ignore[arg-type]
    except Image.DecompressionBombError:
        raise refused("pixels", most=MOST_PIXELS // 10**6) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error):
        raise refused("unreadable") from None


class _Patience:
    """What Pillow reads before the picture begins: as much as any camera writes there, and not a
    hundred megabytes of nothing, remark by remark."""

    def __init__(self, stream: BinaryIO) -> None:
        self.seek, self.tell, self._read = stream.seek, stream.tell, stream.read
        self.reads, self.bytes = MOST_READS, MOST_HEADER

    def read(self, size: int = -1) -> bytes:
        found = self._read(min(size, self.bytes) if size >= 0 else self.bytes)
        self.reads, self.bytes = self.reads - 1, self.bytes - len(found)
        if self.reads < 0 or self.bytes <= 0:
            raise refused("unreadable")
        return found


def _few_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise refused("pixels", most=MOST_PIXELS // 10**6)
    if not width * height:
        raise refused("unreadable")
