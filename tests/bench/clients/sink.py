"""The least a web server can do with a file that comes in pieces: read each and write it down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

PIECE = 64 * 1024


def application(environ: dict[str, Any], answer: Callable[..., object]) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] in {"PUT", "POST"}:
        _write(environ["wsgi.input"], int(environ.get("HTTP_UPLOAD_OFFSET", 0)))
    answer("200 OK", [("Content-Length", "0")])
    return [b""]


def _write(stream: Any, offset: int) -> None:
    handle = os.open(os.environ["BENCH_SINK"], os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while piece := stream.read(PIECE):
            offset += os.pwrite(handle, piece, offset)
        if os.environ["BENCH_SINK_SYNCS"] == "yes":
            os.fsync(handle)
    finally:
        os.close(handle)
