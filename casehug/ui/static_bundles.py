"""Static bundles: static files that we make where static files are looked for: the icons and the
stylesheets.

For people a stylesheet is one file per thing; a phone on a weak signal waits for each of them, so
browsers get one file per kind of page.
"""

import os
from collections.abc import Callable, Iterable
from functools import partial as bound
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

from casehug.ui.icons import SPRITE, sprite

# What pages of each kind link to, in this order, in one file.
_FIRST = ("casehug", "tokens", "base", "frame", "button", "form", "card")
_HOUSE = (*_FIRST, "table", "notice", "menu", "progress", "picker", "player")
_PORTAL = (*_FIRST, "notice", "progress", "player")
STYLESHEETS = {
    "house": [*(f"casehug/css/{name}.css" for name in _HOUSE), "intake/asking.css"],
    "portal": [*(f"casehug/css/{name}.css" for name in _PORTAL), "intake/portal.css"],
}


def stylesheet(kind: str) -> str:
    """Where `{% static %}` finds all that pages of this kind link to."""
    return f"casehug/{kind}.css"


def joined(parts: list[str]) -> str:
    sources = FileSystemFinder()
    return "\n".join(Path(str(sources.find(part))).read_text() for part in parts)


def recipes() -> dict[str, Callable[[], str]]:
    sheets = STYLESHEETS.items()
    return {SPRITE: sprite, **{stylesheet(kind): bound(joined, parts) for kind, parts in sheets}}


class MadeFinder(FileSystemFinder):
    """Each is made anew when it is looked for, where a source of it has changed."""

    def __init__(self, *_args: object, **_options: object) -> None:
        self.folder = Path(settings.MADE_ROOT)
        self.locations = [("", str(self.folder))]
        storage = FileSystemStorage(location=str(self.folder))
        storage.prefix = ""  # type: ignore[attr-defined] # collectstatic reads it
        self.storages = {str(self.folder): storage}

    def find(self, path: str, *args: Any, **options: Any) -> Any:
        if recipe := recipes().get(path):
            keep(self.folder / path, recipe())
        return super().find(path, *args, **options)

    def list(self, ignore_patterns: Any) -> Iterable[Any]:
        for name, recipe in recipes().items():
            keep(self.folder / name, recipe())
        return super().list(ignore_patterns)

    def check(self, **_options: object) -> Any:
        return []


def keep(file: Path, content: str) -> None:
    if file.exists() and file.read_text() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(f".{os.getpid()}")
    partial.write_text(content)
    partial.replace(file)
