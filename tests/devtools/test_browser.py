import pytest

from devtools import browser
from devtools.trouble import Trouble


@pytest.fixture
def no_chromium(monkeypatch):
    for look in ("_installed", "_already_fetched", "_from_playwright", "_from_debian"):
        monkeypatch.setattr(browser, look, lambda: "")


def test_missing_chromium_says_what_to_install(no_chromium, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert browser.find_chromium() == ""
    assert "Install Chromium or Google Chrome" in capsys.readouterr().err


def test_missing_chromium_fails_in_ci(no_chromium, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Trouble, match="No Chromium"):
        browser.find_chromium()
