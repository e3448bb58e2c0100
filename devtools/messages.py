"""`./dev messages`: the catalogues (.po) brought in line with what is marked for translation."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from devtools.check import NOWHERE
from devtools.folder import ROOT, make_secrets
from devtools.foreground import run
from devtools.surroundings import surroundings


def main(arguments: list[str]) -> int:
    """Nothing is translated here; what is new stands there empty."""
    with tempfile.TemporaryDirectory() as folder:
        env = surroundings(NOWHERE, make_secrets(), Path(folder))
        return run([sys.executable, ROOT / "manage.py", "makemessages", *arguments], env)
