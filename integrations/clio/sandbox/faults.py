"""Ways to go wrong, armed by the control port.

BEFORE: nothing was done. AFTER: the work was done, and the answer is lost or unusable.
"""

import json
import random
import re
import threading
import time

from werkzeug.wrappers import Response

from .answers import Refusal, argument_error, as_json, invalid_token
from .server import Reset, Silence

# An answer that says nothing of what was made.
SHAPES: dict = {"no_id": {}, "null_data": None, "list_data": [], "text_id": {"id": "12"}}
BEFORE = {
    "500_before",
    "503_before",
    "error",
    "429",
    "401",
    "html403",
    "upload_timeout",
    "stall_before",
    "rst_before",
}
AFTER = {"500_after", "timeout", "rst_after", "garbage", "empty", "slow"} | set(SHAPES)
HTML = "<!doctype html><title>{0}</title><h1>{0}</h1>"


class Fault:
    def __init__(self, number, kind, match, times, skip, probability, seed, options):
        self.id = number
        self.kind = kind
        self.match = match
        self.left = times
        self.skip = skip
        self.probability = probability
        self.random = random.Random(seed)  # noqa: S311
        self.options = options
        self.hits = 0

    def takes(self, origin, method, path):
        """Whether this request is the one; counts it when so."""
        if self.left == 0 or not self._matches(origin, method, path):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.probability < 1 and self.random.random() >= self.probability:
            return False
        self.left = None if self.left is None else self.left - 1
        self.hits += 1
        return True

    def _matches(self, origin, method, path):
        wanted = self.match
        return (
            origin == wanted.get("origin", "clio")
            and method == wanted.get("method", method).upper()
            and re.search(wanted.get("path", ""), path) is not None
        )

    def as_dict(self):
        return {
            "id": self.id,
            "kind": self.kind,
            "match": self.match,
            "left": self.left,
            "hits": self.hits,
        } | self.options


class Faults:
    """Armed faults, and late commits; the first that matches a request is used."""

    def __init__(self):
        self.lock = threading.Lock()
        self.timers = []
        self.clear()

    def clear(self):
        """Disarm everything; what was to be committed late never is."""
        with self.lock:
            for timer in self.timers:
                timer.cancel()
            self.timers = []
            self.armed = []
            self.number = 0
            self.latency = 0.0
            self.upload_latency = 0.0

    def arm(self, wanted):
        kind = wanted.pop("kind", None)
        if kind not in BEFORE | AFTER | {"late"}:
            raise argument_error(f"kind must be one of {', '.join(sorted(BEFORE | AFTER))}")
        match = wanted.pop("match", {})
        try:
            re.compile(match.get("path", ""))
        except re.error as error:
            raise argument_error(f"match.path: {error}") from error
        with self.lock:
            self.number += 1
            fault = Fault(
                self.number,
                kind,
                match,
                wanted.pop("times", 1),
                wanted.pop("skip", 0),
                wanted.pop("probability", 1),
                wanted.pop("seed", 0),
                wanted,
            )
            self.armed.append(fault)
        return fault

    def pick(self, origin, method, path):
        with self.lock:
            for fault in self.armed:
                if fault.takes(origin, method, path):
                    return fault
        return None

    def after(self, seconds, work, *args):
        timer = threading.Timer(seconds, work, args)
        timer.daemon = True
        with self.lock:
            self.timers = [one for one in self.timers if one.is_alive()]
            self.timers.append(timer)
            timer.start()

    def as_list(self):
        with self.lock:
            return [fault.as_dict() for fault in self.armed]

    def wait(self, origin):
        seconds = self.upload_latency if origin == "uploads" else self.latency
        if seconds:
            time.sleep(seconds)


def instead(fault, too_many):
    """The answer given in place of the work."""
    match fault.kind:
        case "rst_before":
            raise Reset
        case "stall_before":
            raise Silence
        case "401":
            return invalid_token()
        case "429":
            return too_many(fault.options.get("retry_after", 1))
        case "html403":
            return html403()
    return refusal_of(fault)


def refusal_of(fault):
    match fault.kind:
        case "upload_timeout":
            message = "A timeout occurred verifying the remote file. Please try the request again."
            status = fault.options.get("status", 504)
            return Refusal(status, "UploadTimeoutError", message).response()
        case "error":
            said = {"type": "Conflict", "message": "Conflict", "status": 409} | fault.options
            return Refusal(said["status"], said["type"], said["message"]).response()
        case kind:
            return server_error(int(kind.partition("_")[0]), fault.options.get("retry_after"))


def html403():
    return Response(HTML.format("403 Forbidden"), 403, content_type="text/html")


def spoil(fault, response):
    """What the client gets of an answer to work that was done."""
    match fault.kind:
        case "500_after":
            return server_error(500)
        case "rst_after":
            raise Reset
        case "timeout":
            raise Silence
        case "garbage":
            response.set_data(b'{"data": {"id": 12')
        case "empty":
            response.set_data(b"")
        case kind if kind in SHAPES:
            response.set_data(json.dumps({"data": SHAPES[kind]}))
        case "slow":
            return dribble(response, fault.options.get("seconds", 2))
    return response


def server_error(status, retry_after=None):
    error = {"type": "InternalServerError", "message": "Something went wrong"}
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else None
    return as_json({"error": error}, status, headers)


def dribble(response, seconds, pieces=10):
    data = response.get_data()
    step = max(1, -(-len(data) // pieces))

    def chunks():
        for start in range(0, len(data), step):
            time.sleep(seconds / pieces)
            yield data[start : start + step]

    response.headers["Content-Length"] = str(len(data))
    response.response = chunks()
    response.direct_passthrough = True
    return response
