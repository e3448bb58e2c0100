"""The authorization page: the question whether an app may come in."""

from markupsafe import Markup

from .accounts import visitor
from .pages import page

PERMISSIONS = [
    ("Matters", "Read and write matters and practice areas"),
    ("Contacts", "Read and write people and companies"),
    ("Documents", "Read and write documents and folders"),
]


def ask(world, asked):
    """The authorization page; a plain form, so that it works without scripts."""
    user = visitor(world)
    account = world.store.get("account", user["account_id"])
    hidden = Markup().join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, value in asked.items()
        if name != "decision"
    )
    rows = Markup().join(
        Markup('<li><b>{}</b> (read/write)<br><span class="soft">{}</span></li>').format(*one)
        for one in PERMISSIONS
    )
    body = Markup(
        '<div class="card narrow"><h1>{app} asks to use {firm}</h1>'
        '<p class="soft">Signed in as {name} &lt;{email}&gt;, plan {plan}</p>'
        "<p>If you allow it, {app} may use these records for you:</p>"
        '<ul class="plain">{rows}</ul><form method="post" action="/oauth/authorize">{hidden}'
        '<button class="main" name="decision" value="allow">Allow Access</button>'
        '<button name="decision" value="decline">Decline</button></form></div>'
    )
    return page(
        body.format(
            app=world.settings.app_name,
            firm=account["name"],
            name=user["name"],
            email=user["email"],
            plan=user["plan"],
            rows=rows,
            hidden=hidden,
        ),
        who=account["name"],
    )
