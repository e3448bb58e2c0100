import json
import os

import pytest

from devtools import folder as folder_module
from devtools.folder import held, kept_secrets, running, tell
from devtools.trouble import Trouble


def test_secrets_are_made_once_and_private(tmp_path):
    first = kept_secrets(tmp_path)
    assert kept_secrets(tmp_path) == first
    assert all(first.values())
    assert (tmp_path / "secrets.env").stat().st_mode & 0o777 == 0o600


def test_second_demo_of_a_folder_is_told_where_the_first_is(tmp_path):
    with held(tmp_path):
        tell(tmp_path, {"web": "http://localhost:8003"})
        with pytest.raises(Trouble, match="already running at http://localhost:8003"):
            held(tmp_path).__enter__()


def test_busy_folder_is_not_called_a_running_demo(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_module, "LONGEST_FAREWELL", 0)
    with held(tmp_path), pytest.raises(Trouble, match=r"Another \./dev is at work"):
        held(tmp_path).__enter__()


def test_killed_demo_is_not_running(tmp_path):
    (tmp_path / "running.json").write_text(json.dumps({"pid": 2**22 + 1}))
    assert running(tmp_path) is None


def test_folder_is_free_after_a_demo(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_module, "LONGEST_FAREWELL", 0)
    for _ in range(2):
        with held(tmp_path):
            tell(tmp_path, {"web": ""})
            assert running(tmp_path)["pid"] == os.getpid()
    assert running(tmp_path) is None
