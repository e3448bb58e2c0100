"""OAuth 2.0, authorization code grant (docs.developers.clio.com, "Authorization")."""

import base64
import binascii
import hmac
import secrets
import string
from urllib.parse import quote, urlencode, urlsplit

from werkzeug.wrappers import Response

from . import consent, pages
from .accounts import visitor
from .answers import as_json, invalid_token, oauth_error
from .api import bearer_token

ALPHABET = string.ascii_letters + string.digits


class Mistake(Exception):
    """The asking page cannot be shown, nor may anything be redirected."""


class OAuth:
    def __init__(self, world):
        self.world = world
        self.store = world.store

    def __call__(self, request):
        name = request.path.removeprefix("/oauth/")
        if name == "authorize":
            return self.authorize(request)
        if request.method != "POST":
            return Response("Not Found", 404)
        if name == "token":
            with self.store.batch():
                return self.token(request)
        with self.store.batch():
            return self.deauthorize(request)

    # -- the person -------------------------------------------------------

    def authorize(self, request):
        asked = request.form if request.method == "POST" else request.args
        try:
            self.check(asked)
        except Mistake as mistake:
            return pages.plain("This app cannot be connected", str(mistake), 400)
        if asked.get("response_type") != "code":
            return self.back(asked, error="unsupported_response_type")
        if request.method != "POST":
            return consent.ask(self.world, asked)
        if asked.get("decision") == "allow":
            return self.back(asked, code=self.new_code(asked))
        if asked.get("redirect_on_decline") == "true":
            return self.back(asked, error="access_denied")
        return pages.plain("Access declined", "Nothing was shared. You can close this page.", 200)

    def check(self, asked):
        settings = self.world.settings
        if asked.get("client_id") != settings.client_id:
            raise Mistake("No app is registered with this client id.")
        address = asked.get("redirect_uri", "")
        parts = urlsplit(address)
        if settings.redirect_uris and address not in settings.redirect_uris:
            raise Mistake("The redirect address is not registered for this app.")
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.fragment:
            raise Mistake("The redirect address is missing or is not a web address.")

    def back(self, asked, **answer):
        if asked.get("state"):
            answer["state"] = asked["state"]
        address = asked["redirect_uri"]
        joint = "&" if urlsplit(address).query else "?"
        location = address + joint + urlencode(answer, quote_via=quote)
        return Response(status=302, headers={"Location": location})

    def new_code(self, asked):
        code = secrets.token_urlsafe(24)
        with self.store.batch():
            user = visitor(self.world)
            self.store.put(
                "code",
                code,
                {
                    "redirect_uri": asked["redirect_uri"],
                    "client_id": asked["client_id"],
                    "user_id": user["id"],
                    "expires_at": self.world.now() + self.world.settings.code_lifetime,
                },
            )
        return code

    # -- the app ----------------------------------------------------------

    def token(self, request):
        client_id, secret = credentials(request)
        settings = self.world.settings
        if client_id != settings.client_id or not hmac.compare_digest(
            secret.encode(), settings.client_secret.encode()
        ):
            return oauth_error(
                401,
                "invalid_client",
                "Client authentication failed due to unknown client, no client authentication "
                "included, or unsupported authentication method.",
            )
        match request.form.get("grant_type"):
            case "authorization_code":
                answer = self.exchange(request.form, client_id)
            case "refresh_token":
                answer = self.refresh(request.form)
            case None:
                answer = oauth_error(400, "invalid_request", "grant_type is missing")
            case _:
                answer = oauth_error(
                    400, "unsupported_grant_type", "The grant type is not supported"
                )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def exchange(self, form, client_id):
        code = self.store.get("code", form.get("code", ""))
        if code is None:
            return invalid_grant()
        self.store.remove("code", form["code"])
        bound = code["redirect_uri"] == form.get("redirect_uri") and code["client_id"] == client_id
        if not bound or code["expires_at"] <= self.world.now():
            return invalid_grant()
        return as_json(self.new_grant(code["user_id"]))

    def new_grant(self, user_id):
        grant = self.store.add(
            "grant",
            {"user_id": user_id, "refresh_token": new_secret(), "revoked": False},
        )
        return self.tokens(grant, with_refresh=True)

    def refresh(self, form):
        grant = next(
            (
                one
                for one in self.store.all("grant")
                if one["refresh_token"] == form.get("refresh_token") and not one["revoked"]
            ),
            None,
        )
        if grant is None:
            return invalid_grant()
        settings = self.world.settings
        if settings.refresh_ends_old_token:
            self.end_tokens(grant)
        if settings.rotate_refresh:
            grant["refresh_token"] = new_secret()
            self.store.save("grant", grant)
        with_refresh = settings.rotate_refresh or settings.echo_refresh
        return as_json(self.tokens(grant, with_refresh=with_refresh))

    def tokens(self, grant, *, with_refresh):
        lifetime = self.world.settings.expires_in
        self.drop_expired()
        token = f"{secrets.randbelow(10**6)}-{new_secret(36)}"
        expires_at = self.world.now() + lifetime
        self.store.put("token", token, {"grant_id": grant["id"], "expires_at": expires_at})
        answer = {"token_type": "bearer", "access_token": token, "expires_in": lifetime}
        if with_refresh:
            answer["refresh_token"] = grant["refresh_token"]
        return answer

    def drop_expired(self):
        now = self.world.now()
        for kind in ("token", "code"):
            for key, row in list(self.store.table(kind).items()):
                if row["expires_at"] <= now:
                    self.store.remove(kind, key)

    def deauthorize(self, request):
        bearer = bearer_token(request)
        token = self.store.get("token", bearer)
        if token is None or token["expires_at"] <= self.world.now():
            return invalid_token()
        doomed = request.form.get("token", bearer)
        if found := self.store.get("token", doomed):
            if self.world.settings.deauthorize_ends_grant:
                self.revoke(self.store.get("grant", found["grant_id"]))
            self.store.remove("token", doomed)
        return Response(status=200)

    def revoke(self, grant):
        grant["revoked"] = True
        self.store.save("grant", grant)
        self.end_tokens(grant)

    def end_tokens(self, grant):
        for key, token in list(self.store.table("token").items()):
            if token["grant_id"] == grant["id"]:
                self.store.remove("token", key)


def invalid_grant():
    return oauth_error(
        400,
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the "
        "redirection URI used in the authorization request, or was issued to another client.",
    )


def credentials(request):
    """Client id and secret, from the body or HTTP Basic."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(text).decode().partition(":")
            return client_id, secret
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
    return request.form.get("client_id", ""), request.form.get("client_secret", "")


def new_secret(length=40):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
