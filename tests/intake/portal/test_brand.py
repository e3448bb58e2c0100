"""A firm's colour holds 4.5 to 1 for text and 3 to 1 for controls, whichever a firm may choose."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casehug.files.storage import store
from intake.branding import contrast
from tests.markup import flat

HARD = ["ffffff", "000000", "ffff00", "00ff00", "0000ff", "777777", "ff0000", "f5f5dc", "7f7f00"]
# The lightest and darkest papers of tokens.css that text or a control lies on.
LIGHT = (0.8719, 1.0)
DARK = (0.0041, 0.022)


def of(shade):
    return contrast.luminance(contrast.parsed(shade))


def holds(shades, papers):
    texts = [contrast.contrast(of(shades.ink), of(fill)) for fill in (shades.fill, shades.strong)]
    links = [contrast.contrast(of(shades.text), paper) for paper in papers]
    return min(texts + links)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_any_colour_can_be_read(rgb):
    assert holds(contrast.light(rgb), LIGHT) >= 4.5
    assert holds(contrast.dark(rgb), DARK) >= 4.5


@pytest.mark.parametrize("colour", HARD)
def test_hard_colours_can_be_read(colour):
    rgb = contrast.parsed(colour)
    assert holds(contrast.light(rgb), LIGHT) >= 4.5
    assert holds(contrast.dark(rgb), DARK) >= 4.5


def test_a_colour_that_can_be_read_is_left_alone():
    assert contrast.light(contrast.parsed("#1d4ed8")).fill == "#1d4ed8"


def test_the_stylesheet_has_its_colour_in_its_address(client, db):
    answer = client.get("/brand/1d4ed8.css")
    assert answer["Content-Type"] == "text/css"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--action:light-dark(#1d4ed8," in answer.content.decode()


@pytest.mark.parametrize("colour", ["red", "1d4ed", "1d4ed8;}", "zzzzzz", "1d4ed8ff"])
def test_what_is_no_colour_is_not_here(client, db, colour):
    assert client.get(f"/brand/{colour}.css").status_code == 404


@pytest.fixture
def logo(hart_vale, in_firm):
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
    stored = store(ContentFile(picture.getvalue()), firm_id=hart_vale.id)
    hart_vale.logo, hart_vale.logo_type = stored.name, "image/png"
    hart_vale.save()
    return picture.getvalue()


def test_the_logo_is_shown_to_the_client_and_to_nobody_who_guesses(phone, hart_vale, logo, client):
    address = re.search(r'src="(/brand/[^"]+)" alt="Hart &amp; Vale"', flat(phone.reads()))[1]
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == logo
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/brand/{hart_vale.pk}/logo/other").status_code == 404


def test_a_logo_of_another_kind_is_not_served(hart_vale, logo, client):
    hart_vale.logo_type = "image/svg+xml"
    hart_vale.save()
    version = hart_vale.logo.rpartition("/")[2]
    assert client.get(f"/brand/{hart_vale.pk}/logo/{version}").status_code == 404
