"""Every type of document that ships, by its key."""

from dataclasses import replace

from intake.shipped.arriving import ARRIVING
from intake.shipped.belongings import BELONGINGS
from intake.shipped.company import COMPANY
from intake.shipped.health import HEALTH
from intake.shipped.insurance import INSURED
from intake.shipped.law import LAW
from intake.shipped.legacy import LEGACY
from intake.shipped.money import MONEY
from intake.shipped.people import PEOPLE
from intake.shipped.raising import RAISING
from intake.shipped.words import Ask

ALL = [
    *PEOPLE,
    *RAISING,
    *MONEY,
    *BELONGINGS,
    *INSURED,
    *COMPANY,
    *LAW,
    *LEGACY,
    *ARRIVING,
    *HEALTH,
]
DOCUMENTS: dict[str, Ask] = {ask.key: ask for ask in ALL}


def documents(keys: str) -> list[Ask]:
    """ "tax_return credit_report?": in this order; "?" asks without requiring."""
    return [_one(key) for key in keys.split()]


def _one(key: str) -> Ask:
    return replace(DOCUMENTS[key.rstrip("?")], required=not key.endswith("?"))
