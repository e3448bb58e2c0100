"""The `fields` language: what may be asked for, and how a row is shown.

One level of braces; a nested `X_base` offers X's plain attributes only
(docs.developers.clio.com, "Fields").
"""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache

from .answers import Refusal
from .attributes import DEFAULTS, MOMENTS, NESTED, PLAIN

# VALUES["Matter"]["client"](store, row) -> value, row or rows; each noun's module fills its own.
VALUES: dict[str, dict] = {}

PLAIN_SETS = {name: frozenset(text.split()) for name, text in PLAIN.items()}


def family(type_name):
    return type_name.removesuffix("[]").removesuffix("_base")


def nested_types(type_name):
    return NESTED.get(type_name.removesuffix("[]"), {})  # an X_base is not in it


def known(type_name, name):
    return name in PLAIN_SETS.get(family(type_name), ()) or name in nested_types(type_name)


def defaults(type_name):
    return DEFAULTS.get(family(type_name)) or tuple(
        name for name in ("id", "etag") if known(type_name, name)
    )


def invalid(name):
    return Refusal(400, "InvalidFields", f"{name} is not a valid field")


def split(text):
    """Top-level items of a comma list, each as (name, inner text or None)."""
    position = 0
    while position <= len(text):
        comma, brace = text.find(",", position), text.find("{", position)
        if brace == -1 or -1 < comma < brace:
            end = comma if comma != -1 else len(text)
            yield text[position:end], None
        else:
            end = text.find("}", brace)
            if end == -1:
                raise invalid(text[position:])
            yield text[position:brace], text[brace + 1 : end]
            end += 1
            if end < len(text) and text[end] != ",":
                raise invalid(text[end:].split(",")[0])
        position = end + 1


@lru_cache(maxsize=2048)
def selection(type_name, text):
    """{name: None, or the names chosen inside it}; raises InvalidFields for the whole request."""
    if not text:
        return dict.fromkeys(defaults(type_name))
    chosen = {}
    for name, inner in split(text):
        if not known(type_name, name):
            raise invalid(name)
        nested = nested_types(type_name).get(name)
        if nested is None and inner is not None:
            raise invalid(name)
        chosen[name] = inner_selection(nested, inner) if nested else None
    return chosen


def inner_selection(type_name, inner):
    if inner is None:
        return defaults(type_name)
    names = []
    for name in inner.split(","):
        bare, brace, _ = name.partition("{")
        if brace:
            raise invalid(bare + "}")
        if not known(type_name, name):
            raise invalid(name)
        names.append(name)
    return tuple(names)


def etag(row):
    text = f"{row.get('id')}/{row.get('created_at')}/{row.get('changes', 0)}/{row.get('uuid', '')}"
    return '"' + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() + '"'


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds is not None else None


def value(store, kind, row, name):
    if name == "etag":
        return etag(row)
    computed = VALUES.get(kind, {}).get(name)
    if computed:
        return computed(store, row)
    found = row.get(name)
    return moment(found) if name in MOMENTS and isinstance(found, int) else found


def show(store, type_name, row, chosen):
    """One row as JSON-ready data, by a selection()."""
    kind, inner_types = family(type_name), nested_types(type_name)
    shown = {}
    for name, inner in chosen.items():
        found = value(store, kind, row, name)
        if inner is not None and found is not None:
            found = show_nested(store, inner_types[name], found, inner)
        shown[name] = found
    return shown


def show_nested(store, type_name, found, names):
    if type_name.endswith("[]"):
        return [show_nested(store, type_name[:-2], row, names) for row in found]
    deeper = nested_types(type_name)
    return show(
        store,
        type_name,
        found,
        {name: defaults(deeper[name]) if name in deeper else None for name in names},
    )
