"""System checks: what the program says of where clients' files arrive, and of the walls around them."""

from typing import Any

from django.core.cache import cache
from django.core.checks import Warning as Warned
from django.core.checks import register

from intake.uploads import cage, spool

WEEK = 7 * 24 * 60 * 60


@register
def files_on_their_way_are_shared(**_kwargs: Any) -> list[Warned]:
    """A file arrives in pieces, each perhaps at another web machine. Whoever starts compares the mark
    of its storage with the one that started before; they meet at Valkey."""
    mine = spool.mark()
    if not mine or cache.get_or_set("storage-of-partial-files", mine, WEEK) in {None, mine}:
        return []
    return [
        Warned(
            "PRIVATE_ROOT is another storage here than where CaseHug started before: files that"
            " arrive in pieces do not find their other pieces.",
            hint="Give every web machine the same PRIVATE_ROOT, with PRIVATE_BUCKET too: files lie"
            " there while they arrive. After a move, this is not said again in a week.",
            id="intake.W002",
        )
    ]


@register
def strangers_files_are_opened_in_a_sandbox(**_kwargs: Any) -> list[Warned]:
    missing = cage.lacking()
    if not missing:
        return []
    return [
        Warned(
            f"This system has no {' and no '.join(missing)}: clients' files are opened with fewer"
            " walls around the program that opens them.",
            hint="Run CaseHug on Linux 5.13 or newer, with Landlock switched on.",
            id="intake.W001",
        )
    ]
