"""Every type of document that ships, by its key."""

from dataclasses import replace

from intake.shipped.belongings import BELONGINGS
from intake.shipped.law import LAW
from intake.shipped.money import MONEY
from intake.shipped.people import PEOPLE
from intake.shipped.words import Ask

ALL = [*PEOPLE, *MONEY, *BELONGINGS, *LAW]
DOCUMENTS: dict[str, Ask] = {ask.key: ask for ask in ALL}


def documents(keys: str) -> list[Ask]:
    """ "tax_return credit_report?": in this order; "?" asks without requiring."""
    return [_one(key) for key in keys.split()]


def _one(key: str) -> Ask:
    return replace(DOCUMENTS[key.rstrip("?")], required=not key.endswith("?"))
