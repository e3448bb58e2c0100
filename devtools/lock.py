"""`./dev lock`: requirements.lock from pyproject.toml, with hashes and without any host's name."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from devtools.folder import ROOT
from devtools.trouble import Trouble

LOCK = ROOT / "requirements.lock"
UV = Path(sys.executable).with_name("uv")
HOW = ("--group", "dev", "--universal", "--generate-hashes", "--no-header", "--no-annotate")
UNREACHABLE = re.compile(
    r"error sending request|dns error|[Cc]onnect|offline|timed? ?out", re.DOTALL
)


def main(arguments: list[str]) -> int:
    """Versions stay as they are unless the arguments say otherwise: --upgrade, -P PACKAGE."""
    if trouble := compile_into(LOCK, *arguments):
        raise Trouble(trouble)
    print("requirements.lock is written; the next ./dev command installs it.")
    return 0


def compile_into(lock: Path, *arguments: str) -> str:
    """What went wrong, or nothing."""
    command = [
        str(UV),
        "pip",
        "compile",
        str(ROOT / "pyproject.toml"),
        *HOW,
        "--python-version",
        "3.11",
    ]
    command += ["--quiet", "-o", str(lock), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stderr.strip() or "uv failed.") if done.returncode else ""


def names_a_host() -> str:
    return "\n".join(
        line for line in LOCK.read_text().splitlines() if "://" in line or "@ " in line
    )


def is_current() -> str:
    """What would change. Without the network nobody can tell, so nothing is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, "requirements.lock")
        fresh.write_text(LOCK.read_text())
        if trouble := compile_into(fresh):
            return "" if UNREACHABLE.search(trouble) else trouble
        if pins(fresh) == pins(LOCK):
            return ""
        changed = sorted(pins(fresh) ^ pins(LOCK))
        return "pyproject.toml asks for something else: ./dev lock\n" + "\n".join(changed)


def pins(lock: Path) -> set[str]:
    return {line.rstrip(" \\") for line in lock.read_text().splitlines() if "==" in line}
