"""A database with its tables, and Django in this process: what comes before a bench's own imports."""

from __future__ import annotations

import os
import subprocess
import sys

import django


def prepare() -> None:
    """Tables, as the owner makes them; then Django in this process, as the application's role."""
    command = [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"]
    subprocess.run(command, check=True, env=os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")
    django.setup()
