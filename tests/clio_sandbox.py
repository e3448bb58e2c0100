"""A Clio in its own process, for tests to start, watch, break and stop."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from devtools.processes import leashed

ROOT = Path(__file__).resolve().parent.parent


class Sandbox:
    """with Sandbox.start() as clio: … clio.url, clio.control_url, clio.uploads.

    Options become the command's own: Sandbox.start(window=2, client_id="x").
    """

    def __init__(self, process, folder, addresses, options):
        self.process = process
        self.store_dir = folder
        self.url = addresses["clio"]
        self.uploads = addresses["uploads"]
        self.control_url = addresses["clio_control"]
        self.options = options

    @classmethod
    def start(cls, store_dir=None, **options):
        folder = Path(store_dir or tempfile.mkdtemp(prefix="clio-sandbox-"))
        command = [sys.executable, "-m", "integrations.clio.sandbox"]
        process = subprocess.Popen(
            leashed([*command, *flags(store=folder, **options)]),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"The sandbox did not start (exit {process.wait()}).")
        return cls(process, folder, json.loads(line), options)

    def restart(self):
        """The same store on the same ports, after a stop or a kill."""
        ports = {
            "port": self.url.rpartition(":")[2],
            "upload_port": self.uploads.rpartition(":")[2],
            "control_port": self.control_url.rpartition(":")[2],
        }
        again = Sandbox.start(self.store_dir, **{**self.options, **ports})
        self.__dict__.update(again.__dict__)

    def stop(self):
        self.process.terminate()
        self._ended()

    def kill(self):
        self.process.kill()
        self._ended()

    def _ended(self):
        self.process.wait(10)
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()

    def control(self, method, path, body=None):
        """One call to the control port; raises AssertionError with its answer when refused."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.control_url + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()!r}") from error

    def ledger(self, since=0):
        return self.control("GET", f"/ledger?since={since}")["entries"]

    def mark(self):
        """Where the ledger is now; pass it to ledger() later."""
        return self.control("GET", "/")["ledger"]

    def store(self):
        return self.control("GET", "/store")

    def reset(self):
        self.control("POST", "/reset")

    def faults(self, kind, *, times=1, match=None, **more):
        """Arm one fault: faults("500_after", match={"method": "POST", "path": "contacts"})."""
        body = {"kind": kind, "times": times, "match": match or {}, **more}
        return self.control("POST", "/faults", body)

    def no_faults(self):
        self.control("DELETE", "/faults")

    def late(self, seconds, *, answer="500", times=1, match=None):
        body = {"seconds": seconds, "answer": answer, "times": times, "match": match or {}}
        return self.control("POST", "/late", body)

    def latency(self, seconds, *, uploads=False):
        self.control("POST", "/latency", {"seconds": seconds, "uploads": uploads})

    def settings(self, **changes):
        return self.control("POST", "/settings", changes)

    def clock(self, offset):
        return self.control("POST", "/clock", {"offset": offset})

    def reset_budget(self):
        self.control("POST", "/budget/reset")

    def expire_tokens(self):
        self.control("POST", "/tokens/expire")

    def revoke_grants(self):
        self.control("POST", "/tokens/revoke")

    def token(self):
        """{"access_token", "refresh_token", …} without a walk through the pages."""
        return self.control("POST", "/tokens")

    def sign_in(self, name="", account_id=0):
        """Who presses the buttons in Clio from now on: a new account's person, or one of before."""
        return self.control("POST", "/accounts", {"name": name, "id": account_id})

    def add(self, noun, **attributes):
        """A record as a person would make it in Clio: add("contacts", type="Person", …)."""
        return self.control("POST", f"/{noun}", attributes)

    def change(self, noun, id, **attributes):
        return self.control("PATCH", f"/{noun}/{id}", attributes)

    def delete(self, noun, id, *, purge=False):
        self.control("DELETE", f"/{noun}/{id}{'?purge=true' if purge else ''}")

    def restore(self, noun, id):
        """Brings back what was deleted, as a person would in Clio."""
        assert self.control("POST", f"/{noun}/{id}/restore", {}) == {"ok": True}

    def merge(self, id, *, into):
        """One contact into another, as a person would in Clio."""
        assert self.control("POST", f"/contacts/{id}/merge", {"into": into}) == {"ok": True}

    def until(self, condition, seconds=10):
        """What condition(store) answers once it is true; polls, then gives up loudly."""
        deadline = time.monotonic() + seconds
        while not (found := condition(self.store())):
            if time.monotonic() > deadline:
                raise AssertionError(f"Not so within {seconds} s: {condition}")
            time.sleep(0.02)
        return found


def flags(**options):
    for name, value in options.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            yield f"--{name.rstrip('s') if name == 'redirect_uris' else name}".replace("_", "-")
            yield str(one)
