"""Icon sprite: the icons we use, gathered from the heroicons package into one file that browsers
fetch once.
"""

import re
from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "casehug/icons.svg"
NAMES = [
    "arrow-down-tray",
    "arrow-left",
    "arrow-path",
    "arrow-right",
    "arrow-right-start-on-rectangle",
    "arrow-top-right-on-square",
    "arrow-up-tray",
    "arrow-uturn-left",
    "arrows-right-left",
    "arrows-up-down",
    "bars-3",
    "bell",
    "briefcase",
    "building-library",
    "calendar-days",
    "camera",
    "check",
    "check-circle",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "clipboard-document",
    "clipboard-document-check",
    "clock",
    "cloud-arrow-up",
    "cog-6-tooth",
    "device-phone-mobile",
    "document",
    "document-check",
    "document-plus",
    "document-text",
    "ellipsis-horizontal",
    "envelope",
    "exclamation-circle",
    "exclamation-triangle",
    "eye",
    "folder",
    "folder-open",
    "information-circle",
    "key",
    "link",
    "link-slash",
    "lock-closed",
    "magnifying-glass",
    "minus-circle",
    "no-symbol",
    "paper-airplane",
    "paper-clip",
    "pause-circle",
    "pencil-square",
    "phone",
    "photo",
    "play-circle",
    "plus",
    "puzzle-piece",
    "question-mark-circle",
    "scale",
    "shield-check",
    "trash",
    "user",
    "user-circle",
    "user-group",
    "user-plus",
    "users",
    "video-camera",
    "x-circle",
    "x-mark",
]


class UnknownIcon(LookupError):
    """Not in NAMES."""


@cache
def icon(name: str, classes: str = "") -> SafeString:
    """An icon beside words: hidden from screen readers, because the words say it."""
    if name not in NAMES:
        raise UnknownIcon(f"{name!r} is not among casehug.ui.icons.NAMES.")
    return format_html(
        '<svg class="{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"icon {classes}".strip(),
        static(SPRITE),
        name,
    )


@cache
def sprite() -> str:
    symbols = "\n".join(symbol(name) for name in NAMES)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str) -> str:
    paths = "".join(f'<path d="{line}"/>' for line in re.findall(r' d="([^"]+)"', outline(name)))
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{paths}</symbol>'
    )


def outline(name: str) -> str:
    # Only to make the file, never in a request.
    from heroicons.templatetags.heroicons import heroicon_outline  # noqa: PLC0415

    return heroicon_outline(name)
