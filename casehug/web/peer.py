"""The peer's address: who sends a request, as far as it can be known.

Behind a proxy the connection is the proxy's: it writes down who is behind it, to the right of what
the sender may have written there.
"""

import ipaddress
from typing import Any

from django.conf import settings

# An IPv6 customer is given a network of this size: all of it is one sender.
NETWORK = 64


def sender(environ: dict[str, Any]) -> str:
    """One name for all that one customer of a network sends, whichever of their addresses it uses."""
    told = address(environ)
    try:
        known = ipaddress.ip_address(told)
    except ValueError:
        return told
    if known.version == 4:
        return told
    return str(ipaddress.ip_network((known, NETWORK), strict=False))


def address(environ: dict[str, Any]) -> str:
    if settings.BEHIND_PROXY and (chain := environ.get("HTTP_X_FORWARDED_FOR", "")):
        return chain.rpartition(",")[2].strip()
    return environ.get("REMOTE_ADDR", "")
