"""The emails about a matter, on its page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from intake.models import Letter
from matters.models import Matter

MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """kind: of a badge; said: what became of it."""

    letter: Letter
    kind: str
    said: str

    @property
    def is_waiting(self) -> bool:
        return self.letter.sent_at is None and self.letter.withdrawn_at is None


def newest(matter: Matter) -> QuerySet[Letter]:
    return Letter.objects.filter(matter=matter)[:MOST]


def letters_panel(letters: list[Letter]) -> dict[str, Any] | None:
    """Nothing where nothing was written."""
    lines = [_line(letter) for letter in letters]
    return {"lines": lines, "trouble": _trouble(lines)} if lines else None


def _line(letter: Letter) -> Line:
    if letter.sent_at:
        return Line(letter, "good", "Sent")
    if letter.held:
        return Line(letter, "attention", f"Not sent: {letter.get_held_display()}")
    if letter.trouble == Letter.Trouble.REFUSED:
        return Line(letter, "stop", "Refused")
    if letter.withdrawn_at:
        return Line(letter, "waiting", "Not needed any more")
    return Line(letter, "waiting", "Trying again" if letter.trouble else "On its way")


def _trouble(lines: list[Line]) -> str:
    """The one thing to do, if there is one."""
    refused = next((one.letter for one in lines if one.kind == "stop"), None)
    if refused is None or refused != lines[0].letter:
        return ""
    return f"The mail server does not know {refused.to}. Check the address, then send again."
