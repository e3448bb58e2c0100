"""Record linkage on first names: whether two names may be one person's, as people write them.

Spouses share mailboxes, so an equal email is not enough. A changed last name is no difference:
people marry and divorce. What could be either is a difference: a person then decides.
"""

import re
import unicodedata
from functools import cache

from nameparser import HumanName
from nicknames import NickNamer
from rapidfuzz.distance import OSA

SHORT = 5
"""Of shorter names a slip of the keyboard may make another name."""
EITHER = frozenset({"maria", "jose", "jesus", "guadalupe"})
"""Second names of women and men alike: no sign of who it is."""
SPANISH = {
    "pepe": "jose", "paco": "francisco", "pancho": "francisco", "memo": "guillermo",
    "nacho": "ignacio", "chuy": "jesus", "lalo": "eduardo", "tono": "antonio", "quique": "enrique",
    "kike": "enrique", "manolo": "manuel", "lupe": "guadalupe", "lupita": "guadalupe",
    "tere": "teresa", "concha": "concepcion", "chelo": "consuelo", "mayte": "maria teresa",
    "maribel": "maria isabel", "chema": "jose maria", "beto": "alberto", "nando": "fernando",
    "rafa": "rafael", "santi": "santiago", "lola": "dolores", "charo": "rosario", "pili": "pilar",
}  # fmt: skip
NOT_SHORT_FOR = {
    ("robert", "bill"), ("robert", "billy"), ("robert", "rupert"), ("patrick", "peter"),
    ("patrick", "patsy"), ("jean", "jane"), ("jacqueline", "jack"), ("eric", "derrick"),
    ("marian", "marion"), ("marion", "marian"),
}  # fmt: skip
SPELLED_ALIKE = [
    {"steven", "stephen"}, {"brian", "bryan"}, {"jon", "john"}, {"sara", "sarah"},
    {"catherine", "katherine", "kathryn"}, {"marc", "mark"}, {"jeffrey", "geoffrey"},
    {"philip", "phillip"}, {"ann", "anne"}, {"teresa", "theresa"}, {"eric", "erik"},
]  # fmt: skip


def may_be_one(first: str, last: str, other: str) -> bool:
    """`first` and `last` as the firm wrote them; `other` as Clio shows it, in whichever order."""
    given, family = words(first), words(last)
    if not given:  # Somebody of one name.
        return bool(set(family) & set(words(other)))
    theirs, their_family = parted(other)
    if _given_agree(given, theirs):
        return True
    turned = bool(set(family) & set(theirs))
    return turned and _given_agree(given, their_family)


def parted(name: str) -> tuple[list[str], list[str]]:
    """Given names and last names; "Ruiz, Maya" too."""
    known = HumanName(name)
    return words(f"{known.first} {known.middle} {known.nickname}"), words(known.last)


def words(name: str) -> list[str]:
    """Without case, accents, apostrophes and full stops; a hyphen parts two names."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("ł", "l").replace("ø", "o").replace("đ", "d")
    return re.findall(r"[^\W\d_]+", re.sub(r"['’ʼ`´]", "", plain))


def _given_agree(ours: list[str], theirs: list[str]) -> bool:
    if not ours or not theirs:
        return False
    if "".join(ours) == "".join(theirs):  # Mary Ann, Maryann
        return True
    if alike(ours[0], theirs[0]):
        return not _initials_differ(ours[1:], theirs[1:])
    if _is_whole(ours[0], theirs) or _is_whole(theirs[0], ours):
        return True
    return _goes_by(ours, theirs) or _goes_by(theirs, ours)


def _initials_differ(ours: list[str], theirs: list[str]) -> bool:
    """John A. and John B. are father and son, or cousins."""
    return bool(ours and theirs and ours[0][0] != theirs[0][0])


def _is_whole(short: str, long: list[str]) -> bool:
    return SPANISH.get(short, "") == " ".join(long[:2]) and len(long) > 1


def _goes_by(one: list[str], several: list[str]) -> bool:
    """Elena of Ana Elena: the only name given is a middle name of the other."""
    return len(one) == 1 and one[0] not in EITHER and len(one[0]) > 1 and one[0] in several[1:]


def alike(one: str, other: str) -> bool:
    if one == other or any({one, other} <= group for group in SPELLED_ALIKE):
        return True
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return _is_short_for(one, other) or _is_short_for(other, one) or _is_slip(one, other)


def _is_short_for(short: str, long: str) -> bool:
    if (long, short) in NOT_SHORT_FOR or (short, long) in NOT_SHORT_FOR:
        return False
    if SPANISH.get(short) == long:
        return True
    if short in _short_forms(long):
        # A woman's name is not short for a man's: Andrea for Andrew, Wilma for William.
        is_whole = len(short) > SHORT or short.endswith("a")
        return not is_whole or long.endswith("a") == short.endswith("a")
    same_root = short[:3] == long[:3] and len(short) < len(long) <= len(short) + 3
    return same_root and bool(_long_forms(short) & _long_forms(long))


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _short_forms(name: str) -> frozenset[str]:
    return frozenset(_namer().nicknames_of(name))


@cache
def _long_forms(name: str) -> frozenset[str]:
    return frozenset(_namer().canonicals_of(name))


def _is_slip(one: str, other: str) -> bool:
    """A letter too many, too few or out of its place inside a long name. Another letter makes
    another name: Francis and Frances; so do the ends: Maria and Mario, Jason and Mason."""
    if min(len(one), len(other)) <= SHORT or one[0] != other[0] or one[-1] != other[-1]:
        return False
    is_moved = len(one) != len(other) or sorted(one) == sorted(other)
    return is_moved and OSA.distance(one, other) == 1
