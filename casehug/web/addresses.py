"""Web addresses as the HTTP client reads them: one parser says where a call would go, and goes there."""

from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

PORTS = {"http": 80, "https": 443}


def parsed(address: object) -> Url | None:
    """None for what is no address."""
    if not isinstance(address, str):
        return None
    try:
        url = parse_url(address)
    except (LocationParseError, ValueError):
        return None
    return url if url.host and url.scheme in PORTS else None


def origin(url: Url) -> tuple[str | None, str | None, int | None]:
    return url.scheme, url.host, url.port or PORTS.get(url.scheme or "")


def same_origin(address: object, other: str) -> bool:
    """Whether both lead to the same place, by the same scheme, and name nobody who signs in."""
    one, two = parsed(address), parsed(other)
    return bool(one and two) and not one.auth and origin(one) == origin(two)  # type: ignore[union-attr,arg-type]


def joined(base: str, onward: str) -> str:
    """Empty for what is no address."""
    try:
        return urljoin(base, onward)
    except ValueError:
        return ""
