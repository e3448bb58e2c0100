"""Search words: the words a row is found by: folded, without accents, each findable by its
beginning.
"""

import re
import unicodedata

LONGEST = 254
MOST_ASKED = 6
APOSTROPHES = str.maketrans("", "", "'’ʼ`")


def folded(text: str) -> str:
    """Muñoz → munoz, O'Brien → obrien"""
    apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words(*texts: str) -> list[str]:
    found = re.findall(r"[^\W_]+", folded(" ".join(texts)))
    return list(dict.fromkeys(word[:LONGEST] for word in found))


def asked(query: str) -> list[str]:
    """What a person typed into a search field. An email address stays whole; a word that is the
    beginning of another is left out."""
    typed = []
    for token in query[:200].split():
        typed += [token.strip('<>,;"').casefold()] if "@" in token else words(token)
    typed = list(dict.fromkeys(typed))[:MOST_ASKED]
    return [w for w in typed if not any(o != w and o.startswith(w) for o in typed)]
