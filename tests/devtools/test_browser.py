import pytest

from devtools import browser
from devtools.trouble import Trouble


@pytest.fixture
def no_chromium(monkeypatch):
    looks = ("_named", "_shell", "_installed", "_already_fetched", "_from_playwright")
    for look in (*looks, "_from_debian"):
        monkeypatch.setattr(browser, look, lambda: "")


def test_missing_chromium_says_what_to_install(no_chromium, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert browser.find_chromium() == ""
    assert "Install Chromium or Google Chrome" in capsys.readouterr().err


def test_missing_chromium_fails_in_ci(no_chromium, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Trouble, match="No Chromium"):
        browser.find_chromium()


@pytest.fixture
def installed(monkeypatch):
    """The set of programs there are; what is installed from Debian joins it."""
    there = {"chromium"}
    monkeypatch.delenv("CASEHUG_CHROMIUM", raising=False)
    monkeypatch.setattr(
        browser.shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None
    )
    monkeypatch.setattr(browser, "_install_from_debian", there.add)
    return there


def test_a_build_fetches_the_light_browser(installed, monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert browser.find_chromium() == "/usr/bin/chromium-headless-shell"


def test_at_home_the_installed_browser_will_do(installed, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert browser.find_chromium() == "/usr/bin/chromium"
    installed.add("chromium-headless-shell")
    assert browser.find_chromium() == "/usr/bin/chromium-headless-shell"


def test_the_one_that_is_named_comes_first(installed, monkeypatch):
    installed.add("chromium-headless-shell")
    monkeypatch.setenv("CASEHUG_CHROMIUM", "chromium")
    assert browser.find_chromium() == "/usr/bin/chromium"
