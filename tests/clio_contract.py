"""Clio's OpenAPI document, and what an exchange must be to agree with it.

check_exchange(entry) takes one entry of the sandbox's ledger and answers a list of complaints.
The document is not part of this project; CLIO_OPENAPI names it, else it is looked for beside it.
"""

import re
from functools import cache
from urllib.parse import parse_qsl

from tests.clio_schemas import (
    document,
    is_moment,
    properties,
    properties_of,
    type_of,
    value_complaints,
)

PREFIX = "/api/v4"
REFUSED = {400, 404, 405, 410, 412, 422}
SPOILED = {"garbage", "empty", "no_id", "null_data", "list_data", "text_id"}

# Where the document is wrong or silent, by Clio's own guides.
UNLISTED_QUERY = {"offset"}  # the paging guide
UNLISTED_STATUSES = {401, 403, 404, 405, 409, 410, 412, 422, 429}
NOT_REQUIRED = {("post", "/contacts.json"): {"name"}}  # first and last name are preferred
OFFERED_BY_NAME = {"/practice_areas_with_categories"}  # the 307 of 2022, since merged
DEFAULTS = {
    "Contact": {"id", "etag", "name"},
    "Matter": {"id", "etag", "display_number"},
    "Multipart": {"part_number", "put_url", "put_headers"},
    "User": {"id", "etag", "name"},
}
HEADERS = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}


@cache
def paths():
    """(pattern, template) for each path, plain ones before those with ids."""
    templates = sorted(document()["paths"], key=lambda one: one.count("{"))
    return [
        (re.compile(re.sub(r"\\{\w+\\}", r"(\\d+)", re.escape(one)) + "$"), one)
        for one in templates
    ]


def operation(method, path):
    """(template, operation) or (None, None)."""
    plain = path.removeprefix(PREFIX).removesuffix(".json") + ".json"
    for name in OFFERED_BY_NAME:
        plain = plain.replace(name, "/practice_areas")
    for pattern, template in paths():
        if pattern.match(plain) and method.lower() in document()["paths"][template]:
            return template, document()["paths"][template][method.lower()]
    return None, None


def check_exchange(entry, *, deliberate=False):
    """Complaints about one exchange; `deliberate` forgives requests that were rightly refused."""
    if (
        document() is None
        or entry["origin"] != "clio"
        or not entry["path"].startswith(PREFIX + "/")
    ):
        return []
    where = f"{entry['method']} {entry['path']}?{entry['query']} → {entry['status']}"
    template, found = operation(entry["method"], entry["path"])
    asked = request_complaints(entry, template, found)
    if deliberate and entry["status"] in REFUSED:
        asked = []
    return [f"{where}: {one}" for one in [*asked, *answer_complaints(entry, found)]]


# -- the request --------------------------------------------------------------


def request_complaints(entry, template, found):
    if found is None:
        return ["no such operation in the document"]
    complaints = list(query_complaints(entry, found))
    complaints += fields_complaints(found, dict(pairs(entry)).get("fields", ""))
    if isinstance(entry["request"], dict):
        schema = json_schema(found["requestBody"]) if "requestBody" in found else None
        if schema is None:
            return [*complaints, "a body where the document has none"]
        loose = NOT_REQUIRED.get((entry["method"].lower(), template), set())
        complaints += value_complaints(entry["request"], schema, "", loose=loose, writing=True)
    return complaints


def pairs(entry):
    return parse_qsl(entry["query"], keep_blank_values=True)


def query_complaints(entry, found):
    known = {one["name"]: one["schema"] for one in found["parameters"] if one["in"] == "query"}
    for name, value in pairs(entry):
        schema = known.get(name) or known.get(re.sub(r"\[\d+\]$", "", name))
        if schema is None and name not in UNLISTED_QUERY:
            yield f"unknown parameter {name}"
        elif schema and value != "null":
            yield from parameter_complaints(name, value, schema)


def parameter_complaints(name, value, schema):
    kind = schema.get("type")
    values = value.split(",") if name == "status" else [value]
    if kind == "integer" and not value.isdecimal():
        yield f"{name} is not an integer: {value}"
    elif kind == "boolean" and value not in ("true", "false"):
        yield f"{name} is not a boolean: {value}"
    elif schema.get("format") == "date-time" and not is_moment(value):
        yield f"{name} is not a time with its zone: {value}"
    elif "enum" in schema and not name.endswith("[]") and not set(values) <= set(schema["enum"]):
        yield f"{name} is not one of the listed values: {value}"


def json_schema(holder):
    """The schema of a body or answer, in JSON."""
    for kind, content in holder.get("content", {}).items():
        if kind.startswith("application/json"):
            return content["schema"]
    return None


def shown_type(found):
    """The schema of one record in the answers of an operation."""
    for status in ("200", "201"):
        if status in found["responses"]:
            return type_of(properties_of(json_schema(found["responses"][status]))["data"])
    return None


def fields_complaints(found, text):
    if not text:
        return []
    try:
        chosen(shown_type(found), text)
    except ValueError as error:
        return [f"fields: {error}"]
    return []


def chosen(type_name, text):
    """{field: names inside its braces, or None}; raises ValueError for what Clio refuses."""
    if not re.fullmatch(r"\w+(\{[\w,]*\})?(,\w+(\{[\w,]*\})?)*", text):
        raise ValueError(f"not the fields language: {text}")
    selected = {}
    for name, braces, inner in re.findall(r"(\w+)(\{([\w,]*)\})?", text):
        known = properties(type_name)
        if name not in known:
            raise ValueError(f"{name} is not offered by {type_name}")
        if braces:
            nested = type_of(known[name])
            if nested is None:
                raise ValueError(f"{name} is a plain value")
            for one in inner.split(","):
                if one not in properties(nested):
                    raise ValueError(f"{name}{{{one}}} is not offered by {nested}")
        selected[name] = set(inner.split(",")) if braces else None
    return selected


# -- the answer ---------------------------------------------------------------


def answer_complaints(entry, found):
    status, body = entry["status"], entry.get("response")
    if status is None or found is None:
        return []
    complaints = []
    missing = HEADERS - set(entry.get("headers", {}))
    if missing and not entry.get("late"):
        complaints.append(f"headers missing: {sorted(missing)}")
    if status >= 400:
        return complaints + error_complaints(entry, body)
    if str(status) not in found["responses"] and status != 307:
        return [*complaints, f"status {status} is not in the document"]
    if entry.get("fault") in SPOILED or not isinstance(body, dict):
        return complaints
    schema = json_schema(found["responses"][str(status)])
    complaints += value_complaints(body, schema, "", envelope=True)
    return complaints + list(selection_complaints(entry, found, body))


def error_complaints(entry, body):
    status = entry["status"]
    if status < 500 and status not in UNLISTED_STATUSES | {400}:
        return [f"status {status} is in no document"]
    if not isinstance(body, dict):
        return []
    error = body.get("error")
    if status == 401:
        good = isinstance(error, str) and isinstance(body.get("error_description"), str)
        return [] if good else ["a 401 that is not in the shape of OAuth"]
    good = isinstance(error, dict) and {"type", "message"} == set(error)
    return [] if good else ["an error without type and message"]


def selection_complaints(entry, found, body):
    """Each record shows exactly the fields that were asked for, or the defaults."""
    type_name = shown_type(found)
    text = dict(pairs(entry)).get("fields", "")
    try:
        wanted = chosen(type_name, text) if text else None
    except ValueError:
        return
    names = set(wanted) if wanted else DEFAULTS.get(type_name, {"id", "etag"})
    rows = body["data"] if isinstance(body["data"], list) else [body["data"]]
    for row in rows:
        if set(row) != names:
            yield f"shows {sorted(set(row) ^ names)} though {sorted(names)} were asked for"
        for name, inner in (wanted or {}).items():
            yield from inner_complaints(name, row.get(name), inner)


def inner_complaints(name, value, inner):
    for one in value if isinstance(value, list) else [value]:
        if inner is not None and isinstance(one, dict) and set(one) != inner:
            yield f"{name} shows {sorted(set(one) ^ inner)} wrongly"
