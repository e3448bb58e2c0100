import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from casehug.ui import icons


def test_sprite_is_found_and_holds_exactly_our_icons():
    drawn = Path(finders.find(icons.SPRITE)).read_text()
    assert re.findall(r'<symbol id="([^"]+)"', drawn) == icons.NAMES
    assert drawn.count("<path d=") >= len(icons.NAMES)


def test_unknown_icon_is_refused():
    with pytest.raises(icons.UnknownIcon, match="gavel"):
        icons.icon("gavel")


def test_icon_points_into_the_sprite():
    drawn = icons.icon("check", "icon--small")
    assert 'class="icon icon--small"' in drawn
    assert "icons.svg#check" in drawn
    assert 'aria-hidden="true"' in drawn
