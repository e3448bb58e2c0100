"""Starts: what another room knows of a matter before it is made here.

The slot "matter.start" is given the request of the page for a new matter, and answers {"start": Start}
or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from casehug.models import Member
from casehug.ui.page_slots import gathered
from casehug.web.requests import FirmRequest
from matters.models import Matter


class NotStarted(Exception):
    """Why the matter cannot be made from this: a sentence for whoever asked."""


@dataclass(slots=True)
class Start:
    """`matter` and `client`: what the forms begin with; `fixed`: values that are not asked for; `made`
    is called in the transaction that makes the matter, and may raise NotStarted."""

    made: Callable[[Matter, Member], None]
    matter: dict[str, Any] = field(default_factory=dict)
    client: dict[str, Any] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)


def start_of(request: FirmRequest) -> Start | None:
    return next((one["start"] for one in gathered("matter.start", request)), None)
