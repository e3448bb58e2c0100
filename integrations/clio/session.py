"""A session with Clio: a firm’s connection made a client whose token is refreshed in time."""

import threading

from django.conf import settings
from django.db import connection as database

from integrations.clio import oauth
from integrations.clio.client import Clio, Login
from integrations.clio.rate_limit import Budget
from integrations.models import Connection
from integrations.regions import may_upload_to


def clio_for(connection: Connection, *, reserve: int = 0) -> Clio:
    """A client for the firm's Clio, whose token is refreshed before it is worn and once on a 401."""
    held = oauth.fresh_token(connection) if oauth.is_worn(connection) else connection.access_token
    token = [held]
    home = threading.get_ident()
    account = connection.clio_account

    def renew(stale: str) -> str:
        try:
            token[0] = oauth.fresh_token(connection, stale=stale)
        finally:
            if threading.get_ident() != home:
                database.close()
        return token[0]

    def prove() -> None:
        try:
            oauth.must_be_bound(Connection.objects.filter(pk=connection.pk).first(), account)
        finally:
            if threading.get_ident() != home:
                database.close()

    return Clio(
        connection.clio.api,
        Login(token=lambda: token[0], renew=renew, prove=prove),
        budget_of(connection, reserve=reserve),
        timeout=settings.CLIO_TIMEOUT,
        may_upload_to=may_upload_to,
    )


def budget_of(connection: Connection, *, reserve: int = 0) -> Budget:
    return Budget(f"{connection.firm_id}:{connection.clio_account}", reserve=reserve)
