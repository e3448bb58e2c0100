"""What was deleted of matters and contacts, kept so that a person can bring it back as in Clio.

The API says 404 of it meanwhile. Clio does not publish how it restores: the record comes back with its
id, as changed at that moment.
"""

from . import contacts, documents, matters

MODULES = {"matter": matters, "contact": contacts, "document": documents}


def delete(call, kind, id):
    row = call.store.get(kind, id)
    papers = [] if kind != "matter" else [one["id"] for one in _papers(call, id)]
    MODULES[kind].delete(call, id)
    if kind != "document":
        call.store.put("removed", f"{kind}-{id}", {"kind": kind, "row": row, "documents": papers})


def _papers(call, id):
    rows = call.store.all("document")
    return [one for one in rows if one["matter_id"] == id and not one["deleted_at"]]


def restore(call, kind, id):
    """False where nothing of the kind is there to restore."""
    if kind == "document":
        return _out_of_trash(call, id)
    kept = call.store.get("removed", f"{kind}-{id}")
    if kept is None:
        return False
    call.store.put(kind, id, kept["row"])
    call.store.save(kind, kept["row"])
    call.store.remove("removed", f"{kind}-{id}")
    for one in kept["documents"]:
        _out_of_trash(call, one)
    return True


def _out_of_trash(call, id):
    row = call.store.get("document", id)
    if row is None or not row["deleted_at"]:
        return False
    row["deleted_at"] = None
    call.store.save("document", row)
    return True


def listed(store):
    """(kind, row) of all that can be restored."""
    kept = [(one["kind"], one["row"]) for one in store.all("removed")]
    return kept + [("document", row) for row in store.all("document") if row["deleted_at"]]


def merge(call, id, into):
    """The matters of one contact become another's, its addresses too; then it is gone for good."""
    store = call.store
    gone, left = store.get("contact", id), store.get("contact", into)
    if gone is None or left is None or id == into:
        return False
    for matter in contacts.matters_of(store, gone):
        matter["client_id"] = into
        store.save("matter", matter)
    for name in ("email_addresses", "phone_numbers"):
        left[name] = [*left[name], *({**row, "primary": False} for row in gone[name])]
    store.save("contact", left)
    store.remove("contact", id)
    return True
