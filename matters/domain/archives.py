"""Archives: Word and Excel files of today are archives: what they would become is read off their
table of contents, and nothing is ever unpacked.
"""

import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from matters.domain.filetypes import Refused

SWELLS = _("This file would be far too large once opened. Save it again, or send it as a PDF.")
NESTED = _(
    "There is another packed file inside this one. Take it out, and send each file by itself."
)

MOST_ENTRIES = 5_000
MOST_CONTENTS = 2**20  # bytes of the table of contents itself
MOST_UNPACKED = 512 * 2**20
# Deflate cannot do better than 1,032 : 1, and no honest large part of a document comes near.
MOST_SQUEEZED = 250
LARGE = 16 * 2**20
PACKED = {
    ".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab", ".jar", ".iso", ".arj",
}  # fmt: skip

HEAD = b"PK\x03\x04"
END = b"PK\x05\x06"
END_SIZE = 22
END_64 = b"PK\x06\x07"
END_64_SIZE = 20
LONGEST_COMMENT = 2**16


def check(stream: IO[bytes]) -> None:
    """Raises Refused for what would be too much once opened. Left at the start."""
    stream.seek(0)
    is_archive = stream.read(4) == HEAD
    if is_archive:
        _small_contents(stream)
        _modest_entries(stream)
    stream.seek(0)


def _small_contents(stream: IO[bytes]) -> None:
    """Before Python's reader takes the whole table of contents into memory."""
    tail, before = _tail(stream)
    at = _end(tail)
    if at is None:
        return  # No archive at all; filetypes says so.
    starts_64 = tail[at - END_64_SIZE : at] if at >= END_64_SIZE else before
    if starts_64.startswith(END_64):
        raise Refused(SWELLS, "bomb")  # Only needed beyond 4 GB or 65,535 entries.
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MOST_ENTRIES or size > MOST_CONTENTS:
        raise Refused(SWELLS, "bomb")


def _tail(stream: IO[bytes]) -> tuple[bytes, bytes]:
    size = stream.seek(0, 2)
    start = max(0, size - END_SIZE - LONGEST_COMMENT)
    stream.seek(max(0, start - END_64_SIZE))
    raw = stream.read()
    return raw[-(size - start) :], raw


def _end(tail: bytes) -> int | None:
    """Where the end record begins, found the way Python's reader finds it."""
    last = len(tail) - END_SIZE
    if last >= 0 and tail[last:].startswith(END) and tail.endswith(b"\0\0"):
        return last
    found = tail.rfind(END)
    return found if found >= 0 and len(tail) - found >= END_SIZE else None


def _modest_entries(stream: IO[bytes]) -> None:
    try:
        entries = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        return  # No archive anybody can open; filetypes says so.
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(SWELLS, "bomb")
    if any(_is_squeezed(entry) for entry in entries):
        raise Refused(SWELLS, "bomb")
    if any(PurePosixPath(entry.filename.lower()).suffix in PACKED for entry in entries):
        raise Refused(NESTED, "nested")


def _is_squeezed(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > LARGE and entry.file_size > MOST_SQUEEZED * entry.compress_size
