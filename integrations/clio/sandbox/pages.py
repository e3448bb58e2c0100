"""What a person sees of the records."""

from pathlib import Path

from markupsafe import Markup, escape
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Response

from . import editing, trash
from .documents import versions_of
from .fields import moment
from .matters import practice_area
from .signing import get_url

STYLE = (Path(__file__).parent / "style.css").read_bytes()
TITLE = "Clio Manage (sandbox)"
PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<title>{title}</title><link rel="stylesheet" href="/style.css">'
    '<link rel="icon" href="data:,"></head><body>'
    '<header><div><b>{title}</b><a href="/matters">Matters</a><a href="/contacts">Contacts</a>'
    '<a href="/practice-areas">Practice areas</a><a href="/trash">Trash</a>'
    '<a href="/settings/apps">Apps</a>'
    "<span>{who}</span></div></header><main>{body}</main></body></html>"
)
DEEP_LINKS = Markup(
    "<script>"
    "const go = () => {"
    " const found = location.hash.match(/^#\\/(matters|contacts|documents)\\/(\\d+)/);"
    " if (found) location.replace(`/${found[1]}/${found[2]}`);"
    " else if (location.hash.startsWith('#/contacts')) location.replace('/contacts'); };"
    "addEventListener('hashchange', go); go();"
    "</script>"
)


def page(body, who="", status=200):
    text = PAGE.format(title=TITLE, who=who, body=body)
    return Response(str(text), status, content_type="text/html; charset=utf-8")


def plain(heading, text, status):
    card = Markup('<div class="card narrow"><h1>{}</h1><p>{}</p></div>')
    return page(card.format(heading, text), status=status)


def link(kind, row, text):
    return Markup('<a href="/{}/{}">{}</a>').format(kind, row["id"], text)


def table(labels, rows):
    if not rows:
        return Markup('<p class="soft">Nothing here yet.</p>')
    head = Markup().join(Markup("<th>{}</th>").format(label) for label in labels)
    lines = Markup().join(
        Markup("<tr>{}</tr>").format(
            Markup().join(
                Markup('<td data-label="{}">{}</td>').format(label, "" if cell is None else cell)
                for label, cell in zip(labels, row, strict=True)
            )
        )
        for row in rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, lines)


def facts(pairs):
    inner = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, "—" if value in (None, "") else value)
        for name, value in pairs
    )
    return Markup('<dl class="card">{}</dl>').format(inner)


def heading(text):
    return Markup("<h1>{}</h1>").format(text)


class Pages:
    def __init__(self, world):
        self.store = world.store
        self.world = world
        self.editing = editing.Editing(world, plain)
        self.routes = Map(
            [
                Rule("/", endpoint=self.matters),
                Rule("/nc", endpoint=self.deep_links),
                Rule("/nc/", endpoint=self.deep_links),
                Rule("/style.css", endpoint=self.style),
                Rule("/matters", endpoint=self.matters),
                Rule("/matters/<int:id>", endpoint=self.matter),
                Rule("/practice-areas", endpoint=self.practice_areas),
                Rule("/trash", endpoint=self.trash),
                Rule("/contacts", endpoint=self.contacts),
                Rule("/contacts/<int:id>", endpoint=self.contact),
                Rule("/documents/<int:id>", endpoint=self.document),
                Rule("/documents/<int:id>/file", endpoint=self.file),
            ],
            strict_slashes=False,
        )

    def __call__(self, request):
        if request.method == "POST":
            return self.editing(request)
        try:
            verb, args = self.routes.bind("").match(request.path, method=request.method)
        except NotFound:
            return plain("Nothing here", "This page does not exist in the sandbox.", 404)
        with self.store.lock:
            return verb(**args)

    def shown(self, body):
        return page(body, who=self.store.all("account")[0]["name"])

    def missing(self, kind):
        return plain("Not found", f"This {kind} does not exist, or was deleted.", 404)

    def style(self):
        headers = {"Cache-Control": "max-age=60"}
        return Response(STYLE, content_type="text/css; charset=utf-8", headers=headers)

    def deep_links(self):
        return self.shown(DEEP_LINKS + heading("Matters") + self.matter_table(self.newest()))

    def newest(self):
        return self.store.all("matter")[::-1]

    def matters(self):
        return self.shown(heading("Matters") + self.matter_table(self.newest()))

    def matter_table(self, rows):
        labels = (
            "Matter",
            "Client",
            "Description",
            "Practice area",
            "Status",
            "Reference",
        )
        return table(labels, [self.matter_line(row) for row in rows])

    def matter_line(self, row):
        person = self.store.get("contact", row["client_id"])
        return (
            link("matters", row, row["display_number"]),
            link("contacts", person, person["name"]),
            row["description"],
            (practice_area(self.store, row) or {}).get("name"),
            row["status"],
            row["client_reference"],
        )

    def matter(self, id):
        row = self.store.get("matter", id)
        if row is None:
            return self.missing("matter")
        names = (
            "Number",
            "Client",
            "Description",
            "Practice area",
            "Status",
            "Client reference",
        )
        more = [("Location", row["location"]), ("Opened", row["open_date"])]
        documents = [one for one in self.store.all("document") if one["matter_id"] == id]
        return self.shown(
            heading(f"{row['display_number']} · {row['description']}")
            + facts([*zip(names, self.matter_line(row), strict=True), *more])
            + Markup("<h2>Documents</h2>")
            + self.document_table(documents)
            + editing.of_matter(self.store, row)
        )

    def document_table(self, rows):
        labels = ("Document", "Size", "State", "SHA-256", "Version")
        return table(labels, [self.document_line(row) for row in rows])

    def document_line(self, row):
        version = versions_of(self.store, row)[-1]
        stored = self.store.get("object", version["uuid"]) or {}
        done = version["fully_uploaded"]
        state = Markup('<span class="{}">{}</span>').format(
            "good" if done else "wait", "complete" if done else "not complete"
        )
        return (
            link("documents", row, row["name"]),
            f"{stored['size']:,} bytes" if stored else None,
            Markup("{} · in the trash").format(state) if row["deleted_at"] else state,
            Markup("<code>{}</code>").format(stored["sha256"]) if stored else None,
            version["version_number"],
        )

    def document(self, id):
        row = self.store.get("document", id)
        if row is None:
            return self.missing("document")
        _, size, state, digest, number = self.document_line(row)
        version = versions_of(self.store, row)[-1]
        matter = self.store.get("matter", row["matter_id"])
        properties = ", ".join(
            f"{one['name']} = {one['value']}" for one in row["external_properties"]
        )
        pairs = [
            (
                "Matter",
                link("matters", matter, matter["display_number"]) if matter else None,
            ),
            ("State", state),
            ("Size", size),
            ("SHA-256", digest),
            ("Version", number),
            ("Content type", version["content_type"]),
            ("Received", moment(row["created_at"])),
            ("External properties", properties),
        ]
        opened = Markup('<p><a href="/documents/{}/file">Open {}</a></p>').format(id, row["name"])
        complete = any(one["fully_uploaded"] for one in versions_of(self.store, row))
        shown = heading(row["name"]) + facts(pairs) + (opened if complete else "")
        return self.shown(shown + editing.of_document(row))

    def file(self, id):
        row = self.store.get("document", id)
        done = [one for one in versions_of(self.store, row or {"id": 0}) if one["fully_uploaded"]]
        if not done:
            return self.missing("document")
        return Response(status=303, headers={"Location": get_url(self.world, done[-1])})

    def contacts(self):
        labels = ("Name", "Type", "Email", "Phone")
        rows = [
            (
                link("contacts", row, row["name"]),
                row["type"],
                joined(row["email_addresses"], "address"),
                joined(row["phone_numbers"], "number"),
            )
            for row in self.store.all("contact")[::-1]
        ]
        return self.shown(heading("Contacts") + table(labels, rows))

    def contact(self, id):
        row = self.store.get("contact", id)
        if row is None:
            return self.missing("contact")
        matters = [one for one in self.newest() if one["client_id"] == id]
        pairs = [
            ("Type", row["type"]),
            ("Email", joined(row["email_addresses"], "address")),
            ("Phone", joined(row["phone_numbers"], "number")),
        ]
        body = heading(row["name"]) + facts(pairs) + Markup("<h2>Matters</h2>")
        return self.shown(body + self.matter_table(matters) + editing.of_contact(self.store, row))

    def practice_areas(self):
        rows = [(row["name"], editing.of_area(row)) for row in self.store.all("practice_area")]
        return self.shown(heading("Practice areas") + table(("Name", "Change"), rows))

    def trash(self):
        rows = [
            (kind, row.get("display_number") or row["name"], editing.restoring(kind, row))
            for kind, row in trash.listed(self.store)
        ]
        return self.shown(heading("Trash") + table(("Kind", "Name", ""), rows))


def joined(rows, key):
    return Markup("<br>").join(escape(f"{row[key]} ({row['name']})") for row in rows)
