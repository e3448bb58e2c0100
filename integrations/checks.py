"""System checks: what the program refuses to run with."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, register


@register
def clio_is_the_real_one_or_on_this_machine(**_kwargs: Any) -> list[Error]:
    """Tokens travel in clear text over http: only to ourselves, as a sandbox or a proxy."""
    parts = urlsplit(settings.CLIO_BASE_URL)
    if parts.scheme != "http" or _is_here(parts.hostname or ""):
        return []
    return [
        Error(
            "CLIO_BASE_URL is plain http to another machine.",
            hint="Use https, or unset CLIO_BASE_URL to talk to Clio itself.",
            id="integrations.E001",
        )
    ]


@register
def sandbox_is_not_in_production(**_kwargs: Any) -> list[Error]:
    parts = urlsplit(settings.CLIO_BASE_URL)
    if settings.PUBLIC_URL.startswith("https://") and _is_here(parts.hostname or ""):
        return [
            Error(
                "A public CaseHug talks to a Clio on this machine, which is a sandbox.",
                hint="Unset CLIO_BASE_URL.",
                id="integrations.E002",
            )
        ]
    return []


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." not in host and bool(host)  # A name inside the compose network.
