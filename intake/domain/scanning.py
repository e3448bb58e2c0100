"""The virus scan: ClamAV's daemon, or anything else that speaks its protocol. Off without an
address; where it is on, what was not found clean is not shown, downloaded, approved or synced."""

import socket
import struct
from contextlib import contextmanager
from typing import BinaryIO

import structlog
from django.conf import settings
from django.db import transaction

from casehug import audit
from casehug.tenancy import firm_scope, queue_scope
from intake.domain.standing import locked, settle
from intake.models import Upload

log = structlog.get_logger()

CHUNK = 256 * 1024
SECONDS = 120
CLEAN = b"stream: OK"
FOUND = b" FOUND"
AT_ONCE = 50
INFECTED = (
    "Our virus scanner found something harmful in this file, so nobody has opened it."
    " Send the document from another device, or a photo of it."
)
INFECTED_ES = (
    "Nuestro antivirus encontró algo dañino en este archivo, por eso nadie lo abrió."
    " Envíe el documento desde otro dispositivo o una foto de él."
)


class Unavailable(Exception):
    """The scanner did not say; the file waits."""


def is_on() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def is_clean(stream: BinaryIO) -> bool:
    """What clamd says of the bytes (man 8 clamd, INSTREAM). Raises Unavailable."""
    try:
        with _connected(settings.CLAMD_ADDRESS) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            while chunk := stream.read(CHUNK):
                clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!L", 0))
            answer = _line(clamd)
    except OSError as error:
        raise Unavailable(type(error).__name__) from error
    if answer != CLEAN and not answer.endswith(FOUND):
        raise Unavailable(answer.decode("ascii", "replace")[:80])
    return answer == CLEAN


@contextmanager
def _connected(address: str):
    if address.startswith("unix:"):
        clamd = socket.socket(socket.AF_UNIX)
        where: str | tuple[str, int] = address.removeprefix("unix:")
    else:
        host, _, port = address.rpartition(":")
        clamd, where = socket.socket(), (host, int(port))
    with clamd:
        clamd.settimeout(SECONDS)
        clamd.connect(where)
        yield clamd


def _line(clamd: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0"):
        if not (more := clamd.recv(4096)) or len(answer) > 4096:
            raise Unavailable("cut off")
        answer += more
    return answer.rstrip(b"\0")


# --- Uploads -------------------------------------------------------------------------------------


def scan(upload: Upload) -> None:
    """Raises Unavailable; the upload stays pending, and the sweep asks again."""
    with upload.open() as stream:
        clean = is_clean(stream)
    _write(upload, clean=clean)


def scan_pending(upload: Upload) -> None:
    if is_on() and upload.scan == Upload.Scan.PENDING:
        try:
            scan(upload)
        except Unavailable as why:
            log.warning("scanner_unavailable", why=str(why))


@transaction.atomic
def _write(upload: Upload, *, clean: bool) -> None:
    """What is infected goes back to the client at once: nobody may look at it."""
    intake = locked(upload.item.intake_id)
    upload.refresh_from_db()
    if upload.scan != Upload.Scan.PENDING:
        return
    upload.scan = Upload.Scan.CLEAN if clean else Upload.Scan.INFECTED
    upload.save(update_fields=["scan"])
    audit.record(f"upload.{upload.scan}", upload, by=None, item=upload.item_id)
    if not clean and upload.state == Upload.State.UPLOADED:
        _send_back(upload, intake.language)


def _send_back(upload: Upload, language: str) -> None:
    from intake.domain import review  # noqa: PLC0415 - review asks whether a file is safe

    reason = INFECTED_ES if language == "es" else INFECTED
    review.return_(upload=upload, reason=reason, by=None)
    settle(upload.item)


def sweep() -> int:
    """Scan what waits, oldest first; how many got an answer. Stops when the scanner is away."""
    if not is_on():
        return 0
    with queue_scope():
        rows = Upload.unscoped.filter(scan=Upload.Scan.PENDING).order_by("uploaded_at", "id")
        waiting = list(rows.values_list("pk", "firm_id")[:AT_ONCE])
    for answered, (pk, firm_id) in enumerate(waiting):
        with firm_scope(firm_id):
            try:
                scan(Upload.objects.select_related("item").get(pk=pk))
            except FileNotFoundError:
                log.error("upload_bytes_missing", upload=pk)  # noqa: TRY400 - no more to say
            except Unavailable as why:
                log.warning("scanner_unavailable", why=str(why))
                return answered
    return len(waiting)
