"""The environment of real processes that work on the database and the Clio of the running test."""

import os
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.redis_databases import OF_THE_PROOFS, numbered

# How the processes are told what a test set for itself.
PASSED_ON = (
    "CLIO_BASE_URL",
    "CLIO_CLIENT_ID",
    "CLIO_CLIENT_SECRET",
    "CLIO_UNKNOWN_WAIT",
    "CLIO_TIMEOUT",
    "CLIO_RATE_WINDOW",
    "CLIO_RATE_LIMIT",
    "SYNC_LEASE",
    "SWEEP_EVERY",
)


def environment(**more: object) -> dict[str, str]:
    """This process's settings as environment variables; `more` wins."""
    told = {name: str(getattr(settings, name)) for name in PASSED_ON}
    return {
        **os.environ,
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url(),
        "PRIVATE_ROOT": settings.STORAGES["private"]["OPTIONS"]["location"],
        "CLIO_UPLOAD_HOSTS": ",".join(settings.CLIO_UPLOAD_HOSTS),
        "DEBUG": "false",
        "PYTHONUNBUFFERED": "1",
        **told,
        **{name: str(value) for name, value in more.items()},
    }


def database_url() -> str:
    at = connection.settings_dict
    secret = f":{quote(at['PASSWORD'], safe='')}" if at.get("PASSWORD") else ""
    host = quote(at["HOST"], safe="")
    port = f":{at['PORT']}" if at.get("PORT") else ""
    return f"postgres://{quote(at['USER'])}{secret}@{host}{port}/{at['NAME']}"


def redis_url() -> str:
    """The bells of the test run's workers must not mix."""
    return numbered(settings.REDIS_URL, OF_THE_PROOFS)
