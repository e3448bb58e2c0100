"""Connected apps, as a person sees them in Clio's settings: each can be let out there."""

import json
import urllib.error
import urllib.request

from markupsafe import Markup
from werkzeug.wrappers import Response

from . import pages

PATIENCE = 3


class Apps:
    def __init__(self, world, oauth):
        self.world = world
        self.store = world.store
        self.oauth = oauth

    def __call__(self, request):
        if request.method != "POST":
            return self.listed()
        with self.store.batch():
            users = self.let_out()
        for user in users:
            self.tell(user)
        return Response(status=303, headers={"Location": "/settings/apps"})

    def living(self):
        return [one for one in self.store.all("grant") if not one.get("revoked")]

    def listed(self):
        name = self.world.settings.app_name
        form = Markup(
            '<div class="card narrow"><h2>{}</h2><p>Matters, Contacts, Documents (read/write)</p>'
            '<form method="post" action="/settings/apps"><button>Disconnect {}</button></form></div>'
        ).format(name, name)
        body = form if self.living() else Markup('<p class="soft">No app is connected.</p>')
        firm = self.store.all("account")[0]["name"]
        return pages.page(pages.heading("Connected apps") + body, who=firm)

    def let_out(self):
        """All tokens of the app end, whoever allowed it. Answers whose they were."""
        grants = self.living()
        for grant in grants:
            self.oauth.revoke(grant)
        return sorted({grant["user_id"] for grant in grants})

    def tell(self, user):
        """Clio posts once to the address the app registered, signed by nobody; it may get lost."""
        settings = self.world.settings
        if not settings.deauthorize_url:
            return
        told = {"client_id": settings.client_id, "user_id": user, "access_token": "all"}
        request = urllib.request.Request(  # noqa: S310 - an address of a test's own choosing
            settings.deauthorize_url,
            data=json.dumps(told).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310
                pass
        except (urllib.error.URLError, OSError):
            return
