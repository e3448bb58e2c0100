"""A database with its tables, and Django in this process: what comes before a bench's own imports."""

from __future__ import annotations

import os
import subprocess
import sys

import django

from devtools.folder import ROOT
from devtools.processes import leashed


def prepare(*commands: str, settings: str = "casehug.settings") -> None:
    """Tables, as the owner makes them, and what else manage.py is to do; then Django in this process,
    as the application's role."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    for command in ("migrate", *commands):
        job = [sys.executable, str(ROOT / "manage.py"), command, "--no-input", "-v", "0"]
        subprocess.run(leashed(job), check=True, env=os.environ)
    django.setup()
