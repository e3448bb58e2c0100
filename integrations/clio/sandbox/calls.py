"""One API call on its way: what was asked, what will be answered."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from .accounts import AccountStore
from .answers import Refusal, argument_error
from .fields import etag


@dataclass
class One:
    type: str
    row: dict
    status: int = 200


@dataclass
class Many:
    type: str
    rows: list


class Call:
    """`data` is the body's "data" object; `args` the query; `user` who holds the token."""

    def __init__(self, world, request=None, data=None, user=None):
        self.world = world
        self.store = AccountStore(world.store, user["account_id"]) if user else world.store
        self.request = request
        self.user = user
        self.args = request.args if request is not None else MultiDict()
        if data is not None:
            self.data = data

    @cached_property
    def data(self):
        body = self.body()
        data = body.get("data") if isinstance(body, dict) else None
        if not isinstance(data, dict):
            raise argument_error("data is missing")
        return data

    def body(self):
        if self.request.mimetype == "application/x-www-form-urlencoded":
            return unflattened(parse_qsl(self.request.get_data(as_text=True)))
        if self.request.mimetype == "multipart/form-data":
            return unflattened(self.request.form.items(multi=True))
        body = self.request.get_json(force=True, silent=True)
        if body is None:
            raise argument_error("The request body is not valid JSON")
        return body

    def check_if_match(self, row):
        wanted = self.request.headers.get("If-Match") if self.request is not None else None
        if wanted and not same_etag(wanted, etag(row)):
            raise Refusal(412, "PreconditionFailed", "The record was changed since it was read")


def same_etag(header, present):
    return any(one.strip().removeprefix("W/") in (present, "*") for one in header.split(","))


def unflattened(pairs):
    """`data[parent][id]=1`, `data[rows][][name]=x` as nested data."""
    root: dict = {}
    for name, value in pairs:
        keys = name.replace("]", "").split("[")
        place(root, keys, value)
    return root


def place(into, keys, value):
    key, rest = keys[0], keys[1:]
    if not rest:
        into[key] = value
    elif rest[0] != "":
        place(into.setdefault(key, {}), rest, value)
    else:
        rows = into.setdefault(key, [])
        if len(rest) == 1:
            rows.append(value)
            return
        if not rows or rest[1] in rows[-1]:
            rows.append({})
        place(rows[-1], rest[1:], value)


def not_found(call, kind):
    name = kind.replace("_", " ").capitalize()
    return Refusal(404, call.world.settings.type_404, f"{name} was not found")


def filed(call, kind, id):
    """The row, or Clio's 404."""
    row = call.store.get(kind, int(id)) if str(id).isdecimal() else None
    if row is None:
        raise not_found(call, kind)
    return row


def linked(call, kind, reference):
    """The row an association {id} names; None where it names none."""
    if reference is None or (isinstance(reference, dict) and reference.get("id") is None):
        return None
    if not isinstance(reference, dict):
        raise argument_error(f"{kind} must be an object with an id")
    return filed(call, kind, reference["id"])
