"""A Chromium for the browser tests: installed, else Playwright's, else Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
LONGEST_DOWNLOAD = 300


def find_chromium() -> str:
    """The path of one, fetched if need be; empty if there is none to be had."""
    for look in (_installed, _already_fetched, _from_playwright, _from_debian):
        if path := look():
            return path
    advice = (
        "No Chromium for the browser tests. Install Chromium or Google Chrome "
        "(on Debian and Ubuntu: apt-get install chromium)."
    )
    if os.environ.get("CI") == "true":
        raise Trouble(advice)
    print(f"{advice} The other tests run now.", file=sys.stderr)
    return ""


def _installed() -> str:
    named = os.environ.get("CASEHUG_CHROMIUM", "")
    found = (shutil.which(name) for name in (*([named] if named else []), *NAMES, *PLACES))
    return next((path for path in found if path), "")


def _already_fetched() -> str:
    """Playwright's own, asked of Playwright, as it names the folder after its version."""
    ask = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=False
    )
    path = answer.stdout.strip()
    return path if path and Path(path).exists() else ""


def _from_playwright() -> str:
    print("Fetching a Chromium for the browser tests …", file=sys.stderr, flush=True)
    _quietly([sys.executable, "-m", "playwright", "install", "chromium"])
    return _already_fetched()


def _from_debian() -> str:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    print("Installing Debian's Chromium …", file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _quietly(["apt-get", "update"], env)
    _quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], env)
    return _installed()


def _quietly(command: list[str], env: dict[str, str] | None = None) -> None:
    try:
        subprocess.run(command, env=env, capture_output=True, check=False, timeout=LONGEST_DOWNLOAD)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {error}", file=sys.stderr)
