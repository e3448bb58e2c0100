"""Clio's OpenAPI document: where it is, its schemas, and values held against them."""

import json
import os
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FREE_LABELS = {"EmailAddress_base", "PhoneNumber_base", "Address_base", "WebSite_base"}
ALSO = {"fully_uploaded": str}  # the official sample sends the word "true"


def document_path():
    return Path(os.environ.get("CLIO_OPENAPI") or ROOT.parent / "shared" / "clio" / "openapi.json")


@cache
def document():
    """The document, or None where it is absent."""
    path = document_path()
    return json.loads(path.read_text()) if path.is_file() else None


def require_document():
    """The document; without it CI fails and anybody else is told what was not checked."""
    if found := document():
        return found
    text = f"Clio's OpenAPI document is not at {document_path()}; set CLIO_OPENAPI to check against it."
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)


@cache
def properties(name):
    """A schema's properties by name, `allOf` merged."""
    schema = document()["components"]["schemas"][name]
    return properties_of(schema)


def properties_of(schema):
    if "$ref" in schema:
        return properties(schema["$ref"].split("/")[-1])
    merged = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        merged |= properties_of(part)
    return merged


def type_of(schema):
    """The named schema a property refers to, alone or in a list; None for plain values."""
    schema = schema.get("items", schema)
    return schema["$ref"].split("/")[-1] if "$ref" in schema else None


def value_complaints(value, schema, at, *, loose=frozenset(), writing=False, envelope=False):
    """What in a value the schema does not allow; null is allowed everywhere."""
    if value is None:
        return []
    kind = schema.get("type")
    if "$ref" in schema or "properties" in schema or "allOf" in schema:
        return object_complaints(value, schema, at, loose, writing, envelope)
    if kind == "array":
        if not isinstance(value, list):
            return [f"{at} is not a list"]
        return [
            one
            for n, item in enumerate(value)
            for one in value_complaints(item, schema["items"], f"{at}[{n}]", writing=writing)
        ]
    return plain_complaints(value, schema, at)


def object_complaints(value, schema, at, loose, writing, envelope):
    if not isinstance(value, dict):
        return [f"{at} is not an object"]
    known, complaints = properties_of(schema), []
    if writing:
        missing = set(schema.get("required", ())) - set(value) - loose
        complaints += [f"{at}.{name} is missing" for name in sorted(missing)]
    for name, inner in value.items():
        if envelope and name == "meta":
            complaints += meta_complaints(inner)
        elif name == "redacted":
            continue
        elif name not in known:
            complaints.append(f"{at}.{name} is not in the document")
        elif isinstance(inner, ALSO.get(name, ())):
            continue
        elif name == "id" and at.startswith(".data.custom_field_values"):
            continue  # a composite string, whatever the request schema says
        elif name == "name" and not writing and type_of(schema) in FREE_LABELS:
            continue
        else:
            complaints += value_complaints(
                inner, known[name], f"{at}.{name}", loose=loose, writing=writing
            )
    return complaints


def meta_complaints(meta):
    if set(meta) - {"paging", "records"} or set(meta.get("paging", {})) - {"next", "previous"}:
        return [f"meta is {meta}"]
    links = meta["paging"].values()
    return [f"{one} is not absolute" for one in links if not str(one).startswith("http")]


def plain_complaints(value, schema, at):
    kind, form = schema.get("type"), schema.get("format")
    good = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, int | float) and not isinstance(value, bool),
    }.get(kind, True)
    if not good:
        return [f"{at} is not of type {kind}: {value!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at} is not one of the listed values: {value!r}"]
    if form == "date-time" and not is_moment(value):
        return [f"{at} is not a time with its zone: {value!r}"]
    if form == "date" and not is_date(value):
        return [f"{at} is not a date: {value!r}"]
    return []


def is_moment(text):
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def is_date(text):
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False
