"""The map of the code: every path it names is there, and every feature is on it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (.+) \| `(.+)` \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "where.md").read_text())


@pytest.mark.parametrize(("wish", "path"), ROWS, ids=[wish for wish, _ in ROWS])
def test_the_map_leads_somewhere(wish, path):
    assert (ROOT / path).is_file()


def test_a_wish_is_named_once():
    wishes = [wish for wish, _ in ROWS]
    assert len(wishes) >= 20
    assert sorted(set(wishes)) == sorted(wishes)


@pytest.mark.parametrize("room", ["casehug", "matters", "intake", "integrations"])
def test_a_package_says_what_belongs_there(room):
    """Three lines for a room, one for a feature; a loose module more than twelve is a crowd."""
    packages = [one.parent for one in (ROOT / room).rglob("__init__.py")]
    ours = [
        one
        for one in packages
        if not {"migrations", "locale", "templatetags", "management"} & set(one.parts)
    ]
    silent = [one for one in ours if not (one / "__init__.py").read_text().startswith('"""')]
    assert silent == []
    loose = [one for one in (ROOT / room).glob("*.py") if one.name != "__init__.py"]
    assert len(loose) <= 12
