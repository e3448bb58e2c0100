import pytest

from casehug import icons


def test_sprite_holds_exactly_our_icons():
    assert icons.SPRITE.read_text() == icons.sprite()


def test_unknown_icon_is_refused():
    with pytest.raises(icons.UnknownIcon, match="gavel"):
        icons.icon("gavel")


def test_icon_points_into_the_sprite():
    drawn = icons.icon("check", "icon--small")
    assert 'class="icon icon--small"' in drawn
    assert "icons.svg#check" in drawn
    assert 'aria-hidden="true"' in drawn
