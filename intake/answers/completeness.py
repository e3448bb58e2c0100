"""Whether an answer of several parts is whole, and what in it looks wrong. Pure."""

import re

from intake.answers.types import FEWEST_DIGITS, Answer, parts_of
from intake.models import Asked
from intake.words import said

NEEDED = {"name", "line1", "city"}
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def missing(asked: Asked, answer: Answer) -> list[str]:
    """Of a begun answer, the parts without which it does not count.

    A place without a ZIP code among its parts is whole with its street and city.
    """
    if not isinstance(answer, dict):
        return []
    parts = parts_of(asked)
    lacking = [part for part in parts if part in NEEDED and not answer.get(part)]
    if {"state", "zip"} <= set(parts) and not (answer.get("state") or answer.get("zip")):
        lacking.append("state")
    return lacking


def note(asked: Asked, answer: Answer, language: str) -> str:
    """What the client reads below a half or doubtful answer; empty where it is fine."""
    if lacking := missing(asked, answer):
        return _lacking(lacking, language)
    if isinstance(answer, dict):
        return " ".join(_doubts(answer, language))
    return ""


def _lacking(parts: list[str], language: str) -> str:
    names = {
        "name": said("the name", language),
        "line1": said("the street", language),
        "city": said("the city", language),
        "state": said("the state or ZIP code", language),
    }
    *first, last = [names[part] for part in parts]
    if not first:
        return said("Not whole yet: {what} is missing.", language, what=last)
    what = said("{first} and {last}", language, first=", ".join(first), last=last)
    return said("Not whole yet: {what} are missing.", language, what=what)


def _doubts(answer: dict[str, str], language: str) -> list[str]:
    """Of what is kept all the same."""
    doubts = []
    phone, email = answer.get("phone", ""), answer.get("email", "")
    if phone and sum(letter.isdecimal() for letter in phone) < FEWEST_DIGITS:
        doubts.append(said("Look at the phone number again: digits seem to be missing.", language))
    if email and not EMAIL.fullmatch(email):
        doubts.append(said("Look at the email again: it seems unfinished.", language))
    return doubts
