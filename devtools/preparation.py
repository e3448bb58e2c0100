"""Tables, static files and the story of the demo: made once, and again when their sources change."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from devtools.folder import ROOT
from devtools.processes import Child, last_lines, leashed
from devtools.trouble import Trouble

ROOMS = ("casehug", "matters", "intake", "integrations")

# What says which icons and stylesheets are made.
MAKERS = ("casehug/ui/icons.py", "casehug/ui/static_bundles.py", "casehug/settings.py")


class Preparation:
    """Remembers in prepared.json from which sources each part was made."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder, self.env = folder, env
        self.memory = folder / "prepared.json"
        try:
            self.made = json.loads(self.memory.read_text())
        except (OSError, ValueError):
            self.made = {}

    def sources(self, stage: str) -> dict[str, str]:
        database = os.environ.get("DATABASE_URL", "")
        tables = fingerprint(_in_rooms("migrations/*.py"), database)
        return {
            "migrate": tables,
            "compilemessages": fingerprint(_in_rooms("**/locale/**/*.po")),
            "collectstatic": fingerprint(
                [
                    *sorted(p for p in (ROOT / "static").rglob("*") if p.is_file()),
                    *map(ROOT.joinpath, MAKERS),
                ]
            ),
            "seed_demo": fingerprint(
                [*_in_rooms("demo/**/*.py"), *_in_rooms("management/commands/*seed*.py")],
                tables,
                stage,
            ),
        }

    def is_due(self, part: str, sources: dict[str, str]) -> bool:
        return self.made.get(part) != sources[part]

    def remember(self, **facts: object) -> None:
        self.made |= facts
        draft = self.memory.with_suffix(".draft")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(self.made))
        draft.rename(self.memory)

    def job(self, name: str, *arguments: str) -> Child:
        command = [sys.executable, str(ROOT / "manage.py"), name, *arguments]
        return Child(name, command, self.folder / "log" / f"{name}.log", self.env)

    def seed(self, stage: str) -> list[dict[str, str]]:
        """Who may sign in: email, password, role, firm."""
        command = [sys.executable, str(ROOT / "manage.py"), "seed_demo", "--accounts"]
        command += ["--stage", stage] if stage else []
        asked = subprocess.run(
            leashed(command), env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if asked.returncode:
            raise Trouble(f"The demo's firm could not be made.\n{last_lines(asked.stderr)}")
        return json.loads(asked.stdout.splitlines()[-1])


def finish(jobs: Iterable[Child]) -> None:
    """Run side by side; the first that fails is explained with its last words."""
    jobs = list(jobs)
    try:
        for job in jobs:
            job.start()
        for job in jobs:
            if job.finish():
                words = job.last_words()
                full = "The disk is full.\n" if "No space left on device" in words else ""
                raise Trouble(f"{full}{job.name} failed. Its last words:\n{words}")
    finally:
        for job in jobs:
            job.ask_to_stop()
            job.wait(5)


def _in_rooms(pattern: str) -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).glob(pattern) if path.is_file())


def fingerprint(files: Iterable[Path], *rest: str) -> str:
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    digest.update("\0".join(rest).encode())
    return digest.hexdigest()
