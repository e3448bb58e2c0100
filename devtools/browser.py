"""A Chromium for the browser tests: installed, else Playwright's, else Debian's.

The headless shell comes first: without the windows of a whole browser, it takes less than half the
processor time. A whole one will do where there is no shell to be had.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.trouble import Trouble

SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
LONGEST_DOWNLOAD = 300


def find_chromium() -> str:
    """The path of one, fetched if need be; empty if there is none to be had."""
    for look in (_named, _shell, _installed, _already_fetched, _from_playwright, _from_debian):
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


def _named() -> str:
    return shutil.which(os.environ.get("CASEHUG_CHROMIUM", "")) or ""


def _shell() -> str:
    """On the machine of a build it is worth the installing; on yours, it is used if you have it."""
    if not shutil.which(SHELL) and os.environ.get("CI") == "true":
        _install_from_debian(SHELL)
    return shutil.which(SHELL) or ""


def _installed() -> str:
    return next((path for name in (*NAMES, *PLACES) if (path := shutil.which(name))), "")


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
    _install_from_debian("chromium")
    return _installed()


def _install_from_debian(package: str) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing Debian's {package} …", file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _quietly(["apt-get", "update"], env)
    _quietly(["apt-get", "install", "-y", "--no-install-recommends", package], env)


def _quietly(command: list[str], env: dict[str, str] | None = None) -> None:
    try:
        subprocess.run(command, env=env, capture_output=True, check=False, timeout=LONGEST_DOWNLOAD)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {error}", file=sys.stderr)
