"""Cache: Redis when it answers, a memory of our own while it does not.

The cache holds counts of attempts (sign-in, password reset). Without Redis nobody should be locked
out and nobody should get endless attempts: each process goes on counting by itself.
"""

import time
from typing import Any

import structlog
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

log = structlog.get_logger()

REST = 5
"""Seconds before an unreachable Redis is asked again: a page waits for it once, not each time."""


def asking(method: str) -> Any:
    def asked(cache: "SteadyCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= cache.rests_until:
            try:
                return getattr(cache.redis, method)(*args, **kwargs)
            except (Unreachable, TooSlow) as error:
                cache.rests_until = time.monotonic() + REST
                log.warning("cache_unreachable", error=type(error).__name__)
        return getattr(cache.memory, method)(*args, **kwargs)

    return asked


class SteadyCache(BaseCache):
    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        memory = {name: value for name, value in params.items() if name != "OPTIONS"}
        self.redis, self.memory = RedisCache(location, params), LocMemCache("casehug", memory)
        self.rests_until = 0.0

    add = asking("add")
    get = asking("get")
    set = asking("set")
    touch = asking("touch")
    delete = asking("delete")
    incr = asking("incr")
    has_key = asking("has_key")
    clear = asking("clear")
