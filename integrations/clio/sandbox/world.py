"""One running sandbox: its store, settings, clock and the way a request goes through it."""

import io
import time
import traceback

from werkzeug.wrappers import Request

from . import seed
from .answers import Refusal
from .budget import Budget
from .faults import AFTER, Faults, instead, server_error, spoil
from .ledger import Ledger, readable, short
from .server import Reset, Silence
from .settings import Settings
from .store import Store


class World:
    def __init__(self, folder, settings):
        self.first_settings = settings.as_dict() | {"client_secret": settings.client_secret}
        self.settings = settings
        self.offset = 0.0
        self.store = Store(folder, self.now)
        self.ledger = Ledger(folder)
        self.budget = Budget(settings)
        self.faults = Faults()
        self.store.world = self
        self.addresses = {}
        self.visitor = 0  # Who is signed in; nobody in particular: the first person of the first.
        seed.plant(self.store)

    def now(self):
        return time.time() + self.offset

    def reset(self):
        """Back to the seed; nothing else is kept."""
        with self.store.lock:
            self.offset, self.visitor = 0.0, 0
            self.settings.change(Settings(**self.first_settings).__dict__)
            self.store.empty()
            seed.plant(self.store)
            self.ledger.clear()
            self.budget.reset()
            self.faults.clear()


class Origin:
    """One address of the sandbox: faults, latency and the ledger around its application."""

    def __init__(self, world, name, work, gate=None, too_many=None):
        self.world = world
        self.name = name
        self.work = work
        self.gate = gate
        self.too_many = too_many or (lambda seconds: server_error(503, seconds))

    def __call__(self, request):
        arrived, started = time.time(), time.perf_counter()
        entry = self.entry(request, arrived)
        response = None
        try:
            self.world.faults.wait(self.name)
            response = self.answer(request, entry)
            return response
        except (Reset, Silence) as gone:
            entry["lost"] = type(gone).__name__.lower()
            raise
        finally:
            entry["seconds"] = round(time.perf_counter() - started, 6)
            self.record(request, entry, response)

    def answer(self, request, entry):
        headers, refusal = self.gate(request) if self.gate else ({}, None)
        response = refusal if refusal is not None else self.with_faults(request, entry)
        response.headers.update(headers)
        return response

    def with_faults(self, request, entry):
        fault = self.world.faults.pick(self.name, request.method, request.path)
        if fault is None:
            return self.guarded(request)
        entry["fault"] = fault.kind
        if fault.kind == "late":
            return self.later(request, fault)
        if fault.kind not in AFTER:
            return instead(fault, self.too_many)
        response = self.guarded(request)
        entry["did"] = response.status_code
        return spoil(fault, response)

    def guarded(self, request):
        try:
            return self.work(request)
        except Refusal as refusal:
            return refusal.response()
        except (Reset, Silence, OSError):
            raise
        except Exception:  # noqa: BLE001 (a server says 500 and goes on)
            traceback.print_exc()
            return server_error(500)

    def later(self, request, fault):
        """Commits after the client was told something else."""
        body = io.BytesIO(request.get_data(cache=True))
        again = Request(request.environ | {"wsgi.input": body}, populate_request=False)
        self.world.faults.after(fault.options.get("seconds", 1), self.late, again)
        answer = fault.options.get("answer", "500")
        if answer == "rst":
            raise Reset
        if answer == "timeout":
            raise Silence
        return server_error(int(answer))

    def late(self, request):
        entry = self.entry(request, time.time()) | {"late": True}
        response = self.guarded(request)
        self.record(request, entry, response)

    def entry(self, request, arrived):
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        return {
            "at": arrived,
            "origin": self.name,
            "method": request.method,
            "path": request.path,
            "query": request.query_string.decode("latin-1"),
            "token": short(token),
            "version": request.headers.get("X-API-VERSION"),
        }

    def record(self, request, entry, response):
        entry["request"] = request_body(request, self.name)
        entry["status"] = response.status_code if response is not None else None
        if response is not None:
            entry["headers"] = readable_headers(response.headers)
        if response is not None and not response.direct_passthrough:
            secret = request.path.startswith("/oauth")
            kind = response.content_type or ""
            entry["response"] = readable(response.get_data(), kind, secret=secret)
        self.world.ledger.add(entry)


def readable_headers(headers):
    """The headers that say something, without the codes and signatures in an address."""
    found = {name: value for name, value in headers if not name.startswith("Content")}
    if "Location" in found:
        found["Location"] = found["Location"].partition("?")[0]
    return found


def request_body(request, origin):
    if origin == "uploads":
        return {"length": request.content_length}
    if request.path.startswith("/oauth"):
        return {
            name: "…" if name != "grant_type" else value for name, value in request.form.items()
        }
    return readable(request.get_data(cache=True), request.content_type or "")
