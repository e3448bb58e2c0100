"""A free port near the wanted one, held so that two launchers never pick the same."""

from __future__ import annotations

import socket
import sys

from devtools.trouble import Trouble

TRIES = 100


def claim(wanted: int, host: str = "127.0.0.1") -> tuple[int, socket.socket]:
    """The first free port from `wanted` on, and the socket that holds it until closed.

    The web server may still bind it (SO_REUSEPORT, set after our own exclusive bind); nobody else.
    """
    for port in range(wanted, min(wanted + TRIES, 65536)):
        if (holder := _bind(host, port)) is None:
            continue
        if _is_taken_as_localhost(port):
            holder.close()
            continue
        if sys.platform == "linux":
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        else:
            holder.close()
        return port, holder
    raise Trouble(f"No port is free from {wanted} to {wanted + TRIES - 1}. Name one with --port.")


def _bind(host: str, port: int) -> socket.socket | None:
    holder = socket.socket()
    # Ports that only linger after a connection was closed are free.
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind((host, port))
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    except OSError:
        holder.close()
        return None
    return holder


def _is_taken_as_localhost(port: int) -> bool:
    """A browser tries [::1] first: somebody else there would get our visitors."""
    with socket.socket(socket.AF_INET6) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("::1", port)) == 0
