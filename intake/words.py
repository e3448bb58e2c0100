"""What the portal says, in the client's language.

The English sentence is the key; its Spanish stands in `intake/spanish.py`. A test gathers every
sentence used in templates and code and fails when one has no Spanish.
"""

from datetime import date

from intake.models import Item, Language
from intake.spanish import MONTHS_IN_SPANISH, SPANISH

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def said(sentence: str, language: str, **about: object) -> str:
    """`sentence` in `language`, with the names in braces filled in."""
    known = SPANISH.get(sentence, sentence) if language == Language.SPANISH else sentence
    return known.format(**about) if about else known


def day(day: date, language: str) -> str:
    """November 3, 2026 · 3 de noviembre de 2026"""
    if language == Language.SPANISH:
        return f"{day.day} de {MONTHS_IN_SPANISH[day.month - 1]} de {day.year}"
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


EXCUSES = {
    Item.Excuse.NOT_APPLICABLE: "This does not apply to me",
    Item.Excuse.SOMEONE_ELSE: "Someone else has it",
    Item.Excuse.COMING: "I will have it later",
    Item.Excuse.NEED_HELP: "I need help with this",
}
