"""Numbered Redis databases: each worker of the test run has its own, and one more for the processes
that its proofs start, so that none empties or counts in another's."""

import os
from urllib.parse import urlsplit

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
OF_THE_TESTS, OF_THE_PROOFS = 8 + WORKER % 8, 1 + WORKER % 7


def numbered(url: str, number: int) -> str:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()
