"""Upload handler: how files arrive from a form: onto the disk, under no name, from those alone who
may send them.
"""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from casehug.files.disk_space import FULL, leaves_enough
from casehug.web.request_buffering import CLOSING


def takes_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Files sent to other views are never written anywhere. Doors say whom they know: `knows`."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def takes_recordings(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Files that may be as large as sound and films are; the view refuses those that are not."""
    view.takes_recordings = True  # type: ignore[attr-defined]
    return takes_files(view)


class Arrived(UploadedFile):
    """found_no_room: the disk could not take it, and nothing of it is here."""

    found_no_room = False


class NamelessUpload(TemporaryFileUploadHandler):
    """Spools to disk under no name: a server that is killed leaves nothing of a client's behind.

    What cannot be kept is read on to its end and dropped, so that the answer reaches its sender: a
    file past our limit is as large as it says, and one that found the disk full says so.
    """

    request: HttpRequest
    file: Arrived  # type: ignore[assignment] # has no path on purpose

    @property
    def most(self) -> int:
        asked: Any = self.request.resolver_match
        takes = getattr(asked.func, "takes_recordings", False)
        return settings.RECORDING_MAX_BYTES if takes else settings.DOCUMENT_MAX_BYTES

    def new_file(self, *args: object, **kwargs: object) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)  # type: ignore[arg-type]
        if not self.is_awaited():
            raise SkipFile
        self.file = Arrived(
            tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR),  # noqa: SIM115 - closed with the request
            self.file_name,
            self.content_type,
            0,
            self.charset,
            self.content_type_extra,
        )
        # Django forgets the one that was growing when a connection is lost.
        self.request.META.get(CLOSING, ExitStack()).callback(self.file.close)

    def is_awaited(self) -> bool:
        asked: Any = self.request.resolver_match
        if not getattr(asked.func, "takes_files", False):
            return False
        try:
            return asked.func.knows(self.request, **asked.kwargs)
        except (OperationalError, InterfaceError):
            return False  # The view says so too.

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file.found_no_room or start + len(raw_data) > self.most:
            return
        try:
            claim(len(raw_data))
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if error.errno not in FULL:
                raise
            self.file.found_no_room = True
            self.file.truncate(0)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def claim(size: int) -> None:
    """Raises OSError where it would take what the database and the logs need of the same disk."""
    is_theirs = temporary().stat().st_dev == _device_of_files()
    if is_theirs and not leaves_enough(temporary(), size):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def temporary() -> Path:
    return Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())


def _device_of_files() -> int | None:
    try:
        return Path(settings.PRIVATE_ROOT).stat().st_dev
    except FileNotFoundError:
        return None
