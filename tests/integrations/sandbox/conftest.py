import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import urllib3

from tests.clio_contract import check_exchange
from tests.clio_sandbox import Sandbox

CALLBACK = "http://127.0.0.1:8000/integrations/clio/callback/"
POOL = urllib3.PoolManager(retries=False, timeout=20)


@pytest.fixture(scope="session")
def running_clio(tmp_path_factory):
    with Sandbox.start(tmp_path_factory.mktemp("clio"), budget=10_000) as clio:
        yield clio


@pytest.fixture
def off_contract():
    """For a test that says on purpose what Clio's document does not know."""


@pytest.fixture
def clio(running_clio, request):
    """A sandbox on its first day; what was said to it is held against Clio's document."""
    running_clio.reset()
    yield running_clio
    if "off_contract" in request.fixturenames:
        return
    complaints = [
        one for entry in running_clio.ledger() for one in check_exchange(entry, deliberate=True)
    ]
    assert complaints == []


@pytest.fixture
def api(clio):
    return Api(clio)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.data

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        return self.json["data"]

    @property
    def error(self):
        return (self.status, self.json["error"]["type"], self.json["error"]["message"])


def ask(method, url, **options):
    return Answer(POOL.request(method, url, redirect=False, **options))


class Api:
    """Calls to /api/v4 with a token of its own."""

    def __init__(self, clio, token=None):
        self.clio = clio
        self.token = token or clio.token()["access_token"]

    def __call__(self, method, path, data=None, *, headers=None, **query):
        headers = {"Authorization": f"Bearer {self.token}"} | (headers or {})
        url = path if path.startswith("http") else f"{self.clio.url}/api/v4/{path}"
        if query:
            url += "?" + urlencode(
                [(name, one) for name, value in query.items() for one in many(value)]
            )
        body = None
        if data is not None:
            body = json.dumps({"data": data})
            headers["Content-Type"] = "application/json"
        return ask(method, url, body=body, headers=headers)

    def get(self, path, **options):
        return self("GET", path, **options)

    def post(self, path, data, **options):
        return self("POST", path, data, **options)

    def patch(self, path, data, **options):
        return self("PATCH", path, data, **options)

    def delete(self, path):
        return self("DELETE", path)

    def contact(self, first="Ana", last="Rivera", email="ana@example.com", **more):
        emails = [{"name": "Home", "address": email, "default_email": True}] if email else []
        person = {"type": "Person", "first_name": first, "last_name": last}
        return self.post("contacts.json", person | {"email_addresses": emails} | more).data["id"]

    def matter(self, **more):
        client = more.pop("client", None) or self.contact()
        attributes = {"client": {"id": client}, "description": "Divorce"} | more
        return self.post("matters.json", attributes).data["id"]

    def document(self, name="letter.pdf", parent=None, **more):
        """A document that waits for its bytes: (id, its version)."""
        parent = parent or {"id": self.matter(), "type": "Matter"}
        answer = self.post(
            "documents.json",
            {"name": name, "parent": parent} | more,
            fields="id,latest_document_version{id,uuid,put_url,put_headers,fully_uploaded,size}",
        )
        return answer.data["id"], answer.data["latest_document_version"]

    def upload(self, body=b"Dear Ana", **more):
        """A document that is complete: its id."""
        id, version = self.document(**more)
        assert put(version, body).status == 200
        done = {"uuid": version["uuid"], "fully_uploaded": True}
        assert self.patch(f"documents/{id}.json", done).status == 200
        return id


def many(value):
    return value if isinstance(value, list | tuple) else [value]


def put_headers(version):
    return {one["name"]: one["value"] for one in version["put_headers"]}


def put(version, body, headers=None):
    return ask("PUT", version["put_url"], body=body, headers=headers or put_headers(version))


def asked(**changes):
    """The query of an authorize page as an app would make it."""
    usual = {
        "response_type": "code",
        "client_id": "sandbox-client",
        "redirect_uri": CALLBACK,
        "state": "s-1",
    }
    return {name: value for name, value in (usual | changes).items() if value is not None}


def decide(clio, decision="allow", **changes):
    return ask("POST", f"{clio.url}/oauth/authorize", fields=asked(**changes) | {"decision": decision},
               encode_multipart=False)  # fmt: skip


def code_from(answer):
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def token_call(clio, **form):
    usual = {"client_id": "sandbox-client", "client_secret": "sandbox-secret"}
    fields = {name: value for name, value in (usual | form).items() if value is not None}
    headers = fields.pop("headers", None)
    return ask(
        "POST", f"{clio.url}/oauth/token", fields=fields, headers=headers, encode_multipart=False
    )
