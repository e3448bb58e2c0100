"""Public URLs: where CaseHug is reached from outside."""

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest, path: str) -> str:
    """An absolute address: under a public PUBLIC_URL, else as the browser reached us.

    On one machine `localhost` and `127.0.0.1` are two hosts with two sessions: stay on the visitor's.
    """
    if settings.PUBLIC_URL.startswith("https://"):
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)


def our_address(path: str) -> str:
    """The same where no browser asks, in what a worker sends: PUBLIC_URL is what it goes by."""
    return f"{settings.PUBLIC_URL or 'http://localhost:8000'}{path}"
