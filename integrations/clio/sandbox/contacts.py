"""Contacts: people and companies."""

from . import lists
from .answers import argument_error, forbidden, record_invalid
from .calls import Many, One, filed
from .contact_rows import PLACES, ROWS, nested_rows, text
from .fields import VALUES

WRITABLE = [
    "type",
    "first_name",
    "middle_name",
    "last_name",
    "name",
    "prefix",
    "title",
    "date_of_birth",
    "clio_connect_email",
    "ledes_client_id",
    "sales_tax_number",
]


def index(call):
    args = call.args
    rows = lists.common(args, call.store.all("contact"))
    if "type" in args:
        kind = checked_type(args["type"])
        rows = [row for row in rows if row["type"] == kind]
    if "query" in args:
        query = args["query"]
        rows = [row for row in rows if lists.matches(query, texts(call.store, row))]
    if "initial" in args:
        start = args["initial"].casefold()
        rows = [row for row in rows if sort_name(row).casefold().startswith(start)]
    if "exclude_ids[]" in args:
        ids = {lists.whole(one, "exclude_ids") for one in args.getlist("exclude_ids[]")}
        rows = [row for row in rows if row["id"] not in ids]
    rows = [row for row in rows if asked_for(call, row)]
    return Many(
        "Contact",
        lists.ordered(args, rows, {"id": None, "name": lambda row: row["name"]}),
    )


def asked_for(call, row):
    if lists.flag(call.args, "client_only") and not is_client(call.store, row):
        return False
    return bool(row["email_addresses"]) or not lists.flag(call.args, "email_only")


def show(call, id):
    return One("Contact", filed(call, "contact", id))


def create(call):
    return One("Contact", add(call.store, call.data), 201)


def change(call, id):
    row = filed(call, "contact", id)
    call.check_if_match(row)
    row.update(changed(call.store, row, call.data))
    call.store.save("contact", row)
    return One("Contact", row)


def delete(call, id):
    row = filed(call, "contact", id)
    if matters_of(call.store, row):
        raise forbidden()
    call.store.remove("contact", row["id"])


def email_addresses(call, id):
    return nested_list(call, id, "email_addresses", "EmailAddress")


def phone_numbers(call, id):
    return nested_list(call, id, "phone_numbers", "PhoneNumber")


def nested_list(call, id, name, type_name):
    rows = lists.common(call.args, filed(call, "contact", id)[name])
    return Many(type_name, lists.ordered({}, rows, {"id": None}))


def add(store, data):
    """File a contact; raises Clio's refusals."""
    checked_type(data.get("type"))
    blank = dict.fromkeys(WRITABLE) | {name: [] for name in ROWS} | {"company_id": None}
    return store.add("contact", blank | changed(store, blank, data))


def checked_type(kind):
    if kind not in ("Company", "Person"):
        raise argument_error("type must be one of the follow: 'Company', or 'Person'")
    return kind


def changed(store, row, data):
    """The attributes after the change, checked whole before anything is touched."""
    after = {name: row[name] for name in WRITABLE}
    after.update({name: text(data, name) for name in WRITABLE if name in data})
    checked_type(after["type"])
    after.update(named(after, data))
    for name in ROWS:
        if name in data:
            after[name] = nested_rows(store, name, row[name], data[name])
    if "company" in data:
        after["company_id"] = company_id(store, data["company"])
    return after


def named(after, data):
    """A person's name from its parts, or its parts guessed from the name."""
    if after["type"] == "Company":
        if not after["name"]:
            raise record_invalid("Name can't be blank")
        return {}
    parts = ("first_name", "middle_name", "last_name")
    if "name" in data and not any(name in data for name in parts):
        after.update(guessed(after["name"] or ""))
    if not (after["first_name"] or after["last_name"]):
        raise record_invalid("At least one of first name or last name must be provided")
    return {"name": " ".join(after[part] for part in parts if after[part])}


def guessed(name):
    words = name.split()
    return {
        "first_name": words[0] if words else None,
        "middle_name": " ".join(words[1:-1]) or None,
        "last_name": words[-1] if len(words) > 1 else None,
    }


def company_id(store, company):
    if not isinstance(company, dict) or company.get("id") is None:
        return None
    row = store.get("contact", company["id"]) if isinstance(company["id"], int) else None
    if row is None or row["type"] != "Company":
        raise record_invalid("Company must be an existing company")
    return row["id"]


def matters_of(store, row):
    return [one for one in store.all("matter") if one["client_id"] == row["id"]]


def is_client(store, row):
    return bool(matters_of(store, row))


def sort_name(row):
    return (row["last_name"] or row["name"] or "") if row["type"] == "Person" else row["name"]


def texts(store, row):
    """Everything `query` looks into."""
    yield from (row["name"], row["title"])
    for name, (key, _) in ROWS.items():
        for one in row[name]:
            yield from (one.get(attribute) for attribute in ((key,) if key else PLACES))
    for matter in matters_of(store, row):
        yield from (matter["display_number"], matter["description"])
    if row["company_id"]:
        yield store.get("contact", row["company_id"])["name"]


def primary(name, key, place=0):
    def found(_store, row):
        rows = sorted(row[name], key=lambda one: not one.get("primary"))
        return rows[place][key] if len(rows) > place else None

    return found


def no_rows(_store, _row):
    return []


def initials(_store, row):
    names = (row["first_name"], row["last_name"]) if row["type"] == "Person" else (row["name"],)
    return "".join(name[0].upper() for name in names if name)


VALUES["Contact"] = {
    "primary_email_address": primary("email_addresses", "address"),
    "secondary_email_address": primary("email_addresses", "address", 1),
    "primary_phone_number": primary("phone_numbers", "number"),
    "secondary_phone_number": primary("phone_numbers", "number", 1),
    "initials": initials,
    "is_client": is_client,
    "company": lambda store, row: store.get("contact", row["company_id"]),
    "folder": lambda store, row: store.get("folder", row.get("folder_id")),
    "primary_address": lambda _store, row: next(iter(row["addresses"]), None),
} | dict.fromkeys(
    [
        "activity_rates",
        "custom_field_values",
        "custom_field_set_associations",
        "notification_methods",
        "account_balances",
        "related_contacts",
        "kyc_field_values",
    ],
    no_rows,
)
