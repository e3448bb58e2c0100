"""System checks: what the program says about the walls around strangers' files."""

from typing import Any

from django.core.checks import Warning as Warned
from django.core.checks import register

from intake.uploads import cage


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
