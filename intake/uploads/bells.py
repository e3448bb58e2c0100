"""Tells a worker that a file came. Losing this is harmless: the sweep comes by."""

import structlog

from intake.models import Upload

log = structlog.get_logger()


def ring(upload: Upload) -> None:
    from intake.file_tasks import look_at  # noqa: PLC0415 - tasks import the domain

    try:
        look_at.apply_async(args=[str(upload.firm_id), upload.pk], expires=120)
    except Exception as error:  # noqa: BLE001 - whatever the broker's trouble, the row is safe
        log.warning("bell_not_rung", error=type(error).__name__)
