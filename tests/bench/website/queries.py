"""How many queries a page makes, and how many times it goes to PostgreSQL and back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casehug.models import User
from devtools.trouble import Trouble


@dataclass
class Cost:
    """queries: those Django counts; trips: those and the ones that say whose rows are seen."""

    queries: int
    trips: int

    def __str__(self) -> str:
        return f"{self.queries} ({self.trips})"


def cost_of(path: str, email: str = "", *, wanted: int = 200, **cookies: str) -> Cost:
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookies)
    if email:
        client.force_login(User.objects.get(email=email))
    client.get(path)  # Icons, templates and addresses are looked for once.
    with CaptureQueriesContext(connection) as captured, _trips() as trips:
        answer = client.get(path)
    if answer.status_code != wanted:
        raise Trouble(f"{path} answered {answer.status_code}.")
    return Cost(len(captured), len(trips))


@contextlib.contextmanager
def _trips() -> Iterator[list[object]]:
    made: list[object] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        made.append(query)
        return execute(cursor, query, *args, **kwargs)

    psycopg.Cursor.execute = counted  # type: ignore[method-assign,assignment]
    try:
        yield made
    finally:
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]
