"""The calls a token may make in a minute, shared by every worker through Redis.

Clio counts per access token in windows of 60 seconds and says how many are left in each answer.
We count in a sliding window a little longer than theirs, so that calls which arrive late cannot
fall into a window we thought was over; and where their count is higher than ours (somebody else
uses the token, or Redis forgot), theirs is believed.
"""

from dataclasses import dataclass
from datetime import timedelta

import redis
from django.conf import settings

# A call may arrive later than it was counted; Clio's clock may differ a little from ours.
MARGIN = 1.02
# Left to what a person is watching when everything else has spent the window.
RESERVE = 5

# KEYS: log of calls, hold until, last limit heard. ARGV: default limit, window (s), reserve, name.
# Answers {1, left} when the call may be made, or {0, seconds to wait}.
_TAKE = """
local now = redis.call('TIME'); now = now[1] + now[2] / 1000000
local window = tonumber(ARGV[2])
local held = tonumber(redis.call('GET', KEYS[2]) or '0')
if held > now then return {0, tostring(held - now)} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local limit = tonumber(redis.call('GET', KEYS[3]) or ARGV[1])
local used = redis.call('ZCARD', KEYS[1])
local free = limit - used - tonumber(ARGV[3])
if free < 1 then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  local wait = oldest[2] and (tonumber(oldest[2]) + window - now) or window
  return {0, tostring(math.max(wait, 0.05))}
end
redis.call('ZADD', KEYS[1], now, ARGV[4])
redis.call('PEXPIRE', KEYS[1], math.ceil(window * 1000))
return {1, tostring(limit - used - 1)}
"""

# ARGV: limit, remaining, seconds until their reset, window. Tops our log up to their count.
_HEAR = """
local now = redis.call('TIME'); now = now[1] + now[2] / 1000000
local window, limit = tonumber(ARGV[4]), tonumber(ARGV[1])
redis.call('SET', KEYS[3], limit, 'PX', 3600000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local missing = limit - tonumber(ARGV[2]) - redis.call('ZCARD', KEYS[1])
local leaves = now - window + math.min(math.max(tonumber(ARGV[3]), 0), window) + 0.25
for i = 1, missing do redis.call('ZADD', KEYS[1], leaves, 'theirs:' .. leaves .. ':' .. i) end
redis.call('PEXPIRE', KEYS[1], math.ceil(window * 1000))
return missing
"""

_STATE = """
local now = redis.call('TIME'); now = now[1] + now[2] / 1000000
local limit = tonumber(redis.call('GET', KEYS[3]) or ARGV[1])
local held = tonumber(redis.call('GET', KEYS[2]) or '0')
local used = redis.call('ZCOUNT', KEYS[1], now - tonumber(ARGV[2]), '+inf')
if held > now then used = limit end
return {limit, math.max(limit - used, 0)}
"""

_redis: redis.Redis | None = None


def connected_redis() -> redis.Redis:
    global _redis  # noqa: PLW0603 - one pool per process
    if _redis is None:
        _redis = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=2
        )
    return _redis


@dataclass(frozen=True, slots=True)
class Refused:
    wait: timedelta


class Budget:
    """One token's calls. `name` must be the same in every worker that uses the token."""

    def __init__(self, name: str, *, reserve: int = 0) -> None:
        self.keys = [f"casehug:budget:{name}:{part}" for part in ("calls", "held", "limit")]
        self.reserve = reserve
        self.window = settings.CLIO_RATE_WINDOW * MARGIN

    def take(self, call: str) -> Refused | None:
        """Count one call, or say how long to wait. `call` names it uniquely."""
        answer = connected_redis().eval(
            _TAKE,
            3,
            *self.keys,
            settings.CLIO_RATE_LIMIT,
            self.window,
            self.reserve,
            call,
        )
        return None if answer[0] else Refused(timedelta(seconds=float(answer[1])))

    def hear(self, limit: int, remaining: int, reset_in: float) -> None:
        """What the headers of an answer said."""
        connected_redis().eval(_HEAR, 3, *self.keys, limit, remaining, reset_in, self.window)

    def hold(self, wait: timedelta) -> None:
        """Clio refused a call: nobody calls before this is over."""
        seconds = max(wait.total_seconds(), 0.05)
        now = connected_redis().time()
        until = now[0] + now[1] / 1e6 + seconds
        connected_redis().set(self.keys[1], repr(until), px=int(seconds * 1000) + 1)

    def state(self) -> tuple[int, int]:
        """(limit, left) right now."""
        limit, left = connected_redis().eval(
            _STATE, 3, *self.keys, settings.CLIO_RATE_LIMIT, self.window
        )
        return int(limit), int(left)
