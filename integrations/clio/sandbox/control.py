"""The control port: what a test may see, break and set. Never counted in the budget."""

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule

from . import contacts, documents, matters, practice_areas, trash
from .accounts import visitor
from .answers import Refusal, argument_error, as_json
from .calls import Call
from .fields import value
from .seed import sign_in

MODULES = {
    "contacts": ("contact", contacts),
    "matters": ("matter", matters),
    "documents": ("document", documents),
    "practice_areas": ("practice_area", practice_areas),
}

RECORD = "<any(contacts, matters, documents, practice_areas):noun>"


class Control:
    def __init__(self, world, oauth):
        self.world = world
        self.store = world.store
        self.oauth = oauth
        self.routes = Map(list(self.rules()), strict_slashes=False)

    def rules(self):
        for method, path, verb in (
            ("GET", "/", self.state),
            ("GET", "/ledger", self.ledger),
            ("GET", "/store", self.whole_store),
            ("POST", "/reset", self.reset),
            ("GET", "/faults", self.faults),
            ("POST", "/faults", self.arm),
            ("DELETE", "/faults", self.disarm),
            ("POST", "/latency", self.latency),
            ("POST", "/late", self.late),
            ("POST", "/tokens", self.new_token),
            ("POST", "/tokens/expire", self.expire),
            ("POST", "/tokens/revoke", self.revoke),
            ("POST", "/settings", self.settings),
            ("POST", "/accounts", self.sign_in),
            ("POST", "/budget/reset", self.reset_budget),
            ("POST", "/clock", self.clock),
            ("POST", "/<any(contacts, matters, practice_areas):noun>", self.create),
            ("PATCH", f"/{RECORD}/<int:id>", self.change),
            ("DELETE", f"/{RECORD}/<int:id>", self.delete),
            ("POST", "/<any(contacts, matters, documents):noun>/<int:id>/restore", self.restore),
            ("POST", "/contacts/<int:id>/merge", self.merge),
        ):
            yield Rule(path, methods=[method], endpoint=verb)

    def __call__(self, request):
        try:
            verb, args = self.routes.bind("").match(request.path, method=request.method)
            body = request.get_json(force=True) if request.get_data(cache=True) else {}
            if not isinstance(body, dict):
                raise argument_error("The body must be a JSON object")
            with self.store.batch():
                return as_json(verb(request, body, **args) or {"ok": True})
        except Refusal as refusal:
            return refusal.response()
        except (NotFound, MethodNotAllowed):
            return as_json({"error": f"No {request.method} {request.path} here"}, 404)

    # -- see --------------------------------------------------------------

    def state(self, request, body):
        world = self.world
        return {
            "settings": world.settings.as_dict(),
            "offset": world.offset,
            "latency": {
                "clio": world.faults.latency,
                "uploads": world.faults.upload_latency,
            },
            "faults": world.faults.as_list(),
            "spent": world.budget.state(),
            "ledger": world.ledger.last(),
            **world.addresses,
        }

    def ledger(self, request, body):
        return {"entries": self.world.ledger.since(request.args.get("since", 0, type=int))}

    def whole_store(self, request, body):
        store, now = self.store, self.world.now()
        live = [one for one in store.all("token") if one["expires_at"] > now]
        return {
            "contacts": store.all("contact"),
            "matters": store.all("matter"),
            "practice_areas": store.all("practice_area"),
            "documents": [self.document(row) for row in store.all("document")],
            "tokens": len(live),
            "grants": len([one for one in store.all("grant") if not one["revoked"]]),
        }

    def document(self, row):
        versions = [
            one | (self.store.get("object", one["uuid"]) or {"sha256": None})
            for one in documents.versions_of(self.store, row)
        ]
        done = any(one["fully_uploaded"] for one in versions)
        return row | {"versions": versions, "fully_uploaded": done}

    # -- break ------------------------------------------------------------

    def reset(self, request, body):
        self.world.reset()

    def faults(self, request, body):
        return {"faults": self.world.faults.as_list()}

    def arm(self, request, body):
        return self.world.faults.arm(body).as_dict()

    def disarm(self, request, body):
        self.world.faults.clear()

    def latency(self, request, body):
        seconds = float(body.get("seconds", 0))
        self.world.faults.latency = seconds
        self.world.faults.upload_latency = seconds if body.get("uploads") else 0.0

    def late(self, request, body):
        return self.world.faults.arm(body | {"kind": "late"}).as_dict()

    # -- set --------------------------------------------------------------

    def new_token(self, request, body):
        """An access token without the walk through the pages."""
        user = visitor(self.world)
        return self.oauth.new_grant(user["id"])

    def expire(self, request, body):
        now = self.world.now()
        for key, token in self.store.table("token").items():
            token["expires_at"] = min(token["expires_at"], now)
            self.store.put("token", key, token)

    def revoke(self, request, body):
        for grant in self.store.all("grant"):
            self.oauth.revoke(grant)

    def settings(self, request, body):
        self.world.settings.change(body)
        return self.world.settings.as_dict()

    def sign_in(self, request, body):
        """Into a new account {"name"}, or one that is there {"id"}."""
        return sign_in(self.world, body.get("name", ""), body.get("id", 0))

    def reset_budget(self, request, body):
        self.world.budget.reset()

    def clock(self, request, body):
        self.world.offset = float(body.get("offset", 0))
        return {"now": self.world.now()}

    # -- records, as a person in Clio would keep them ---------------------

    def call(self, body=None):
        data = body.get("data", body) if body is not None else {}
        return Call(self.world, data=data, user=visitor(self.world))

    def create(self, request, body, noun):
        result = MODULES[noun][1].create(self.call(body))
        return self.plain(result)

    def change(self, request, body, noun, id):
        return self.plain(MODULES[noun][1].change(self.call(body), id))

    def delete(self, request, body, noun, id):
        """As if deleted by hand (a document: to the trash); ?purge=true leaves no trace."""
        kind, module = MODULES[noun]
        if request.args.get("purge") == "true":
            self.store.remove(kind, id)
        else:
            self.away(kind, module, id)

    def away(self, kind, module, id):
        if kind == "practice_area":
            module.delete(self.call(), id)
        else:
            trash.delete(self.call(), kind, id)

    def restore(self, request, body, noun, id):
        """As if brought back by hand."""
        return {"ok": trash.restore(self.call(), MODULES[noun][0], id)}

    def merge(self, request, body, id):
        """One contact into another, {"into"}."""
        return {"ok": trash.merge(self.call(), id, body.get("into"))}

    def plain(self, result):
        return result.row | {"etag": value(self.store, result.type, result.row, "etag")}
