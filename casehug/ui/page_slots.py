"""Page slots: places on a page that other rooms fill, so that the page does not know who does.

A room registers in `AppConfig.ready`; the page asks for the slot by name.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_fillers: dict[str, list["Filler"]] = defaultdict(list)


@dataclass(frozen=True, slots=True)
class Filler:
    """context: what the template needs, or None to show nothing."""

    template: str
    context: Callable[..., dict[Any, Any] | None]


def fill(slot: str, template: str, context: Callable[..., dict[Any, Any] | None]) -> None:
    _fillers[slot].append(Filler(template, context))


def rendered(slot: str, request: Any, **about: Any) -> SafeString:
    pieces = (
        render_to_string(filler.template, context, request=request)
        for filler in _fillers[slot]
        if (context := filler.context(request, **about)) is not None
    )
    return SafeString("".join(pieces))


def gathered(slot: str, request: Any, **about: Any) -> list[dict[str, Any]]:
    """The contexts alone, for a page that lays them out itself."""
    found = (filler.context(request, **about) for filler in _fillers[slot])
    return [context for context in found if context is not None]
