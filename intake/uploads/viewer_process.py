"""The viewer process: asks `intake/uploads/viewer.py`, a program of its own, to look into a file:
hostile bytes meet decoders written in C only there, without our secrets, out of reach of all else
(`intake/uploads/cage.py`), with little memory and little time.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any, BinaryIO

import structlog

log = structlog.get_logger()

VIEWER = Path(__file__).with_name("viewer.py")
SECONDS = 20
PAGED = {"pdf", "tif"}


def look(question: str, stream: BinaryIO) -> Any:
    """`pdf` → {"pages", "xfa", "files"}, or {"locked"} behind a password; `pixels` → [width, height,
    pictures]. None: unreadable."""
    with _on_disk(stream) as handle:
        answer = _ask(question, handle)
    return None if answer is None else json.loads(answer)


def picture(kind: str, stream: BinaryIO, page: int = 1) -> bytes | None:
    """A JPEG of the picture, or of one page of the `pdf` or `tif`. None: there is nothing to see."""
    which = [str(page)] if kind in PAGED else []
    with _on_disk(stream) as handle:
        return _ask(f"picture-{kind}", handle, *which) or None


def thumbnail(preview: BinaryIO) -> bytes | None:
    """A small JPEG of a picture made here before."""
    with _on_disk(preview) as handle:
        return _ask("thumbnail", handle) or None


def words(kind: str, stream: BinaryIO) -> Any:
    """What is written in it, as `intake.uploads.readers` gives it. None: that cannot be read."""
    with _on_disk(stream) as handle:
        answer = _ask(f"words-{kind}", handle)
    return None if answer is None else json.loads(answer)


def unlock(stream: BinaryIO, password: str, copy: IO[bytes]) -> bool | None:
    """Whether the password opened the PDF; then `copy`, a file on the disk, holds it without one.
    None: nobody can tell."""
    with _on_disk(stream) as handle:
        given, to = password.encode(errors="replace"), copy.fileno()
        answer = _ask("unlock", handle, str(to), given=given, lent=[to])
    return None if answer is None else bool(json.loads(answer))


def _ask(
    question: str, handle: int, *about: str, given: bytes = b"", lent: Sequence[int] = ()
) -> bytes | None:
    """`given`: for its standard input alone; `lent`: further open files."""
    command = [sys.executable, "-I", str(VIEWER), question, f"/dev/fd/{handle}", *about]
    try:
        done = subprocess.run(
            command,
            pass_fds=[handle, *lent],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            env={},
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("viewer_too_slow", question=question)
        return None
    if done.returncode:
        log.info("viewer_saw_nothing", question=question, code=done.returncode)
        return None
    return done.stdout


@contextmanager
def _on_disk(stream: BinaryIO) -> Iterator[int]:
    """A handle on the bytes; on a file of ours where they are in memory or elsewhere."""
    try:
        handle = stream.fileno()
    except (AttributeError, OSError):
        with tempfile.TemporaryFile() as copy:
            stream.seek(0)
            copyfileobj(stream, copy)
            copy.flush()
            copy.seek(0)
            yield copy.fileno()
        return
    os.lseek(handle, 0, os.SEEK_SET)
    yield handle
