"""Truncation: does the end of the file say that all of it is here?

Read off the bytes, without decoding: what a broken download or a cloud copy leaves behind often
opens, and shows half a page. Kinds that say nothing of their end are taken as whole.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

WINDOW = 2**20
MOST_STEPS = 100_000
PNG_END = b"IEND\xaeB`\x82"
PDF_END = b"%%EOF"
PDF_TAIL = 16 * 1024  # bytes; some banks add lines of their own after the end.
JPEG_END = b"\xff\xd9"
STANDALONE = {0x01, *range(0xD0, 0xD9)}  # Markers without a length.
SCAN = 0xDA
OPEN_RIFF = {0, 2**32 - 1}
GIF_END = b"\x3b"


def is_cut(extension: str, stream: BinaryIO) -> bool:
    ends = WHOLE.get(extension)
    return ends is not None and not ends(stream)


def _jpeg(stream: BinaryIO) -> bool:
    """An end after the picture begins: the small one in what the camera wrote has an end too."""
    start = _scan(stream)
    return start is None or _holds(stream, JPEG_END, start)


def _scan(stream: BinaryIO) -> int | None:
    """Where the dots begin; nothing where that cannot be told."""
    at = 2
    for _step in range(MOST_STEPS):
        stream.seek(at)
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return None
        if head[1] == SCAN:
            return at + 4
        if head[1] in STANDALONE or head[1] == 0xFF:
            at += 1 if head[1] == 0xFF else 2
        else:
            at += 2 + int.from_bytes(head[2:4], "big")
    return None


def _png(stream: BinaryIO) -> bool:
    return _holds(stream, PNG_END)


def _gif(stream: BinaryIO) -> bool:
    return GIF_END in _tail(stream, 64)


def _pdf(stream: BinaryIO) -> bool:
    return PDF_END in _tail(stream, PDF_TAIL)


def _boxes(stream: BinaryIO) -> bool:
    """Of HEIC, AVIF and films: each box says how long it is."""
    end, at = stream.seek(0, 2), 0
    for _step in range(MOST_STEPS):
        if at >= end:
            return at == end
        stream.seek(at)
        head = stream.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        if size == 0:  # To the end of the file.
            return True
        at += max(size, 8)
    return True


def _riff(stream: BinaryIO) -> bool:
    stream.seek(4)
    said = int.from_bytes(stream.read(4), "little")
    is_open = said in OPEN_RIFF  # Written as it came, without a look back.
    return is_open or stream.seek(0, 2) >= said + 8


def _bitmap(stream: BinaryIO) -> bool:
    stream.seek(2)
    said = int.from_bytes(stream.read(4), "little")
    return stream.seek(0, 2) >= said


WHOLE: dict[str, Callable[[BinaryIO], bool]] = {
    "jpg": _jpeg,
    "png": _png,
    "gif": _gif,
    "pdf": _pdf,
    "heic": _boxes,
    "avif": _boxes,
    "mp4": _boxes,
    "m4a": _boxes,
    "mov": _boxes,
    "webp": _riff,
    "wav": _riff,
    "bmp": _bitmap,
}


def _tail(stream: BinaryIO, size: int) -> bytes:
    stream.seek(max(0, stream.seek(0, 2) - size))
    return stream.read()


def _holds(stream: BinaryIO, mark: bytes, start: int = 0) -> bool:
    return any(mark in text for text in _windows(stream, start, len(mark) - 1))


def _windows(stream: BinaryIO, start: int, overlap: int) -> Iterator[bytes]:
    stream.seek(start)
    before = b""
    while window := stream.read(WINDOW):
        yield before + window
        before = window[-overlap:]
