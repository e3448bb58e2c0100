"""Contrast: a firm's colour made fit to read: any colour may be chosen, and text on it or in it
still holds 4.5 to 1 (WCAG 2.2, 1.4.3), in the light and in the dark.
"""

import re
from dataclasses import dataclass

ENOUGH = 4.5
CONTROL = 3.0
STEPS = 100
# Relative luminance of the papers of tokens.css that text or controls lie on: the least favourable.
LIGHT_PAPER, DARK_PAPER = 0.87, 0.0225
BLACK, WHITE = (0, 0, 0), (255, 255, 255)

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shades:
    """fill: buttons; strong: the same pressed; ink: text on them; text: links and edges on paper."""

    fill: str
    strong: str
    ink: str
    text: str


def parsed(colour: str) -> Rgb | None:
    if not re.fullmatch(r"#?[0-9a-fA-F]{6}", colour):
        return None
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(rgb: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: float, other: float) -> float:
    brighter, darker = max(one, other), min(one, other)
    return (brighter + 0.05) / (darker + 0.05)


def toward(rgb: Rgb, end: Rgb, paper: float, enough: float) -> Rgb:
    """As little nearer to `end` as makes it stand out from `paper`."""
    for step in range(STEPS + 1):
        mixed = _mixed(rgb, end, step / STEPS)
        if contrast(luminance(mixed), paper) >= enough:
            return mixed
    return end


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ink(fill: Rgb) -> Rgb:
    """White where white can be read, else black: one of the two always can."""
    return WHITE if contrast(luminance(fill), 1.0) >= ENOUGH else BLACK


def _shades(rgb: Rgb, fill: Rgb, end: Rgb, paper: float) -> Shades:
    ink = _ink(fill)
    strong = _mixed(fill, BLACK if ink == WHITE else WHITE, 0.2)
    return Shades(*map(_hex, (fill, strong, ink, toward(rgb, end, paper, ENOUGH))))


def light(rgb: Rgb) -> Shades:
    return _shades(rgb, rgb, BLACK, LIGHT_PAPER)


def dark(rgb: Rgb) -> Shades:
    return _shades(rgb, toward(rgb, WHITE, DARK_PAPER, CONTROL), WHITE, DARK_PAPER)


def _hex(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def stylesheet(rgb: Rgb) -> str:
    one, other = light(rgb), dark(rgb)
    pairs = {
        "--action": (one.fill, other.fill),
        "--action-strong": (one.strong, other.strong),
        "--ink-on-action": (one.ink, other.ink),
        "--ink-link": (one.text, other.text),
        "--focus": (one.text, other.text),
        "--action-edge": (one.text, other.text),
    }
    lines = "".join(f"{name}:light-dark({a},{b});" for name, (a, b) in pairs.items())
    return f"@layer tokens{{:root{{{lines}}}}}\n"
