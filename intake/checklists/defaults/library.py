"""Every type of document that ships, by its key."""

from dataclasses import replace

from intake.checklists.defaults.business import COMPANY
from intake.checklists.defaults.children import RAISING
from intake.checklists.defaults.court import LAW
from intake.checklists.defaults.identity import PEOPLE
from intake.checklists.defaults.immigration import ARRIVING
from intake.checklists.defaults.income import MONEY
from intake.checklists.defaults.insurance import INSURED
from intake.checklists.defaults.medical import HEALTH
from intake.checklists.defaults.notation import Ask
from intake.checklists.defaults.property import BELONGINGS
from intake.checklists.defaults.wills import LEGACY

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
