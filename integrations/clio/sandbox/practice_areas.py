"""Practice areas, and who is asking."""

from . import lists
from .answers import record_invalid
from .calls import Many, One, filed
from .fields import VALUES

WRITABLE = ("name", "category", "code")


def index(call):
    rows = lists.common(call.args, call.store.all("practice_area"))
    for name in ("name", "code"):
        if name in call.args:
            rows = [row for row in rows if row[name] == call.args[name]]
    orders = {"id": None} | {name: (lambda row, n=name: row[n]) for name in WRITABLE}
    return Many("PracticeArea", lists.ordered(call.args, rows, orders))


def show(call, id):
    return One("PracticeArea", filed(call, "practice_area", id))


def create(call):
    if not call.data.get("name"):
        raise record_invalid("Name can't be blank")
    row = {name: call.data.get(name) for name in WRITABLE}
    return One("PracticeArea", call.store.add("practice_area", row), 201)


def change(call, id):
    row = filed(call, "practice_area", id)
    call.check_if_match(row)
    after = {name: call.data[name] for name in WRITABLE if name in call.data}
    if not after.get("name", row["name"]):
        raise record_invalid("Name can't be blank")
    row.update(after)
    call.store.save("practice_area", row)
    return One("PracticeArea", row)


def delete(call, id):
    row = filed(call, "practice_area", id)
    for matter in call.store.all("matter"):
        if matter["practice_area_id"] == row["id"]:
            matter["practice_area_id"] = None
            call.store.save("matter", matter)
    call.store.remove("practice_area", row["id"])


def who_am_i(call):
    return One("User", call.user)


VALUES["User"] = {
    "account": lambda store, row: store.get("account", row["account_id"]),
    "groups": lambda _store, _row: [],
    "notification_methods": lambda _store, _row: [],
}
