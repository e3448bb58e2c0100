"""Completeness: whether an answer of several parts is whole, and what in it looks wrong. Pure."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.answers.types import FEWEST_DIGITS, Answer, parts_of
from intake.models import Asked

NEEDED = {"name", "line1", "city"}
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def missing(asked: Asked, answer: Answer) -> list[str]:
    """Of a begun answer, the parts without which it does not count.

    A place without a ZIP code among its parts is whole with its street and city, and so is one
    abroad: sixty countries have no postal codes.
    """
    if not isinstance(answer, dict):
        return []
    parts = parts_of(asked)
    lacking = [part for part in parts if part in NEEDED and not answer.get(part)]
    placed = any(answer.get(part) for part in ("state", "zip", "country"))
    if {"state", "zip"} <= set(parts) and not placed:
        lacking.append("state")
    return lacking


def note(asked: Asked, answer: Answer) -> str:
    """What the client reads below a half or doubtful answer; empty where it is fine."""
    if lacking := missing(asked, answer):
        return _lacking(lacking)
    if isinstance(answer, dict):
        return " ".join(_doubts(answer))
    return ""


def _lacking(parts: list[str]) -> str:
    names = {
        "name": _("the name"),
        "line1": _("the street"),
        "city": _("the city"),
        "state": _("the state or ZIP code, or the country"),
    }
    *first, last = [names[part] for part in parts]
    what = _("{first} and {last}").format(first=", ".join(first), last=last) if first else last
    return ngettext("Still missing: {what}.", "Still missing: {what}.", len(parts)).format(
        what=what
    )


def _doubts(answer: dict[str, str]) -> list[str]:
    """Of what is kept all the same."""
    doubts = []
    phone, email = answer.get("phone", ""), answer.get("email", "")
    if phone and sum(letter.isdecimal() for letter in phone) < FEWEST_DIGITS:
        doubts.append(_("Look at the phone number again: digits seem to be missing."))
    if email and not EMAIL.fullmatch(email):
        doubts.append(_("Look at the email again: it seems unfinished."))
    return doubts
