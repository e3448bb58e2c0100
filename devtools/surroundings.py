"""The environment CaseHug's processes get from `./dev`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from devtools.folder import ROOT

# What a shell may have set for another installation must not reach the demo or the tests.
OURS = (
    "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "PUBLIC_URL", "BEHIND_PROXY", "DATABASE_POOL_SIZE",
    "DATABASE_PATIENCE",
    "FIELD_KEYS", "PRIVATE_ROOT", "PRIVATE_BUCKET", "DISK_RESERVE", "INTAKE_QUOTA",
    "FIRM_QUOTA", "STATIC_ROOT", "EMAIL_URL", "MAIL_FOLDER",
    "CLIO_UNKNOWN_WAIT", "SYNC_LEASE", "SWEEP_EVERY", "DJANGO_SETTINGS_MODULE",
    "METRICS_TOKEN",
)  # fmt: skip


def clean(*, clio: bool) -> dict[str, str]:
    """The shell's environment without CaseHug's settings; `clio` keeps its CLIO_ ones."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and (clio or not name.startswith("CLIO_"))
    }


def surroundings(
    urls: Mapping[str, str], secrets: Mapping[str, str], folder: Path
) -> dict[str, str]:
    """Settings for a house whose files lie in `folder`, without Clio."""
    return {
        **clean(clio=False),
        **{name: value for name, value in secrets.items() if not name.startswith("CLIO_")},
        **urls,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PRIVATE_ROOT": str(folder / "files"),
        "STATIC_ROOT": str(folder / "static"),
        "MAIL_FOLDER": str(folder / "mail"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
