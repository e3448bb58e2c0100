"""Every type of document that ships, by its key."""

from dataclasses import replace

from intake.shipped.money import MONEY
from intake.shipped.words import Ask

DOCUMENTS: dict[str, Ask] = {ask.key: ask for ask in MONEY}


def documents(keys: str) -> list[Ask]:
    """ "tax_return pay_stubs?": those of the library, in this order; "?" asks without requiring."""
    return [_one(key) for key in keys.split()]


def _one(key: str) -> Ask:
    return replace(DOCUMENTS[key.rstrip("?")], required=not key.endswith("?"))
