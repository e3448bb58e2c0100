"""Branding: a logo drawn anew, a colour that stays readable whatever it is."""

from io import BytesIO
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casehug.files.storage import private_files
from casehug.models import AuditEntry, Firm
from intake.branding import contrast, logo

PAGE = "/settings/branding/"


@pytest.fixture
def maras(signed_in, mara, in_firm):
    return signed_in(mara)


def picture(kind="PNG", size=(400, 120), **how):
    out = BytesIO()
    Image.new("RGB", size, (30, 60, 90)).save(out, format=kind, **how)
    return out.getvalue()


def chosen(content, name="logo.png"):
    return {"colour": "#1d4ed8", "logo": SimpleUploadedFile(name, content)}


def firm():
    return Firm.objects.get()


def verbs():
    return [verb for verb in AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
            if verb.startswith("firm.")]  # fmt: skip


def test_staff_see_no_branding(signed_in, lena):
    assert signed_in(lena).get(PAGE).status_code == 404


def test_colour_is_kept(maras):
    assert maras.post(PAGE, {"colour": "#AA3300"}).status_code == 302
    assert (firm().colour, verbs()) == ("#aa3300", ["firm.colour_set"])


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "url(x)", "#1234567"])
def test_what_is_no_colour_is_refused(maras, colour):
    assert maras.post(PAGE, {"colour": colour}).status_code == 422
    assert firm().colour == "#1d4ed8"


@pytest.mark.parametrize(
    ("colour", "told"),
    [
        (
            "#777777",  # 4.48 to 1
            [
                (
                    "White words on this color would be 4.4 to 1, and people need 4.5. Buttons get"
                    " black words."
                ),
                "Links on white paper use a darker shade of it.",
            ],
        ),
        ("#1d4ed8", ["On dark screens the buttons use a lighter shade of it."]),
        (
            "#ffd400",
            [
                (
                    "White words on this color would be 1.4 to 1, and people need 4.5. Buttons get"
                    " black words."
                ),
                "Links on white paper use a darker shade of it.",
            ],
        ),
    ],
)
def test_the_page_says_what_will_be_done_about_a_colour(maras, colour, told):
    assert logo.consequences(colour) == told
    page = maras.get(f"{PAGE}preview/", {"colour": colour}).content.decode()
    assert page.strip().startswith('<div class="stack" id="preview">')
    assert [sentence in page for sentence in told] == [True] * len(told)
    assert f'fill="{colour}"' in page


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_can_be_read(number):
    rgb = contrast.parsed(f"{number:06x}")
    for shades, paper in (
        (contrast.light(rgb), contrast.LIGHT_PAPER),
        (contrast.dark(rgb), contrast.DARK_PAPER),
    ):
        fill, ink, text = (
            contrast.luminance(contrast.parsed(c)) for c in (shades.fill, shades.ink, shades.text)
        )
        assert contrast.contrast(fill, ink) >= 4.5
        assert contrast.contrast(text, paper) >= 4.5


@pytest.mark.parametrize(("kind", "type_"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_logo_is_drawn_anew_and_shown(maras, kind, type_, client):
    sent = picture(kind, size=(2000, 500), comment=b"secret") if kind == "JPEG" else picture()
    assert maras.post(PAGE, chosen(sent)).status_code == 302
    kept = firm()
    with private_files().open(kept.logo, "rb") as file:
        content = file.read()
    assert (kept.logo_type, b"secret" in content, content == sent) == (type_, False, False)
    with Image.open(BytesIO(content)) as drawn:
        assert (drawn.format, drawn.width <= 480, drawn.height <= 120) == (kind, True, True)
    address = f"/brand/{kept.pk}/logo/{kept.logo.rpartition('/')[2]}"
    assert address in maras.get(PAGE).content.decode()
    client.logout()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, type_)


def noise(mode="RGBA", detail=(480, 120)):
    """Nothing is heavier than what has no pattern; with less detail it is like a photo."""
    dots = Random(1).randbytes(detail[0] * detail[1] * len(mode))
    out = BytesIO()
    Image.frombytes(mode, detail, dots).resize((480, 120)).save(out, format="PNG")
    return out.getvalue()


@pytest.mark.parametrize("about", [{}, {"mode": "RGB"}, {"detail": (60, 15)}])
def test_logo_is_light_whatever_was_sent(maras, about, client):
    sent = noise(**about)
    assert len(sent) > logo.LOGO_MOST_SERVED
    assert maras.post(PAGE, chosen(sent)).status_code == 302
    kept = firm()
    answer = client.get(f"/brand/{kept.pk}/logo/{kept.logo.rpartition('/')[2]}")
    content = b"".join(answer.streaming_content)
    assert len(content) <= logo.LOGO_MOST_SERVED
    assert answer["Content-Type"] == "image/webp"
    with Image.open(BytesIO(content)) as drawn:
        assert (drawn.format, drawn.height) == ("WEBP", 120)


def large():
    return b"\x89PNG\r\n\x1a\n" + b"0" * (1024 * 1024)


def bomb():
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, format="PNG", optimize=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (large, "larger than 1 MB"),
        (bomb, "too many pixels"),
        (lambda: picture("GIF"), "Send a PNG or a JPEG"),
        (
            lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "Send a PNG or a JPEG",
        ),
        (lambda: picture()[:200], "Send a PNG or a JPEG"),
        (lambda: b"<html>", "Send a PNG or a JPEG"),
        (lambda: b"", "empty"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(maras, content, why):
    answer = maras.post(PAGE, chosen(content()))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert firm().logo == ""


def test_a_new_logo_replaces_the_file(maras, django_capture_on_commit_callbacks):
    maras.post(PAGE, chosen(picture()))
    former = firm().logo
    with django_capture_on_commit_callbacks(execute=True):
        maras.post(PAGE, chosen(picture(size=(100, 100))))
    assert not private_files().exists(former)
    with django_capture_on_commit_callbacks(execute=True):
        maras.post(PAGE, {"colour": "#1d4ed8", "no_logo": "on"})
    assert (firm().logo, firm().logo_type) == ("", "")
    assert verbs() == ["firm.logo_set", "firm.logo_set", "firm.logo_removed"]
