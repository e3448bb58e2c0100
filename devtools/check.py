"""`./dev check`: everything that can be said about the code without running it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from devtools.folder import ROOT, make_secrets
from devtools.lock import is_current, names_a_host
from devtools.progress import Progress
from devtools.surroundings import surroundings

BIN = Path(sys.executable).parent
# Nothing is connected to: settings only have to be readable.
NOWHERE = {
    "DATABASE_URL": "postgres://casehug@127.0.0.1:1/casehug",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def main(arguments: list[str]) -> int:
    progress = Progress(sys.stdout)
    with tempfile.TemporaryDirectory() as folder:
        env = surroundings(NOWHERE, make_secrets(), Path(folder))
        failed = [name for name, check in checks(env).items() if not show(progress, name, check)]
    progress.say()
    progress.say(f"{len(failed)} failed: {', '.join(failed)}" if failed else "All is well.")
    return 1 if failed else 0


def show(progress: Progress, name: str, check: Callable[[], str]) -> bool:
    """`check` answers with what is wrong, or with nothing."""
    trouble = check()
    progress.say(f"{'✕' if trouble else '✓'} {name}")
    if trouble:
        progress.say("\n".join(f"    {line}" for line in trouble.splitlines()))
    return not trouble


def checks(env: Mapping[str, str]) -> dict[str, Callable[[], str]]:
    def tool(*command: str | Path) -> Callable[[], str]:
        return lambda: run([BIN / command[0], *command[1:]], env)

    manage = "python", str(ROOT / "manage.py")
    return {
        "ruff check": tool("ruff", "check", "--quiet", "."),
        "ruff format": tool("ruff", "format", "--quiet", "--diff", "."),
        "djade": tool("djade", "--target-version", "5.2", "--check", *templates()),
        "mypy": tool("mypy", "--no-error-summary"),
        "imports": tool("lint-imports", "--no-cache"),
        "migrations": tool(*manage, "makemigrations", "--check", "--dry-run"),
        "docker-compose.yml": tool(
            "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"
        ),
        "Dockerfile": tool("hadolint", "Dockerfile"),
        "requirements.lock names no host": names_a_host,
        "requirements.lock is up to date": is_current,
    }


def templates() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))


def run(command: list[str | Path], env: Mapping[str, str]) -> str:
    done = subprocess.run(
        command,
        env={**env, "NO_COLOR": "1", "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    words = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout).strip()
    return (words or f"exit code {done.returncode}") if done.returncode else ""
