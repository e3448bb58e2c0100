"""Rows in memory, each change a line in a journal; a line is whole or it does not count."""

import contextlib
import json
import os
import secrets
import threading
from pathlib import Path
from typing import Any

FIRST_IDS = {
    "account": 310001,
    "user": 350001,
    "practice_area": 4500001,
    "contact": 15000001,
    "matter": 17000001,
    "folder": 19000001,
    "document": 21000001,
    "version": 23000001,
    "nested": 25000001,
    "grant": 1,
}


class Store:
    """`rows[kind][id]` is a dict; change it, then `save` it inside `batch()`."""

    def __init__(self, folder, now):
        self.folder = Path(folder)
        self.blobs = self.folder / "blobs"
        self.blobs.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "journal.jsonl"
        self.now = now
        self.world: Any = None  # whose store this is; set by World
        self.lock = threading.RLock()
        self.pending = []
        self.depth = 0
        self._forget()
        self._replay()
        self._compact()

    def _forget(self):
        self.rows = {}
        self.last_ids = {}

    def _replay(self):
        if not self.path.exists():
            return
        for line in self.path.read_bytes().splitlines():
            try:
                changes = json.loads(line)
            except ValueError:
                break  # the line a kill cut short
            for change in changes:
                self._apply(*change)

    def _apply(self, kind, key, row):
        if isinstance(key, int):
            self.last_ids[kind] = max(self.last_ids.get(kind, 0), key)
        table = self.rows.setdefault(kind, {})
        if row is None:
            table.pop(key, None)
        else:
            table[key] = row

    def _compact(self):
        fresh = self.path.with_suffix(".new")
        with fresh.open("w") as out:
            for kind, last in self.last_ids.items():
                out.write(json.dumps([[kind, last, None]]) + "\n")
            for kind, table in self.rows.items():
                for key, row in table.items():
                    out.write(json.dumps([[kind, key, row]]) + "\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self.path)
        self.journal = self.path.open("ab", buffering=0)

    @contextlib.contextmanager
    def batch(self):
        """Everything saved inside reaches the disk as one line."""
        with self.lock:
            self.depth += 1
            try:
                yield self
            finally:
                self.depth -= 1
                if not self.depth and self.pending:
                    line = "[" + ",".join(self.pending) + "]\n"
                    self.pending = []
                    self.journal.write(line.encode())

    def _write(self, kind, key, row):
        with self.batch():
            self.pending.append(json.dumps([kind, key, row]))

    def next_id(self, kind):
        self.last_ids[kind] = self.last_ids.get(kind, FIRST_IDS[kind] - 1) + 1
        return self.last_ids[kind]

    def add(self, kind, row):
        """A new row with its id and stamps; whole seconds, as Clio's database keeps them."""
        now = int(self.now())
        row = {
            "id": self.next_id(kind),
            "created_at": now,
            "updated_at": now,
            "changes": 0,
        } | row
        self.put(kind, row["id"], row)
        return row

    def put(self, kind, key, row):
        self.rows.setdefault(kind, {})[key] = row
        self._write(kind, key, row)

    def save(self, kind, row):
        row["updated_at"] = int(self.now())
        row["changes"] += 1
        self._write(kind, row["id"], row)

    def remove(self, kind, key):
        self.table(kind).pop(key, None)
        self._write(kind, key, None)

    def table(self, kind):
        return self.rows.get(kind, {})

    def get(self, kind, key):
        return self.table(kind).get(key)

    def all(self, kind):
        return list(self.table(kind).values())

    def secret(self, name):
        """A random key made once and kept."""
        with self.batch():
            row = self.get("secret", name)
            if row is None:
                row = {"value": secrets.token_hex(32)}
                self.put("secret", name, row)
            return row["value"]

    def empty(self):
        with self.lock:
            self._forget()
            self.journal.close()
            self.path.write_bytes(b"")
            self.journal = self.path.open("ab", buffering=0)
            for blob in self.blobs.iterdir():
                blob.unlink(missing_ok=True)
