"""Hart & Vale LLP on its first day: practice areas, and three people it already knows."""

from . import contacts, matters
from .accounts import AccountStore

AREAS = [
    ("Family Law", "family", "FAM"),
    ("Immigration", "immigration", "IMM"),
    ("Estate Planning", "wills_and_estates", "EST"),
    ("Personal Injury", "personal_injury", "PI"),
    ("Real Estate", "real_estate", "RE"),
    ("Probate and Trusts", "trusts", "PRO"),
    ("Employment", "employment_and_labor", "EMP"),
    ("Business Formation", "business_formation_and_compliance", "BUS"),
    ("Criminal Defense", "criminal", "CRI"),
    ("Elder Law", "elder", "ELD"),
]

PEOPLE = [
    (
        "Theo",
        "Lindqvist",
        "theo.lindqvist@example.com",
        "(503) 555-0117",
        2,
        "Wills for both",
        "",
    ),
    (
        "Priya",
        "Raman",
        "priya.raman@example.com",
        "(503) 555-0164",
        4,
        "House on Alder Street",
        "",
    ),
    (
        "Samuel",
        "Okafor",
        "sam.okafor@example.com",
        "(971) 555-0188",
        0,
        "Custody, 2024",
        "Closed",
    ),
]


def plant(store):
    if store.all("account"):
        return
    with store.batch():
        account = store.add("account", {"name": "Hart & Vale LLP", "state": "active"})
        store.add("user", user(account))
        areas = plant_areas(store)
        for first, last, email, phone, area, description, status in PEOPLE:
            contact = plant_contact(store, first, last, email, phone)
            plant_matter(store, contact, areas[area], description, status or "Open")


def plant_areas(store):
    return [
        store.add("practice_area", {"name": name, "category": category, "code": code})
        for name, category, code in AREAS
    ]


def user(account):
    return {
        "account_id": account["id"],
        "name": "Mara Hart",
        "first_name": "Mara",
        "last_name": "Hart",
        "initials": "MH",
        "email": "mara@hartvale.example",
        "enabled": True,
        "account_owner": True,
        "clio_connect": False,
        "court_rules_default_attendee": False,
        "subscription_type": "Attorney",
        "plan": "Elite",
        "roles": ["Administrator", "Billing", "Accounts", "Reports"],
        "time_zone": "Pacific Time (US & Canada)",
        "phone_number": "(503) 555-0142",
        "rate": 320.0,
    }


def plant_contact(store, first, last, email, phone):
    return contacts.add(
        store,
        {
            "type": "Person",
            "first_name": first,
            "last_name": last,
            "email_addresses": [{"name": "Home", "address": email, "default_email": True}],
            "phone_numbers": [{"name": "Mobile", "number": phone, "default_number": True}],
        },
    )


def plant_matter(store, contact, area, description, status):
    return matters.add(store, contact, area, {"description": description, "status": status.lower()})


def sign_in(world, name="", account_id=0):
    """Who presses the buttons in Clio from now on: a known account's person, or a new account's."""
    store = world.store
    if account_id:
        person = next(one for one in store.all("user") if one["account_id"] == account_id)
    else:
        account = store.add("account", {"name": name, "state": "active"})
        person = store.add("user", user(account))
        plant_areas(AccountStore(store, account["id"]))
    world.visitor = person["id"]
    return store.get("account", person["account_id"])
