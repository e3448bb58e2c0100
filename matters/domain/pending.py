"""Pending documents: what a room has yet to make for a matter's file, and makes before the file leaves.

What takes a while to make is made by a background job. Whoever sends the file on makes it first,
outside any transaction, so that nothing leaves without it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matters.models import Matter


@dataclass(frozen=True, slots=True)
class Maker:
    """coming: the name of what is due, empty where nothing is; make: files it, where it is due."""

    coming: Callable[[Matter], str]
    make: Callable[[Matter], None]


_makers: list[Maker] = []


def add_maker(maker: Maker) -> None:
    """In AppConfig.ready."""
    _makers.append(maker)


def coming(matter: Matter) -> list[str]:
    """What the file will hold in a moment, by name."""
    return [name for maker in _makers if (name := maker.coming(matter))]


def make_due(matter: Matter) -> None:
    """Takes as long as it takes: never in a request, never inside a transaction."""
    for maker in _makers:
        maker.make(matter)
