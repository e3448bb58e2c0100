"""Typesetting: the facts, set by Typst as a tagged PDF (PDF/UA-1)."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import typst
from django.utils import translation

from casehug import languages
from intake.models import Intake
from intake.summary.facts import facts
from intake.summary.texts import words

TEMPLATE = Path(__file__).with_name("summary.typ")
# Noto Sans for the scripts that Typst's own fonts lack; each text takes the font that has its signs.
FONTS = (
    "justmytype_intl_cjk",
    "justmytype_intl_rtl",
    "justmytype_intl_sea",
    "justmytype_intl_south_asia",
    "justmytype_intl_africa",
)
TRIES = 3
SHOWN_AS = "□"
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# What no page can show: control characters, and points that are no characters.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufeff\ufff0-\uffff]")
_one_at_a_time = Lock()


def make_summary(intake: Intake) -> bytes:
    """The same intake gives the same bytes, on every machine: only the fonts inside Typst and our packages are used."""
    moment = intake.approved_at or intake.submitted_at or intake.created_at
    # The firm's paper, whoever's page or round it is made in.
    with translation.override(languages.default()):
        return set_in_type(facts(intake), moment=int(moment.timestamp()))


def set_in_type(told: dict[str, Any], *, moment: int) -> bytes:
    """Signs that no font has are shown as □, and the paper says so."""
    paper: Any = {"facts": told, "words": words()}
    paper = _each_text(paper, lambda text: UNPRINTABLE.sub(" ", text))
    for _ in range(TRIES):
        try:
            return _compiled(paper, moment, standard="ua-1")
        except typst.TypstError as error:
            named = MISSING.findall(f"{error}\n{error.diagnostic}")
            missing = {sign for text in named for sign in _unescaped(text)}
            paper = _each_text(paper, boxing({ord(sign) for sign in missing if sign != " "}))
    return _compiled(
        paper, moment, standard=None
    )  # Not one that promises to be accessible, but one.


def boxing(signs: set[int]) -> Callable[[str], str]:
    boxes = dict.fromkeys(signs, SHOWN_AS)
    return lambda text: text.translate(boxes)


def _each_text(told: Any, change: Callable[[str], str]) -> Any:
    if isinstance(told, str):
        return change(told)
    if isinstance(told, dict):
        return {name: _each_text(value, change) for name, value in told.items()}
    if isinstance(told, list):
        return [_each_text(value, change) for value in told]
    return told


def _unescaped(text: str) -> str:
    """As Rust writes what cannot be seen: \\u{fffe}."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _compiled(paper: dict[str, Any], moment: int, *, standard: Literal["ua-1"] | None) -> bytes:
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={name: _json(told) for name, told in paper.items()},
            pdf_standards=standard,
            timestamp=datetime.fromtimestamp(moment, tz=UTC),
        )
    return cast("bytes", made)


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


@cache
def _compiler() -> typst.Compiler:
    """Made once: reading the fonts is most of the first page's cost."""
    return typst.Compiler(
        input=str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        font_paths=[str(files(package) / "fonts") for package in FONTS],
    )
