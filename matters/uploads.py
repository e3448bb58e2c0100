"""How files arrive from a form."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class PatientUpload(TemporaryFileUploadHandler):
    """Spools to disk up to our limit and counts on past it, so that a file too large is refused by
    name instead of filling the disk or breaking the connection."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) <= settings.DOCUMENT_MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> Any:
        return super().file_complete(file_size)
