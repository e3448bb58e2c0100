"""What is not marked on pages of the portal."""

import re

from casehug.ui.formats import file_size
from tests.intake.send import PDF
from tests.pseudo_language import unmarked, unmarked_text

# What scripts say.
SAID_BY_SCRIPTS = re.compile(r'\sdata-[\w-]+="([^"/]*\s[^"/]*|[A-Z][^"/]*|⟦[^"]*)"')
OPTIONS = [
    {"value": "rent", "labels": {"en": "We rent", "es": "Alquilamos"}},
    {"value": "none", "labels": {"en": "Nowhere", "es": "En ninguna parte"}, "alone": True},
]
# What the firm, the client and this file wrote.
DATA = [
    "Hart & Vale", "(503) 555-0142", "Maya", "Divorce — Standard", "m•••@example.com",
    "English", "Español", "Pseudo", "EN", "ES", "EO", "Paper", "Asked", "Helpful", "My reason.",
    "My note", "We rent", "Nowhere", "Passport.pdf", "Typed", "Leo", "leo@", "Bend", "OR",
    "a.pdf", "page.html", ".xyz", file_size(len(PDF)), file_size(1000),
]  # fmt: skip


def left(page):
    html = page.content.decode() if hasattr(page, "content") else page
    return [*unmarked(html, DATA), *unmarked_text(SAID_BY_SCRIPTS.findall(html), DATA)]


def check(pages):
    """`pages` by name."""
    assert len(pages) > 0
    assert {name: what for name, page in pages.items() if (what := left(page))} == {}
