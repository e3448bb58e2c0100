"""A contact's rows: email addresses, phone numbers, addresses, sites."""

from .answers import argument_error, record_invalid

ROWS = {
    "email_addresses": ("address", ("Work", "Home", "Other")),
    "phone_numbers": (
        "number",
        ("Work", "Home", "Mobile", "Fax", "Pager", "Skype", "Other"),
    ),
    "addresses": (None, ("Work", "Home", "Billing", "Other")),
    "web_sites": (
        "address",
        (
            "Work",
            "Personal",
            "Twitter",
            "Facebook",
            "LinkedIn",
            "Instant Messenger",
            "Other",
        ),
    ),
    "instant_messengers": ("address", ("Work", "Personal", "Other")),
}
FLAGS = {
    "email_addresses": ("default_email", "primary"),
    "phone_numbers": ("default_number", "primary"),
    "web_sites": ("default_web_site", "default_web_site"),
}
LIMITED = dict.fromkeys(ROWS, 200) | {"email_addresses": 20, "phone_numbers": 20, "addresses": 20}
PLACES = ("street", "city", "province", "postal_code", "country")


def nested_rows(store, name, present, wanted):
    """Rows after {id,…} changes, new ones without id, and {id, _destroy} removals."""
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise argument_error(f"{name} must be an array of objects")
    rows = {row["id"]: dict(row) for row in present}
    fresh = []
    for one in wanted:
        if one.get("id") is None:
            fresh.append(nested_row(store, name, {}, one))
        elif one["id"] not in rows:
            raise argument_error(f"{name} has no row {one['id']}", 404)
        elif one.get("_destroy") in (True, "true"):
            del rows[one["id"]]
        else:
            rows[one["id"]] = nested_row(store, name, rows[one["id"]], one)
    merged = [*rows.values(), *fresh]
    if len(merged) > LIMITED[name]:
        label = name.replace("_", " ").capitalize()
        raise record_invalid(f"{label} is too long (maximum is {LIMITED[name]} {name})")
    for row in fresh:
        row["id"] = store.next_id("nested")
    return one_primary(name, merged, wanted)


def nested_row(store, name, row, one):
    key, labels = ROWS[name]
    label = one.get("name") or row.get("name") or "Other"
    if label not in labels:
        raise record_invalid(f"{name} name is not included in the list")
    for attribute in (key,) if key else PLACES:
        if attribute in one:
            row[attribute] = text(one, attribute)
    if key and not row.get(key):
        raise record_invalid(f"{name} {key} can't be blank")
    if name == "email_addresses" and "@" not in row["address"]:
        raise record_invalid("Email addresses address is invalid")
    now = int(store.now())
    row |= {"name": label, "updated_at": now, "changes": row.get("changes", -1) + 1}
    row.setdefault("created_at", now)
    return row


def one_primary(name, rows, wanted):
    """At most one default; the last one flagged wins, else the first row."""
    if name not in FLAGS or not rows:
        return rows
    said, shown = FLAGS[name]
    flagged = [one.get(ROWS[name][0]) for one in wanted if one.get(said) in (True, "true")]
    by_id = [one.get("id") for one in wanted if one.get(said) in (True, "true")]
    chosen = next(
        (row for row in reversed(rows) if row[ROWS[name][0]] in flagged or row["id"] in by_id),
        next((row for row in rows if row.get(shown)), rows[0]),
    )
    for row in rows:
        row[shown] = row is chosen
    return rows


def text(data, name):
    found = data[name]
    if found is not None and not isinstance(found, str):
        raise argument_error(f"{name} must be a string")
    return found.strip() if found else found
