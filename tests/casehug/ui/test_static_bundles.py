import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import FileSystemFinder

from casehug.ui.static_bundles import STYLESHEETS, MadeFinder, stylesheet

ROOT = Path(__file__).parents[3]
PORTAL = [
    *(ROOT / "templates" / "intake" / "portal").glob("*.html"),
    ROOT / "templates" / "casehug" / "base.html",
    *(ROOT / "templates" / "casehug" / "ui").glob("*.html"),
    *(ROOT / "static" / "intake").glob("uploads.js"),
]
NAME = re.compile(r"[a-z][a-z-]*(?:__[a-z-]+)?(?:--[a-z-]+)?")


def found(kind):
    return Path(finders.find(stylesheet(kind))).read_text()


def source(name):
    return Path(FileSystemFinder().find(name)).read_text()


@pytest.mark.parametrize("kind", ["house", "portal"])
def test_sheet_is_its_sources_in_order(kind, settings):
    parts = STYLESHEETS[kind]
    assert parts[0] == "casehug/css/casehug.css"  # It says the order of the layers.
    assert found(kind) == "\n".join(source(part) for part in parts)


def test_portal_lacks_nothing_it_uses():
    """Of the classes that the house gives a look, each that a page of the portal wears."""
    dressed = set(re.findall(r"\.([a-z][\w-]*)", found("house")))
    given = set(re.findall(r"\.([a-z][\w-]*)", found("portal")))
    worn = {name for file in PORTAL for name in NAME.findall(file.read_text())}
    assert (worn & dressed) - given == set()


def test_changed_source_is_made_anew(settings, tmp_path):
    settings.MADE_ROOT = tmp_path
    (tmp_path / "casehug").mkdir()
    (tmp_path / stylesheet("portal")).write_text("old")
    assert Path(MadeFinder().find(stylesheet("portal"))).read_text() == found("portal")
    (tmp_path / stylesheet("house")).write_text("old")
    assert stylesheet("house") in {name for name, _ in MadeFinder().list([])}
    assert (tmp_path / stylesheet("house")).read_text() == found("house")
