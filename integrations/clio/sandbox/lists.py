"""Index endpoints: filters, order and pages (docs.developers.clio.com, "Paging")."""

import base64
import json
from datetime import datetime
from urllib.parse import quote

from .answers import Refusal, argument_error

MOST = 200
OFFSET_LIMIT = 10_000


def whole(text, name):
    try:
        return int(text)
    except ValueError:
        raise argument_error(f"{name} must be an integer") from None


def flag(args, name):
    """True, False, or None when not asked."""
    text = args.get(name)
    if text is None:
        return None
    if text not in ("true", "false"):
        raise argument_error(f"{name} must be a boolean")
    return text == "true"


def instant(text, name):
    """ISO-8601 with a time zone, as seconds since the epoch."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise argument_error(f"{name} must be an ISO-8601 timestamp with a time zone")
    return found.timestamp()


def common(args, rows):
    """The filters every index offers."""
    for name, attribute in (
        ("created_since", "created_at"),
        ("updated_since", "updated_at"),
    ):
        if name in args:
            since = instant(args[name], name)
            rows = [row for row in rows if row[attribute] >= since]
    if "ids[]" in args:
        ids = {whole(one, "ids") for one in args.getlist("ids[]")}
        rows = [row for row in rows if row["id"] in ids]
    return rows


def by_id(args, rows, name, attribute=None):
    """Rows whose association is the one asked for; `null` asks for none."""
    if name not in args:
        return rows
    wanted = None if args[name] == "null" else whole(args[name], name)
    return [row for row in rows if row.get(attribute or name) == wanted]


def matches(query, texts):
    """Clio's wildcard: every word somewhere in what the record says."""
    hay = "\n".join(text for text in texts if text).casefold()
    return all(word in hay for word in query.casefold().split())


def ordered(args, rows, orders):
    order = args.get("order", "id(asc)")
    key, _, way = order.partition("(")
    if key not in orders or way not in ("asc)", "desc)"):
        raise argument_error(f"order must be one of {', '.join(sorted(orders))}")
    if key == "id":
        return sorted(rows, key=lambda row: row["id"], reverse=way == "desc)")
    return sorted(rows, key=lambda row: sort_key(orders[key](row)), reverse=way == "desc)")


def sort_key(found):
    if isinstance(found, str):
        found = found.casefold()
    return (found is not None, found if found is not None else 0)


def limit(args):
    count = whole(args.get("limit", str(MOST)), "limit")
    if not 1 <= count <= MOST:
        raise argument_error(f"limit must be between 1 and {MOST}")
    return count


def page(request, rows):
    """(the rows of this page, `meta.paging`): by cursor where ids ascend, else by offset."""
    args = request.args
    count = limit(args)
    if "offset" not in args and args.get("order", "id(asc)") == "id(asc)":
        return cursor_page(request, rows, count)
    return offset_page(request, rows, count)


def cursor_page(request, rows, count):
    after = token_value(request.args, "after")
    rows = [row for row in rows if row["id"] > after]
    paging = {}
    if len(rows) > count:
        paging["next"] = link(request, page_token=token({"after": rows[count - 1]["id"]}))
    return rows[:count], paging


def offset_page(request, rows, count):
    args = request.args
    start = whole(args["offset"], "offset") if "offset" in args else token_value(args, "start")
    if start < 0 or start + count > OFFSET_LIMIT:
        raise Refusal(422, "ArgumentError", f"offset and limit must stay within {OFFSET_LIMIT}")
    paging = {}
    if start:
        paging["previous"] = link(request, page_token=token({"start": max(0, start - count)}))
    if start + count < len(rows):
        paging["next"] = link(request, page_token=token({"start": start + count}))
    return rows[start : start + count], paging


def token(data):
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def token_value(args, name):
    text = args.get("page_token")
    if not text:
        return 0
    try:
        return int(json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))[name])
    except (ValueError, KeyError, TypeError):
        raise argument_error("page_token is invalid") from None


def link(request, **changes):
    """The same request, absolute, with other paging."""
    pairs = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name not in ("offset", *changes)
    ]
    pairs += changes.items()
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    return f"{request.host_url.rstrip('/')}{request.path}?{query}"


def with_property(args, rows):
    name, wanted = (
        args.get("external_property_name"),
        args.get("external_property_value"),
    )
    if name is None:
        if wanted is not None:
            raise argument_error("external_property_value requires external_property_name")
        return rows
    return [
        row
        for row in rows
        if any(
            one["name"] == name and wanted in (None, one["value"])
            for one in row["external_properties"]
        )
    ]
