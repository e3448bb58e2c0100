"""Transport: bytes to and from Clio: one pool of connections per process, no retries, no redirects,
no proxies.
"""

import ssl
from collections.abc import Iterator
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from integrations.clio import failpoints

# Clio's firewall answers some agents with a bare 403; a plain product token passes.
AGENT = "CaseHug/1.0"


class _Told:
    """Reaches the failpoint `sent` when a request is out and its answer not yet read."""

    def getresponse(self) -> Any:
        failpoints.reach("sent")
        return super().getresponse()  # type: ignore[misc]


class _Plain(_Told, HTTPConnection):
    pass


class _Secure(_Told, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


def pool() -> urllib3.PoolManager:
    global _pool  # noqa: PLW0603 - one pool per process
    if _pool is None:
        _pool = urllib3.PoolManager(
            num_pools=8,
            maxsize=32,
            retries=False,
            headers={"User-Agent": AGENT},
            ssl_context=ssl.create_default_context(),
        )
        _pool.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return _pool


_pool: urllib3.PoolManager | None = None

CHUNK = 256 * 1024


def pieces(file: Any, passed: Any) -> Iterator[bytes]:
    """The file in pieces, each shown to `passed` on its way out."""
    while chunk := file.read(CHUNK):
        passed(chunk)
        yield chunk
