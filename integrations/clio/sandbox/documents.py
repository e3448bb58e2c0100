"""Documents: created, uploaded elsewhere, then marked as fully uploaded."""

import uuid

from werkzeug.wrappers import Response

from . import lists, multipart
from .answers import Refusal, argument_error, record_invalid
from .calls import Many, One, filed, not_found
from .content_types import content_type_of
from .fields import VALUES
from .matters import root_folder
from .signing import get_url, put_headers, put_url

MOST_PROPERTIES = 5
PARENTS = {
    "Matter": "matter",
    "Folder": "folder",
    "Contact": "contact",
    "Document": "document",
}


def index(call):
    args = call.args
    rows = lists.common(args, call.store.all("document"))
    for name, attribute in (
        ("matter_id", "matter_id"),
        ("contact_id", "contact_id"),
        ("parent_id", "folder_id"),
        ("document_category_id", "document_category_id"),
    ):
        rows = lists.by_id(args, rows, name, attribute)
    if not lists.flag(args, "include_deleted"):
        rows = [row for row in rows if not row["deleted_at"]]
    if not lists.flag(args, "show_uncompleted"):
        rows = [row for row in rows if complete(call.store, row)]
    if (locked := lists.flag(args, "locked")) is not None:
        rows = [row for row in rows if row["locked"] == locked]
    rows = lists.with_property(args, rows)
    if "query" in args:
        rows = [row for row in rows if lists.matches(args["query"], [row["name"]])]
    orders = {"id": None, "name": lambda row: row["name"]} | {
        name: (lambda row, n=name: row[n]) for name in ("created_at", "updated_at", "received_at")
    }
    return Many("Document", lists.ordered(args, rows, orders))


def show(call, id):
    return One("Document", present(call, id))


def present(call, id):
    row = filed(call, "document", id)
    if row["deleted_at"] and call.world.settings.trashed_is_404:
        raise not_found(call, "document")
    return row


def versions(call, id):
    rows = versions_of(call.store, present(call, id))
    if (done := lists.flag(call.args, "fully_uploaded")) is not None:
        rows = [row for row in rows if row["fully_uploaded"] == done]
    return Many("DocumentVersion", lists.ordered(call.args, rows, {"id": None}))


def create(call):
    data, parent = call.data, parent_of(call)
    name = data.get("name")
    if not name or not isinstance(name, str):
        raise record_invalid("Name can't be blank")
    kind = content_type_of(data, data.get("filename") or name)
    properties = external_properties(call.store, [], data.get("external_properties") or [])
    if data["parent"]["type"] == "Document":
        row = parent
    else:
        row = call.store.add("document", blank(call, name, data, parent, properties))
    add_version(call, row, data.get("filename") or name, kind, data.get("multiparts"))
    return One("Document", row, 201)


def parent_of(call):
    parent = call.data.get("parent")
    if not isinstance(parent, dict) or parent.get("id") is None:
        raise record_invalid("Parent can't be blank")
    if parent.get("type") not in PARENTS:
        raise argument_error(
            "parent type must be one of the follow: 'Document', 'Folder', 'Contact', or 'Matter'"
        )
    row = filed(call, PARENTS[parent["type"]], parent["id"])
    if row.get("deleted_at"):
        raise not_found(call, "document")
    if row.get("status") == "Closed" and not call.world.settings.closed_matter_takes_documents:
        raise record_invalid("Matter is closed")
    return row


def blank(call, name, data, parent, properties):
    return {
        "type": "Document",
        "name": name,
        "locked": False,
        "deleted_at": None,
        "received_at": data.get("received_at"),
        "document_category_id": (data.get("document_category") or {}).get("id"),
        "creator_id": call.user["id"],
        "external_properties": properties,
    } | place(call.store, data["parent"]["type"], parent)


def place(store, parent_type, parent):
    """Where a document lies: its folder, and the matter or contact that folder is of."""
    folder = parent if parent_type == "Folder" else store.get("folder", parent.get("folder_id"))
    if folder is None:
        folder = store.add("folder", root_folder(parent["name"], contact_id=parent["id"]))
        parent["folder_id"] = folder["id"]
        store.put("contact", parent["id"], parent)
    return {
        "folder_id": folder["id"],
        "matter_id": folder["matter_id"],
        "contact_id": folder["contact_id"],
    }


def external_properties(store, present, wanted):
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise argument_error("external_properties must be an array of objects")
    rows = {row["id"]: dict(row) for row in present}
    for one in wanted:
        if one.get("_destroy") in (True, "true"):
            rows.pop(one.get("id"), None)
            continue
        key = one.get("id") or store.next_id("nested")
        now = int(store.now())
        row = rows.setdefault(key, {"id": key, "created_at": now, "changes": -1})
        row |= {name: one[name] for name in ("name", "value") if name in one}
        row |= {"updated_at": now, "changes": row["changes"] + 1}
        if not row.get("name"):
            raise record_invalid("External properties name can't be blank")
    if len(rows) > MOST_PROPERTIES:
        raise record_invalid(
            f"There is a limit of {MOST_PROPERTIES} external_properties per Document"
        )
    return list(rows.values())


def add_version(call, document, filename, content_type, parts):
    store = call.store
    number = 1 + len(versions_of(store, document))
    version = store.add(
        "version",
        {
            "document_id": document["id"],
            "uuid": str(uuid.uuid4()),
            "filename": filename,
            "content_type": content_type,
            "size": None,
            "version_number": number,
            "received_at": None,
            "fully_uploaded": False,
            "creator_id": call.user["id"],
        },
    )
    if parts is not None:
        multipart.announce(version, parts)
        store.save("version", version)
    store.save("document", document)


def change(call, id):
    row, data, store = present(call, id), call.data, call.store
    call.check_if_match(row)
    if row["locked"]:
        raise Refusal(403, "ForbiddenError", "This document is locked")
    after = changes(call, row, data)
    if data.get("fully_uploaded") in (True, "true"):
        mark_uploaded(call, row, data)
    elif "multiparts" in data:
        version = named_version(call, row, data)
        multipart.announce(version, data["multiparts"])
        store.save("version", version)
    row.update(after)
    store.save("document", row)
    return One("Document", row)


def changes(call, row, data):
    after = {name: data[name] for name in ("name", "received_at") if data.get(name)}
    if "external_properties" in data:
        after["external_properties"] = external_properties(
            call.store, row["external_properties"], data["external_properties"]
        )
    if data.get("parent"):
        after |= place(call.store, data["parent"].get("type"), parent_of(call))
    if data.get("restore") in (True, "true"):
        after["deleted_at"] = None
    return after


def named_version(call, document, data):
    if not data.get("uuid"):
        raise argument_error("uuid is required to mark a document as fully uploaded")
    for one in versions_of(call.store, document):
        if one["uuid"] == data["uuid"]:
            return one
    raise not_found(call, "document_version")


def mark_uploaded(call, document, data):
    version = named_version(call, document, data)
    if version["fully_uploaded"]:
        raise record_invalid("Document is already marked as fully uploaded")
    if version.get("parts"):
        multipart.put_together(call.store, version)
    stored = call.store.get("object", version["uuid"])
    if stored is None:
        raise Refusal(
            422,
            "UploadNotFoundError",
            "A matching remote file was not found for the file named "
            f"{version['filename']} with UUID {version['uuid']}",
        )
    version |= {"fully_uploaded": True, "size": stored["size"]}
    call.store.save("version", version)


def delete(call, id):
    row = present(call, id)
    row["deleted_at"] = row["deleted_at"] or int(call.store.now())
    call.store.save("document", row)


def download(call, id):
    row = present(call, id)
    found = [one for one in versions_of(call.store, row) if one["fully_uploaded"]]
    if "document_version_id" in call.args:
        wanted = lists.whole(call.args["document_version_id"], "document_version_id")
        found = [one for one in found if one["id"] == wanted]
    if not found:
        raise not_found(call, "document_version")
    return Response(status=303, headers={"Location": get_url(call.world, found[-1])})


def versions_of(store, document):
    return [one for one in store.all("version") if one["document_id"] == document["id"]]


def latest(store, document):
    return versions_of(store, document)[-1]


def complete(store, document):
    return any(one["fully_uploaded"] for one in versions_of(store, document))


def of_latest(name):
    return lambda store, row: latest(store, row)[name]


def of(kind):
    return lambda store, row: store.get(kind, row[f"{kind}_id"])


def creator(store, row):
    user = store.get("user", row["creator_id"])
    return user and user | {"type": "ManageUser"}


VALUES["Document"] = {
    "parent": of("folder"),
    "matter": of("matter"),
    "contact": of("contact"),
    "creator": creator,
    "latest_document_version": latest,
    "filename": of_latest("filename"),
    "size": of_latest("size"),
    "content_type": of_latest("content_type"),
}

VALUES["DocumentVersion"] = {
    "put_url": lambda store, row: "" if row["fully_uploaded"] else put_url(store.world, row),
    "put_headers": lambda _store, row: put_headers(row),
    "multiparts": multipart.shown,
    "creator": creator,
}
