"""Quotas: how many bytes the client of one intake, and all clients of one firm, may have with us, so
that nobody fills the disk for the others.

A file on its way counts with all the bytes it will have; one that was taken back, until it is gone.
The firm's sum is remembered for a few minutes, so that no upload reads all of its rows.
"""

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum

from intake.models import Item, PartialUpload, Upload

log = structlog.get_logger()
REMEMBERED = 5 * 60  # s
MEGABYTE = 2**20


def allows(item: Item, size: int) -> bool:
    """Whether so many bytes more still fit."""
    if _kept(item__intake=item.intake_id) + size > settings.INTAKE_QUOTA * MEGABYTE:
        log.warning("quota_reached", intake=item.intake_id)
        return False
    if settings.FIRM_QUOTA and _kept_of_firm(item) + size > settings.FIRM_QUOTA * MEGABYTE:
        log.warning("quota_reached", firm=str(item.firm_id))
        return False
    return True


def _kept(**whose: int) -> int:
    """Bytes of all files, those on their way too."""
    sums = (
        model.objects.filter(**whose).aggregate(bytes=Sum("size"))["bytes"]
        for model in (Upload, PartialUpload)
    )
    return sum(one or 0 for one in sums)


def _kept_of_firm(item: Item) -> int:
    return cache.get_or_set(f"quota:{item.firm_id}", _kept, REMEMBERED) or 0
