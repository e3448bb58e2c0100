"""How files arrive from a form."""

from django.conf import settings

from casehug.uploading import NamelessUpload


class PatientUpload(NamelessUpload):
    """Spools to disk up to our limit and counts on past it, so that a file too large is refused by
    name instead of filling the disk or breaking the connection."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.DOCUMENT_MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
