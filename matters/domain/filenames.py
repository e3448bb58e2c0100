"""File names: names that a file may have on any computer it is saved to."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

LONGEST = 255
MOST_BYTES = 255
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def tidy(name: str) -> str:
    """In any script; without what Windows forbids or what turns the reading direction around."""
    name = unicodedata.normalize("NFC", name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    name = FORBIDDEN.sub("_", TURNING.sub("", name)).strip(" .")
    if DEVICES.match(name):
        name = f"_{name}"
    return shortened(name or "document")


def shortened(name: str, room: int = 0) -> str:
    """Fits 255 bytes and still ends in its extension; `room` is kept free for a number."""
    stem, suffix = parted(name)
    space = MOST_BYTES - room - len(suffix.encode())
    return stem.encode()[:space].decode(errors="ignore").rstrip() + suffix


def parted(name: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix
    if not suffix or len(suffix) > 12:
        return name, ""
    return name[: -len(suffix)], suffix


def untaken(name: str, taken: Collection[str]) -> str:
    """Letter.pdf, Letter (2).pdf, Letter (3).pdf: case does not make a name another."""
    used = {other.casefold() for other in taken}
    if name.casefold() not in used:
        return name
    stem, suffix = parted(shortened(name, room=8))
    number = 2
    while (candidate := f"{stem} ({number}){suffix}").casefold() in used:
        number += 1
    return candidate
