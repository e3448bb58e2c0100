"""Health checks: for whoever watches over the processes."""

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from casehug.security.permissions import public

QUICKLY = {"socket_connect_timeout": 2, "socket_timeout": 2}


@public
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> JsonResponse:
    """200 when PostgreSQL and Redis answer, else 503 naming the one that does not."""
    problems = [name for name, works in (("database", _database), ("redis", _redis)) if not works()]
    return JsonResponse(
        {"ready": not problems, "missing": problems}, status=503 if problems else 200
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever it is, we are not ready
        return False
    return True


def _redis() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **QUICKLY) as asked:
            asked.ping()
    except Exception:  # noqa: BLE001 - whatever it is, we are not ready
        return False
    return True
