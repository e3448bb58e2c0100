"""The facts, set by Typst as a tagged PDF (PDF/UA-1)."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from intake.models import Intake
from intake.summary.facts import facts

TEMPLATE = Path(__file__).with_name("summary.typ")
TRIES = 3
SHOWN_AS = "□"
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
KEPT = '{}[]:,"\\ '
_one_at_a_time = Lock()


def make_summary(intake: Intake) -> bytes:
    """The same intake gives the same bytes, on every machine: only the fonts inside Typst are used."""
    told = json.dumps(facts(intake), ensure_ascii=False, sort_keys=True)
    moment = intake.approved_at or intake.submitted_at or intake.created_at
    return set_in_type(told, moment=int(moment.timestamp()))


def set_in_type(told: str, *, moment: int) -> bytes:
    """`told`: the facts as JSON. Signs that no font has are shown as □, and the paper says so."""
    for _ in range(TRIES):
        try:
            return _compiled(told, moment, standards=["ua-1"])
        except typst.TypstError as error:
            told = _without(MISSING.findall(f"{error} {error.diagnostic}"), told)
    return _compiled(told, moment, standards=[])


def _without(missing: list[str], told: str) -> str:
    signs = {sign for found in missing for sign in json.loads(f'"{found}"')}
    return told.translate({ord(sign): SHOWN_AS for sign in signs if sign not in KEPT})


def _compiled(told: str, moment: int, *, standards: list[str]) -> bytes:
    with _one_at_a_time:
        return _compiler().compile(
            format="pdf",
            sys_inputs={"facts": told},
            pdf_standards=standards,
            timestamp=datetime.fromtimestamp(moment, tz=UTC),
        )


@cache
def _compiler() -> typst.Compiler:
    """Made once: reading the fonts is most of the first page's cost."""
    return typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)
