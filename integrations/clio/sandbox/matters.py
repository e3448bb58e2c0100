"""Matters."""

from datetime import UTC, date, datetime

from . import lists
from .answers import argument_error, record_invalid
from .calls import Many, One, filed, linked
from .fields import VALUES

STATUSES = ("open", "pending", "closed")
PLAIN_WRITABLE = ("description", "location", "client_reference", "billable")
DATES = ("open_date", "pending_date", "close_date")
PEOPLE = ("responsible_attorney", "originating_attorney", "responsible_staff")
FILTERS = (
    "client_id",
    "practice_area_id",
    "responsible_attorney_id",
    "originating_attorney_id",
)


def index(call):
    args, store = call.args, call.store
    rows = lists.common(args, store.all("matter"))
    for name in FILTERS:
        rows = lists.by_id(args, rows, name)
    if "status" in args:
        wanted = {checked_status(one).capitalize() for one in args["status"].split(",")}
        rows = [row for row in rows if row["status"] in wanted]
    if (billable := lists.flag(args, "billable")) is not None:
        rows = [row for row in rows if row["billable"] == billable]
    if "query" in args:
        query = args["query"]
        rows = [row for row in rows if lists.matches(query, texts(store, row))]
    return Many("Matter", lists.ordered(args, rows, orders(store)))


def orders(store):
    plain = ("display_number", "custom_number", "created_at", "updated_at", *DATES)
    by = {name: (lambda row, n=name: row.get(n)) for name in plain}
    return by | {
        "id": None,
        "client.name": lambda row: store.get("contact", row["client_id"])["name"],
        "practice_area.name": lambda row: (practice_area(store, row) or {}).get("name"),
    }


def show(call, id):
    return One("Matter", filed(call, "matter", id))


def client(call, id):
    row = filed(call, "matter", id)
    return One("Contact", call.store.get("contact", row["client_id"]))


def create(call):
    data, store = call.data, call.store
    checked(data)
    person = linked(call, "contact", data.get("client"))
    if person is None:
        raise record_invalid("Client must exist")
    if not data.get("description"):
        raise record_invalid("Description can't be blank")
    area = linked(call, "practice_area", data.get("practice_area"))
    others = people(call, data)
    return One("Matter", add(store, person, area, data, others), 201)


def change(call, id):
    row, data, store = filed(call, "matter", id), call.data, call.store
    call.check_if_match(row)
    checked(data)
    if "description" in data and not data["description"]:
        raise record_invalid("Description can't be blank")
    after = people(call, data) | written(data)
    if person := linked(call, "contact", data.get("client")):
        after["client_id"] = person["id"]
    if "practice_area" in data:
        area = linked(call, "practice_area", data["practice_area"])
        after["practice_area_id"] = area and area["id"]
    row.update(after)
    if "status" in data:
        row.update(with_status(store, row, data["status"]))
    store.save("matter", row)
    return One("Matter", row)


def delete(call, id):
    row, store = filed(call, "matter", id), call.store
    for document in store.all("document"):
        if document["matter_id"] == row["id"] and not document["deleted_at"]:
            document["deleted_at"] = int(store.now())
            store.save("document", document)
    store.remove("matter", row["id"])


def add(store, person, area, data, others=None):
    """File a matter that was checked; numbers it as Clio does: 00001-Surname."""
    number = 1 + max((row["number"] for row in store.all("matter")), default=0)
    surname = person["last_name"] or person["name"]
    blank = dict.fromkeys((*PLAIN_WRITABLE, *DATES, *(f"{one}_id" for one in PEOPLE)))
    row = blank | {
        "number": number,
        "display_number": f"{number:05d}-{surname}",
        "custom_number": None,
        "client_id": person["id"],
        "practice_area_id": area and area["id"],
        "billable": True,
        "billing_method": "hourly",
        "maildrop_address": f"matter-{number}@maildrop.example",
        "shared": False,
        "has_tasks": False,
        "last_activity_date": None,
        "user_id": store.all("user")[0]["id"],
    }
    row |= (others or {}) | written(data)
    row |= with_status(store, row, data.get("status") or "open")
    row = store.add("matter", row)
    folder = store.add("folder", root_folder(row["display_number"], matter_id=row["id"]))
    row["folder_id"] = folder["id"]
    store.put("matter", row["id"], row)
    return row


def root_folder(name, matter_id=None, contact_id=None):
    return {
        "type": "Folder",
        "name": name,
        "root": True,
        "locked": False,
        "deleted_at": None,
        "matter_id": matter_id,
        "contact_id": contact_id,
    }


def checked_status(text):
    if text not in STATUSES:
        raise argument_error("status must be one of the follow: 'open', 'pending', or 'closed'")
    return text


def checked(data):
    if data.get("status") is not None:
        checked_status(data["status"])
    for name in DATES:
        if data.get(name):
            plain_date(data[name], name)
    for name in ("description", "location", "client_reference"):
        if data.get(name) is not None and not isinstance(data[name], str):
            raise argument_error(f"{name} must be a string")


def plain_date(text, name):
    try:
        date.fromisoformat(text)
    except (TypeError, ValueError):
        raise argument_error(f"{name} must be a date, YYYY-MM-DD") from None


def written(data):
    return {name: data[name] for name in (*PLAIN_WRITABLE, *DATES) if name in data}


def with_status(store, row, status):
    """The status and the day it began, unless a day was given."""
    day = {"open": "open_date", "pending": "pending_date", "closed": "close_date"}[status]
    today = datetime.fromtimestamp(store.now(), UTC).date().isoformat()
    return {"status": status.capitalize(), day: row.get(day) or today}


def people(call, data):
    found = {}
    for name in PEOPLE:
        if name in data:
            person = linked(call, "user", data[name])
            found[f"{name}_id"] = person and person["id"]
    return found


def texts(store, row):
    person = store.get("contact", row["client_id"])
    yield from (row["display_number"], str(row["number"]), row["description"])
    yield from (person["first_name"], person["last_name"], person["name"])


def practice_area(store, row):
    return store.get("practice_area", row["practice_area_id"])


def user(name):
    return lambda store, row: store.get("user", row.get(name))


def no_rows(_store, _row):
    return []


VALUES["Matter"] = {
    "client": lambda store, row: store.get("contact", row["client_id"]),
    "practice_area": practice_area,
    "folder": lambda store, row: store.get("folder", row["folder_id"]),
    "user": user("user_id"),
    "responsible_attorney": user("responsible_attorney_id"),
    "originating_attorney": user("originating_attorney_id"),
    "responsible_staff": user("responsible_staff_id"),
} | dict.fromkeys(
    [
        "account_balances",
        "custom_field_values",
        "custom_field_set_associations",
        "matter_bill_recipients",
        "relationships",
        "task_template_list_instances",
        "kyc_field_values",
        "split_invoice_payers",
    ],
    no_rows,
)
