"""Every request the sandbox was asked, one JSON line each, on disk so that memory stays flat."""

import hashlib
import json
import threading
from pathlib import Path

BODY_LIMIT = 256 * 1024
FILE_LIMIT = 128 * 1024 * 1024
SECRETS = {"client_secret", "refresh_token", "access_token", "code", "token"}


def short(token):
    """A name for a token that does not give it away."""
    return hashlib.sha256(token.encode()).hexdigest()[:12] if token else None


def without_secrets(data):
    return {name: "…" if name in SECRETS else value for name, value in data.items()}


def readable(raw, content_type, *, secret=False):
    """A body as JSON where it is JSON, else its first characters."""
    if not raw:
        return None
    if len(raw) > BODY_LIMIT:
        return f"{len(raw)} bytes"
    if "json" in content_type:
        try:
            data = json.loads(raw)
            return without_secrets(data) if secret else data
        except ValueError:
            pass
    return raw[:2000].decode("utf-8", "replace")


class Ledger:
    def __init__(self, folder):
        self.path = Path(folder) / "ledger.jsonl"
        self.lock = threading.Lock()
        self.clear()

    def clear(self):
        with self.lock:
            self.file = self.path.open("w+b", buffering=0)
            self.offsets = []
            self.first = 1
            self.size = 0

    def add(self, entry):
        with self.lock:
            if self.size > FILE_LIMIT:
                self._start_over()
            entry = {"n": self.first + len(self.offsets)} | entry
            line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
            self.file.write(line)
            self.offsets.append(self.size)
            self.size += len(line)
            return entry["n"]

    def _start_over(self):
        self.first += len(self.offsets)
        self.offsets, self.size = [], 0
        self.file.truncate(0)
        self.file.seek(0)

    def since(self, n):
        """Entries numbered above n, oldest first."""
        with self.lock:
            skip = max(0, n + 1 - self.first)
            if skip >= len(self.offsets):
                return []
            begin, end = self.offsets[skip], self.size
        with self.path.open("rb") as file:
            file.seek(begin)
            return [json.loads(line) for line in file.read(end - begin).splitlines()]

    def last(self):
        with self.lock:
            return self.first + len(self.offsets) - 1
