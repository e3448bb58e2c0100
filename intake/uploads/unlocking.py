"""Unlocking: a client gives the password of a locked PDF, and a copy that opens without it is kept
beside the original. The password is used once and written nowhere.
"""

import tempfile
from functools import partial as bound
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casehug import audit, jobs
from casehug.files import clamd
from casehug.files.storage import Stored, store
from casehug.files.upload_handler import temporary
from intake.models import Upload
from intake.progress.item_state import locked, touch
from intake.uploads import spool, viewer_process
from intake.uploads.receiving import LOOK_AT
from intake.uploads.remarks import Remark

MOST_TRIES = 10
LONGEST = 200
EMPTY = _("Type the password of this PDF, then press Open it.")
WRONG = _(
    "That password does not open this PDF. Look at capital letters and try again, or leave it as"
    " it is."
)
MANY = _(
    "Too many passwords were tried for this PDF. It stays as it is; tell us the password by phone."
)
UNOPENED = _(
    "We could not open this PDF just now. It stays as it is; try again in a few minutes, or tell"
    " us the password by phone."
)


class NotOpened(Exception):
    """Nothing changed. str() tells the client why, in the language that is active."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def unlock(*, upload: Upload, password: str) -> None:
    """Raises NotOpened. What was unlocked or decided meanwhile stays as it is."""
    if not upload.is_locked:
        return
    if not password:
        raise NotOpened(EMPTY)
    _count(upload)
    with tempfile.TemporaryFile(dir=temporary()) as copy:
        with upload.open_original() as stream:
            opened = viewer_process.unlock(stream, password[:LONGEST], copy)
        if not opened:
            raise NotOpened(UNOPENED if opened is None else WRONG)
        found = viewer_process.look("pdf", copy)
        if not found or found.get("locked"):
            raise NotOpened(UNOPENED)
        stored = store(File(copy), firm_id=upload.firm_pk)
    if not _kept(upload, stored, found):
        spool.discard(stored.name)


def _count(upload: Upload) -> None:
    """Before the try: many at once are counted too."""
    left = Upload.objects.filter(pk=upload.pk, unlock_tries__lt=MOST_TRIES)
    if not left.update(unlock_tries=F("unlock_tries") + 1):
        raise NotOpened(MANY)


@transaction.atomic
def _kept(upload: Upload, stored: Stored, found: dict[str, Any]) -> bool:
    intake = locked(upload.item.intake_id)
    upload.refresh_from_db()
    if not upload.is_locked:
        return False
    upload.unlocked, upload.unlocked_size = stored.name, stored.size
    upload.unlocked_sha256 = stored.sha256
    upload.pages, upload.remarks = found["pages"], _remarks(upload, found)
    # The scanner and the viewer see what is inside for the first time.
    upload.preview = ""
    upload.scan = Upload.Scan.PENDING if clamd.is_on() else Upload.Scan.OFF
    upload.save()
    audit.record("upload.unlocked", upload, by=None, matter=intake.matter_id, item=upload.item_id)
    touch(intake)
    transaction.on_commit(bound(jobs.ring, LOOK_AT, upload.firm_id, upload.pk))
    return True


def _remarks(upload: Upload, found: dict[str, Any]) -> list[Remark]:
    remarks: list[Remark] = [{"code": "unlocked"}]
    remarks += [{"code": "xfa"}] if found["xfa"] else []
    remarks += [{"code": "files", "count": found["files"]}] if found["files"] else []
    return remarks + [one for one in upload.remarks if one["code"] != "locked"]
