"""The colours of tokens.css, measured: 4.5 to 1 for text, 3 to 1 for controls (WCAG 2.2, 1.4.3
and 1.4.11), in light and in dark. From oklch by the published matrices of Björn Ottosson."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "static" / "casehug" / "css" / "tokens.css"
COLOUR = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"
PAIR = re.compile(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\);")

PAPERS = ("paper", "paper-raised", "paper-sunken")
STATES = ("good", "waiting", "attention", "stop")
TEXT = [
    *((ink, paper) for ink in ("ink", "ink-soft", "ink-faint", "ink-link") for paper in PAPERS),
    *((f"ink-{state}", f"paper-{state}") for state in STATES),
    *((f"ink-{state}", paper) for state in STATES for paper in PAPERS),
    *(("ink-on-action", fill) for fill in ("action", "action-strong", "stop", "stop-strong")),
    ("ink", "paper-action"),
    ("ink-stop", "paper-stop"),
]
CONTROLS = [
    (control, paper) for control in ("line-control", "action", "stop", "focus") for paper in PAPERS
]


def tokens():
    found = {}
    for name, *numbers in PAIR.findall(TOKENS.read_text()):
        light, dark = numbers[:3], numbers[3:]
        found[name] = {"light": tuple(map(float, light)), "dark": tuple(map(float, dark))}
    return found


def luminance(lightness, chroma, hue):
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    brighter, darker = sorted((luminance(*one), luminance(*other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_white_on_black_is_twenty_one():
    assert contrast((1, 0, 0), (0, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_is_readable(ink, paper, scheme):
    colours = tokens()
    assert contrast(colours[ink][scheme], colours[paper][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("control", "paper"), CONTROLS)
def test_controls_stand_out(control, paper, scheme):
    colours = tokens()
    assert contrast(colours[control][scheme], colours[paper][scheme]) >= 3
