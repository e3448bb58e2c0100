"""What a public CaseHug refuses to start with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casehug.security import checks

ROOT = Path(__file__).resolve().parent.parent.parent.parent
GOOD = {
    "PUBLIC_URL": "https://casehug.example",
    "ALLOWED_HOSTS": "casehug.example",
    "BEHIND_PROXY": "true",
    "CLAMD_ADDRESS": "off",
    "CLIO_BASE_URL": "",
    "DEBUG": "false",
    "SECRET_KEY": "zCvR1mT7-0yqWb4nXhKp2sLd9fGj6eUa8oIi3wQ",
}
BAD = [
    ("BEHIND_PROXY", "false", "BEHIND_PROXY is not true"),
    ("PUBLIC_URL", "http://casehug.example", "PUBLIC_URL is plain http"),
    ("SECRET_KEY", "x", "SECRET_KEY is too short"),
    ("SECRET_KEY", "x" * 60, "SECRET_KEY is too short"),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS allows every host"),
    ("ALLOWED_HOSTS", "other.example", "not in ALLOWED_HOSTS"),
    ("CLAMD_ADDRESS", "", "CLAMD_ADDRESS is not set"),
    ("CLIO_BASE_URL", "http://127.0.0.1:8100", "which is a sandbox"),
]
# The one with a file removes what it cannot read as one, whatever it is.
IN_MEMORY = "celery.beat.Scheduler"
START = {
    "web": [sys.executable, "-c", "import casehug.wsgi"],
    "worker": [sys.executable, "-m", "celery", "-A", "casehug", "worker", "--pool", "solo"],
    "beat": [sys.executable, "-m", "celery", "-A", "casehug", "beat", "-S", IN_MEMORY],
}


def start(what, **changed):
    return subprocess.run(
        START[what],
        cwd=ROOT,
        env={**os.environ, **GOOD, **changed},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_safe_settings_start():
    assert start("web").returncode == 0


@pytest.mark.parametrize("what", START)
def test_each_process_refuses(what):
    refused = start(what, SECRET_KEY="x", ALLOWED_HOSTS="*")
    assert refused.returncode != 0
    assert "SECRET_KEY is too short to be a secret." in refused.stderr
    assert "ALLOWED_HOSTS allows every host." in refused.stderr
    assert GOOD["SECRET_KEY"] not in refused.stderr


@pytest.mark.parametrize(("name", "value", "words"), BAD)
def test_each_unsafe_value_is_refused_in_words(name, value, words):
    refused = start("web", **{name: value})
    assert refused.returncode != 0
    assert words in refused.stderr


@pytest.mark.parametrize("url", ["", "http://localhost:8000", "http://127.0.0.1:8000"])
def test_own_machine_is_not_public(settings, url):
    settings.PUBLIC_URL = url
    assert not checks.is_public()
