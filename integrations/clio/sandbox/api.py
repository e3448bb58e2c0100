"""/api/v4: who may ask, how often, and where each question goes."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.http import http_date
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Response

from . import contacts, documents, lists, matters, practice_areas
from .answers import JSON, Refusal, as_json, forbidden, invalid_token
from .calls import Call, One, same_etag
from .faults import HTML, html403
from .fields import etag, selection, show
from .ledger import short

VERSION = "4.0.13"
VERSIONS = {"4.0.10", "4.0.11", "4.0.12", VERSION}
PREFIX = "/api/v4"

NOUNS = {
    "contacts": (contacts, "Contact"),
    "matters": (matters, "Matter"),
    "documents": (documents, "Document"),
    "practice_areas": (practice_areas, "PracticeArea"),
}


def rules():
    for path, (module, type_name) in NOUNS.items():
        for method, verb, place in (
            ("GET", module.index, path),
            ("POST", module.create, path),
            ("GET", module.show, f"{path}/<int:id>"),
            ("PATCH", module.change, f"{path}/<int:id>"),
            ("DELETE", module.delete, f"{path}/<int:id>"),
        ):
            yield Rule(f"/{place}", methods=[method], endpoint=(verb, type_name))
    for place, verb, type_name in (
        ("users/who_am_i", practice_areas.who_am_i, "User"),
        ("contacts/<int:id>/email_addresses", contacts.email_addresses, "EmailAddress"),
        ("contacts/<int:id>/phone_numbers", contacts.phone_numbers, "PhoneNumber"),
        ("matters/<int:id>/client", matters.client, "Contact"),
        ("documents/<int:id>/versions", documents.versions, "DocumentVersion"),
        ("documents/<int:id>/download", documents.download, "Document"),
    ):
        yield Rule(f"/{place}", methods=["GET"], endpoint=(verb, type_name))


ROUTES = Map(list(rules()), strict_slashes=False)
MOVED = "/practice_areas_with_categories"


class Api:
    def __init__(self, world):
        self.world = world

    def gate(self, request):
        """(headers for the answer, a refusal or None): version, token, budget."""
        if not request.path.startswith(PREFIX + "/"):
            return {}, None
        bearer = bearer_token(request)
        token = self.token(bearer)
        headers, wait = self.world.budget.spend(short(bearer) or "", count=token is not None)
        version = request.headers.get("X-API-VERSION", VERSION)
        if version not in VERSIONS:
            gone = Refusal(410, "Gone", f"API version {version} is not supported")
            return headers, gone.response()
        headers["X-API-VERSION"] = version
        if self.world.settings.waf and looks_odd(request.headers.get("User-Agent", "")):
            return headers, html403()
        if token is None:
            return headers, invalid_token()
        return headers, None if wait is None else self.too_many(wait)

    def token(self, bearer):
        """The live access token a request carries, if any."""
        token = self.world.store.get("token", bearer)
        return token if token and token["expires_at"] > self.world.now() else None

    def too_many(self, seconds):
        headers = {"Retry-After": str(seconds)}
        shape = self.world.settings.body_429
        if shape == "empty":
            return Response(status=429, headers=headers)
        if shape == "html":
            page = HTML.format("429 Too Many Requests")
            return Response(page, 429, headers=headers, content_type="text/html")
        error = {"type": "RateLimited", "message": "Too many requests"}
        return as_json({"error": error}, 429, headers)

    def __call__(self, request):
        if not self.world.settings.api_access:
            raise forbidden()
        path = request.path.removeprefix(PREFIX).removesuffix(".json")
        if self.world.settings.practice_area_307 and re.match(r"/practice_areas(/|$)", path):
            return self.moved(request)
        path = path.replace(MOVED, "/practice_areas", 1)
        (verb, type_name), args = self.route(request, path)
        self.may_use(path)
        chosen = selection(type_name, request.args.get("fields", ""))
        if request.method in ("POST", "PATCH"):
            request.get_data(cache=True)
        with self.world.store.batch():
            user = self.user(request)
            if user is None:
                return invalid_token()
            call = Call(self.world, request, user=user)
            return self.answer(call, verb(call, **args), chosen)

    def route(self, request, path):
        try:
            return ROUTES.bind("").match(path, method=request.method)
        except NotFound as missing:
            raise Refusal(404, self.world.settings.type_404, "Not found") from missing
        except MethodNotAllowed as wrong:
            raise Refusal(405, "MethodNotAllowed", "Method not allowed") from wrong

    def may_use(self, path):
        """Only what the app was given; practice areas come with matters."""
        noun = path.split("/")[1].replace("practice_areas", "matters")
        settings = self.world.settings
        if noun not in settings.permissions and not (noun == "users" and settings.users_permission):
            raise forbidden()

    def user(self, request):
        """Who holds the token; None once it has ended."""
        token = self.token(bearer_token(request))
        grant = token and self.world.store.get("grant", token["grant_id"])
        return grant and self.world.store.get("user", grant["user_id"])

    def moved(self, request):
        location = request.url.replace("/practice_areas", MOVED, 1)
        return Response(status=307, headers={"Location": location})

    def answer(self, call, result, chosen):
        if result is None:
            return Response(status=204)
        if isinstance(result, Response):
            return result
        if isinstance(result, One):
            return self.one(call, result, chosen)
        rows, paging = lists.page(call.request, result.rows)
        data = [show(call.store, result.type, row, chosen) for row in rows]
        meta = {"paging": paging}
        if self.world.settings.records:
            meta["records"] = len(rows)
        return as_json({"data": data, "meta": meta})

    def one(self, call, result, chosen):
        row = result.row
        headers = {"ETag": etag(row), "Last-Modified": http_date(row["updated_at"])}
        if call.request.method == "GET" and not_modified(call.request, row):
            return Response(status=304, headers=headers, content_type=JSON)
        data = show(call.store, result.type, row, chosen)
        return as_json({"data": data}, result.status, headers)


def bearer_token(request):
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def looks_odd(agent):
    """What the firewall in front of Clio was seen to refuse: an address in the name, or Node's."""
    return "://" in agent or agent == "node"


def not_modified(request, row):
    if header := request.headers.get("If-None-Match"):
        return same_etag(header, etag(row))
    if header := request.headers.get("If-Modified-Since"):
        try:
            return datetime.fromtimestamp(row["updated_at"], UTC) <= parsedate_to_datetime(header)
        except (TypeError, ValueError):
            return False
    return False
