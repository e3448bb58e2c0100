"""Private file storage: files of clients and firms: outside the web root, under names that tell
nothing.
"""

import contextlib
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages


class PrivateFiles(FileSystemStorage):
    """Written beside its place, synced to disk, then renamed: there whole, or not there."""

    def __init__(self, **options: object) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700, **options)

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        make_folder(target.parent)
        partial = target.with_name(f".{target.name}.partial")
        try:
            with os.fdopen(
                os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            partial.rename(target)
            keep_names(target.parent)
        finally:
            partial.unlink(missing_ok=True)
        return name

    def url(self, name: str | None) -> str:
        raise NotImplementedError("A private file has no address; a view behind a door serves it.")


def make_folder(folder: Path) -> None:
    """And those it lies in, each known to the disk before anything lies in it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        keep_names(folder.parent)


def keep_names(folder: Path) -> None:
    """Have the disk know the folder's new names before anybody is told of them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def private_files() -> PrivateFiles:
    return storages["private"]


@dataclass(frozen=True, slots=True)
class Stored:
    """name: key in the private storage; size: bytes; sha256: lower-case hex of the bytes as received."""

    name: str
    size: int
    sha256: str


class _Hashed(File):
    """Hashes what is read, once, on its way into the storage."""

    def seek(self, offset: int, whence: int = 0) -> int:
        if offset == whence == 0:
            self.sha256, self.passed = hashlib.sha256(), 0
        return self.file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(size)
        self.sha256.update(chunk)
        self.passed += len(chunk)
        return chunk


def store(file: File, *, firm_id: UUID) -> Stored:
    """Keep the bytes exactly as received. Raises OSError when they cannot be kept; then nothing is."""
    token = secrets.token_hex(16)
    hashed = _Hashed(file)
    hashed.seek(0)
    name = private_files().save(f"{firm_id}/{token[:2]}/{token}", hashed)
    return Stored(name=name, size=hashed.passed, sha256=hashed.sha256.hexdigest())


def adopt(path: Path, *, name: str) -> Stored:
    """Keep a file that already lies on our disk, unchanged and unmoved, under `name` as well.

    Repeated after a crash it finds what it did. Raises OSError when the file cannot be kept.
    """
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        if isinstance(private_files(), PrivateFiles):
            _second_name(path, Path(private_files().path(name)))
        elif not private_files().exists(name):
            private_files().save(name, File(file))
    return Stored(name=name, size=size, sha256=sha256)


def _second_name(path: Path, target: Path) -> None:
    make_folder(target.parent)
    with contextlib.suppress(FileExistsError):
        os.link(path, target)
    keep_names(target.parent)
