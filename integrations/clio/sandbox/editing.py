"""What a person in Clio changes by hand: rename, move, close, delete, restore, merge."""

from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Response

from . import contacts, matters, practice_areas, trash
from .accounts import visitor
from .answers import Refusal
from .calls import Call

KINDS = {"matters": "matter", "contacts": "contact", "documents": "document"}
NOUN = "<any(matters, contacts, documents):noun>"


def field(label, name, value):
    return Markup('<label>{}<input name="{}" value="{}"></label>').format(label, name, value or "")


def choice(label, name, chosen, options):
    rows = Markup().join(
        Markup('<option value="{}"{}>{}</option>').format(
            value, Markup(" selected") if value == chosen else "", words
        )
        for value, words in options
    )
    return Markup('<label>{}<select name="{}">{}</select></label>').format(label, name, rows)


def form(action, button, *fields):
    body = Markup().join(fields)
    return Markup(
        '<form method="post" action="{}" class="edit">{}<button>{}</button></form>'
    ).format(action, body, button)


def of_matter(store, row):
    people = [(one["id"], one["name"]) for one in store.all("contact")]
    areas = [("", "None")] + [(one["id"], one["name"]) for one in store.all("practice_area")]
    statuses = [(one.capitalize(), one.capitalize()) for one in matters.STATUSES]
    path = f"/matters/{row['id']}"
    return (
        Markup("<h2>Change</h2>")
        + form(
            path,
            "Save",
            field("Description", "description", row["description"]),
            choice("Status", "status", row["status"], statuses),
            choice("Client", "client", row["client_id"], people),
            choice("Practice area", "practice_area", row["practice_area_id"] or "", areas),
            field("Client reference", "client_reference", row["client_reference"]),
        )
        + form(f"{path}/delete", "Delete this matter")
    )


def of_contact(store, row):
    others = [(one["id"], one["name"]) for one in store.all("contact") if one["id"] != row["id"]]
    path = f"/contacts/{row['id']}"
    return (
        Markup("<h2>Change</h2>")
        + form(
            path,
            "Save",
            field("First name", "first_name", row["first_name"]),
            field("Last name", "last_name", row["last_name"]),
            field("Email", "email", first(row["email_addresses"], "address")),
            field("Phone", "phone", first(row["phone_numbers"], "number")),
        )
        + form(f"{path}/merge", "Merge", choice("Merge into", "into", "", others))
        + form(f"{path}/delete", "Delete this contact")
    )


def of_document(row):
    path = f"/documents/{row['id']}"
    if row["deleted_at"]:
        return restoring("document", row)
    return form(f"{path}/delete", "Move to the trash")


def restoring(kind, row):
    return form(f"/{kind}s/{row['id']}/restore", "Restore")


def of_area(row):
    path = f"/practice-areas/{row['id']}"
    return form(path, "Save", field("Name", "name", row["name"])) + form(f"{path}/delete", "Delete")


def first(rows, key):
    return rows[0][key] if rows else ""


class Editing:
    """The forms' answers; `refused(heading, text, status)` shows why something was not done."""

    def __init__(self, world, refused):
        self.world = world
        self.store = world.store
        self.refused = refused
        self.routes = Map(
            [
                Rule("/matters/<int:id>", endpoint=self.change_matter),
                Rule("/contacts/<int:id>", endpoint=self.change_contact),
                Rule("/contacts/<int:id>/merge", endpoint=self.merge),
                Rule("/practice-areas/<int:id>", endpoint=self.rename_area),
                Rule("/practice-areas/<int:id>/delete", endpoint=self.delete_area),
                Rule(f"/{NOUN}/<int:id>/delete", endpoint=self.delete),
                Rule(f"/{NOUN}/<int:id>/restore", endpoint=self.restore),
            ]
        )

    def __call__(self, request):
        try:
            verb, args = self.routes.bind("").match(request.path, method="POST")
            with self.store.batch():
                place = verb(request.form, **args)
        except NotFound:
            return self.refused("Nothing here", "This form does not exist in the sandbox.", 404)
        except Refusal as refusal:
            return self.refused("Not done", refusal.message, refusal.status)
        return Response(status=303, headers={"Location": place})

    def call(self, **data):
        return Call(self.world, data=data, user=visitor(self.world))

    def change_matter(self, said, id):
        area = said.get("practice_area")
        matters.change(
            self.call(
                description=said.get("description", ""),
                status=said.get("status", "").lower(),
                client={"id": whole(said.get("client"))},
                practice_area={"id": whole(area)} if area else None,
                client_reference=said.get("client_reference") or None,
            ),
            id,
        )
        return f"/matters/{id}"

    def change_contact(self, said, id):
        row = self.store.get("contact", id)
        names = {"first_name": said.get("first_name"), "last_name": said.get("last_name")}
        emails = self.rows(row, "email_addresses", "address", said.get("email"))
        phones = self.rows(row, "phone_numbers", "number", said.get("phone"))
        contacts.change(self.call(**names, email_addresses=emails, phone_numbers=phones), id)
        return f"/contacts/{id}"

    def rows(self, row, name, key, value):
        """The first one changed, emptied or added; the others stay."""
        there = (row or {}).get(name) or []
        if not there:
            return [{"name": "Other", key: value}] if value else []
        return [{"id": there[0]["id"], **({key: value} if value else {"_destroy": True})}]

    def merge(self, said, id):
        into = whole(said.get("into"))
        if not trash.merge(self.call(), id, into):
            raise Refusal(422, "RecordInvalid", "Choose another contact to merge into")
        return f"/contacts/{into}"

    def delete(self, said, noun, id):
        trash.delete(self.call(), KINDS[noun], id)
        return "/trash"

    def restore(self, said, noun, id):
        if not trash.restore(self.call(), KINDS[noun], id):
            raise Refusal(404, "NotFound", "This is not in the trash")
        return f"/{noun}/{id}"

    def rename_area(self, said, id):
        practice_areas.change(self.call(name=said.get("name", "")), id)
        return "/practice-areas"

    def delete_area(self, said, id):
        practice_areas.delete(self.call(), id)
        return "/practice-areas"


def whole(text):
    return int(text) if text and text.isdecimal() else None
