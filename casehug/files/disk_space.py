"""Disk space: files are kept as long as the database and the logs have enough left of it."""

import errno
import shutil
from pathlib import Path

from django.conf import settings

FULL = {errno.ENOSPC, errno.EDQUOT}


def leaves_enough(folder: Path, size: int) -> bool:
    """Whether so many bytes more may go where this folder lies."""
    return shutil.disk_usage(folder).free >= size + settings.DISK_RESERVE * 2**20
