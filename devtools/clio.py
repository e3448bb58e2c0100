"""The demo's Clio: the sandbox, or the server that CLIO_BASE_URL names."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from devtools.processes import Child
from devtools.trouble import Trouble

FIRST_PORTS = {"clio": 8100, "uploads": 8200, "clio_control": 8300}
OPTIONS = {"clio": "--port", "uploads": "--upload-port", "clio_control": "--control-port"}
LONGEST_START = 30


@dataclass
class Clio:
    address: str
    control: str | None
    settings: dict[str, str] = field(default_factory=dict)


def clio_of_the_environment() -> Clio | None:
    if not (address := os.environ.get("CLIO_BASE_URL", "")):
        return None
    settings = {name: value for name, value in os.environ.items() if name.startswith("CLIO_")}
    return Clio(address, None, settings)


class Sandbox:
    """Keeps its ports from one start to the next where they are free."""

    def __init__(self, folder: Path, secrets: dict[str, str], env: dict[str, str]) -> None:
        self.secrets = secrets
        self.folder, self.store = folder, folder / "clio"
        self.store.mkdir(exist_ok=True)
        self.child = Child("Clio sandbox", self.command(), folder / "log" / "clio.log", env)

    def command(self) -> list[str | Path]:
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "integrations.clio.sandbox",
            "--store",
            self.store,
        ]
        command += ["--client-id", self.secrets["CLIO_CLIENT_ID"]]
        command += ["--client-secret", self.secrets["CLIO_CLIENT_SECRET"]]
        for name, port in self.ports().items():
            command += [OPTIONS[name], str(port)]
        return command

    def ports(self) -> dict[str, int]:
        try:
            return json.loads((self.folder / "ports.json").read_text())
        except (OSError, ValueError):
            return FIRST_PORTS

    def wait_until_ready(self) -> Clio:
        deadline = time.monotonic() + LONGEST_START
        while (addresses := self.said()) is None:
            if not self.child.is_alive() or time.monotonic() > deadline:
                raise Trouble(f"The Clio sandbox did not start.\n{self.child.last_words()}")
            time.sleep(0.05)
        ports = {name: urlsplit(f"//{url.split('//')[-1]}").port for name, url in addresses.items()}
        (self.folder / "ports.json").write_text(json.dumps(ports))
        self.child.command = self.command()
        return Clio(addresses["clio"], addresses["clio_control"], self.settings(addresses))

    def said(self) -> dict[str, str] | None:
        """Its addresses, which it prints when it listens."""
        for line in self.child.log.read_text(errors="replace").splitlines(keepends=True):
            if line.startswith('{"clio"') and line.endswith("\n"):
                return json.loads(line)
        return None

    def settings(self, addresses: dict[str, str]) -> dict[str, str]:
        return {
            "CLIO_BASE_URL": addresses["clio"],
            "CLIO_UPLOAD_HOSTS": addresses["uploads"],
            "CLIO_CLIENT_ID": self.secrets["CLIO_CLIENT_ID"],
            "CLIO_CLIENT_SECRET": self.secrets["CLIO_CLIENT_SECRET"],
            # Late commits in the sandbox come within seconds.
            "CLIO_UNKNOWN_WAIT": "5",
        }
