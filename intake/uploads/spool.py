"""The spool: where files lie that are still arriving, and how those nobody goes on sending are swept."""

import contextlib
import secrets
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from casehug.files.storage import PrivateFiles, private_files
from casehug.tenancy.scope import firm_scope, queue_scope
from intake.models import PartialUpload, Upload

STALE = timedelta(hours=24)
MARK = ".storage"
PARTIAL = "partial"  # The folder, inside the firm's.


def path(partial: PartialUpload) -> Path:
    return root() / partial.file


def root() -> Path:
    files = private_files()
    return Path(files.location if isinstance(files, PrivateFiles) else settings.PRIVATE_ROOT)


def mark() -> str:
    """Of this very storage: written once, the same for whoever shares it; empty where there is none
    yet or it cannot be written."""
    place = root() / MARK
    with contextlib.suppress(OSError):
        if root().is_dir():
            with contextlib.suppress(FileExistsError), place.open("x") as file:
                file.write(secrets.token_hex(16))
            return place.read_text()
    return ""


def kept_name(partial: PartialUpload) -> str:
    """The same after a crash as before it, so that nothing is kept twice."""
    token = partial.file.rsplit("/", 1)[-1]
    return f"{partial.firm_id}/{token[:2]}/{token}"


def forget(partial: PartialUpload) -> None:
    """The row last: while it is there, a sweep finds the file."""
    with contextlib.suppress(FileNotFoundError):
        path(partial).unlink()
    PartialUpload.objects.filter(pk=partial.pk).delete()


def sweep_stale() -> int:
    """Forget what nobody went on sending for a day; how many files that were."""
    before = timezone.now() - STALE
    with queue_scope():
        old = list(PartialUpload.unscoped.filter(began_at__lt=before)[:500])
    _sweep_nameless()
    return sum(_swept(partial) for partial in old)


def _sweep_nameless() -> None:
    """Files without a row: opened once more by a sender who was late."""
    found = {str(path.relative_to(root())): path for path in root().glob(f"*/{PARTIAL}/*")}
    old = {name: path for name, path in found.items() if _is_stale(path)}
    with queue_scope():
        known = set(PartialUpload.unscoped.filter(file__in=old).values_list("file", flat=True))
    for name in old.keys() - known:
        old[name].unlink(missing_ok=True)


def _is_stale(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mtime <= time.time() - STALE.total_seconds()
    return True


def _swept(partial: PartialUpload) -> bool:
    if not _is_stale(path(partial)):
        return False
    with firm_scope(partial.firm_pk):
        if not Upload.objects.filter(file=kept_name(partial)).exists():
            discard(kept_name(partial))
        forget(partial)
    return True


def discard(name: str) -> None:
    with contextlib.suppress(OSError):
        private_files().delete(name)
