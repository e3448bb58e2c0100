"""Partial files: A file that arrives in pieces: it grows on our disk, each piece is there before we
say so, and once whole it never changes again.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from casehug.files.storage import keep_names, make_folder

PIECE = 64 * 1024
SEALED = 0o400


class Misfit(Exception):
    """What was sent does not continue what is here: `offset` bytes are."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes are here.")
        self.offset = offset


def received(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def grow(path: Path, offset: int, stream: BinaryIO, *, most: int) -> int:
    """Add what the stream holds; how many bytes are here then. Raises Misfit, or what reading and
    writing raise; what had arrived by then stays.

    Nobody holds a lock while waiting for the network: a sender whose connection was lost may
    come back on another, and what still trickles in from the first no longer fits.
    """
    if offset == most == received(path):
        return offset  # Whole already, perhaps sealed before a crash: there is nothing to add.
    handle = _opened(path)
    try:
        _fits(handle, offset)
        while piece := stream.read(PIECE):
            if offset + len(piece) > most:
                raise Misfit(offset)
            with _held(handle):
                _fits(handle, offset)
                offset = _written(handle, offset, piece)
    finally:
        _closed(handle)
    return offset


def _closed(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal(path: Path, size: int) -> None:
    """The file is whole: nobody writes to it from now on. Raises Misfit while it is not."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with _held(handle):
            if (here := os.fstat(handle).st_size) != size:
                raise Misfit(here)
            os.fchmod(handle, SEALED)
            os.fsync(handle)
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    make_folder(path.parent)
    is_new = not received(path)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    except PermissionError:
        raise Misfit(received(path)) from None  # Sealed.
    if is_new:
        keep_names(path.parent)
    return handle


@contextmanager
def _held(handle: int) -> Iterator[None]:
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _fits(handle: int, offset: int) -> None:
    here = os.fstat(handle)
    if here.st_size != offset or not here.st_mode & 0o200:
        raise Misfit(here.st_size)


def _written(handle: int, offset: int, piece: bytes) -> int:
    left = memoryview(piece)
    while left:
        done = os.pwrite(handle, left, offset)
        left, offset = left[done:], offset + done
    return offset
