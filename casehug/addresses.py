"""Where the outside finds us."""

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest, path: str) -> str:
    """An absolute address: under PUBLIC_URL where it is set, else as the browser reached us."""
    return (
        f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    )


def our_address(path: str) -> str:
    """The same where no browser asks, in what a worker sends: PUBLIC_URL is what it goes by."""
    return f"{settings.PUBLIC_URL or 'http://localhost:8000'}{path}"
