"""Rules of the stylesheets and the templates that a reviewer should not have to remember."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = sorted((ROOT / "static" / "casehug" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?:^|[\s;{])((?:margin|padding|border)-(?:left|right|top|bottom)\b[\w-]*|"
    r"left|right|top|bottom|(?:min-|max-)?(?:width|height)):"
)
IMPOLITE = re.compile(r"\b(please|successfully)\b", re.IGNORECASE)


def label(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("style", STYLES, ids=label)
def test_colours_live_in_tokens(style):
    if style.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\boklch\(|\brgba?\(", style.read_text()) == []


@pytest.mark.parametrize("style", STYLES, ids=label)
def test_nothing_is_important(style):
    assert "!important" not in style.read_text()


@pytest.mark.parametrize("style", STYLES, ids=label)
def test_directions_are_logical(style):
    assert PHYSICAL.findall(style.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=label)
def test_template_carries_no_style_or_handler(template):
    assert re.findall(r"\sstyle=|<style|\son\w+=\"|hx-on|javascript:", template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=label)
def test_template_speaks_plainly(template):
    assert IMPOLITE.findall(template.read_text()) == []


ROOMS = ("casehug", "matters", "intake", "integrations")
CODE = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
OWN_CLOCK = re.compile(r"%H:%M(?!:?%S)|%I:%M|\bH:i\b|time_format\(|:time(:|\b)\|")
# The formats themselves; what an operator reads.
OF_THEIR_OWN = {"casehug/locale/es/formats.py", "integrations/models/connection.py"}


def test_the_clock_is_told_in_one_place():
    """`casehug/ui/formats.py`: 2:15 PM in English, 14:15 in Spanish."""
    found = {label(path) for path in [*CODE, *TEMPLATES] if OWN_CLOCK.search(path.read_text())}
    assert found == OF_THEIR_OWN
