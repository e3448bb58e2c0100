"""Rate limit: the calls a token may make in a minute, shared by every worker through Redis.

Clio counts per access token in windows of 60 seconds and says how many are left in each answer.
We count in a sliding window a little longer than theirs, so that calls which arrive late cannot
fall into a window we thought was over; and where their count is higher than ours (somebody else
uses the token, or Redis forgot), theirs is believed.
"""

import uuid
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings

# Seconds by which a call may arrive later than it was counted, or Clio's clock differ from ours.
MARGIN = 1.2
# Left to what a person is watching when everything else has spent the window.
RESERVE = 5
# Of each window, in parts of a hundred, what a bulk sync leaves to everything else.
LEFT_BY_BULK = 40

# KEYS: log of calls, hold until, last limit heard, calls set aside. ARGV begins everywhere with
# window (s), default limit, reserve.
_NOW = """
local now = redis.call('TIME'); now = now[1] + now[2] / 1000000
local window, reserve = tonumber(ARGV[1]), tonumber(ARGV[3])
local heard = redis.call('GET', KEYS[3])
local limit = tonumber(heard or ARGV[2])
local held = tonumber(redis.call('GET', KEYS[2]) or '0')
for _, key in ipairs({KEYS[1], KEYS[4]}) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  redis.call('PEXPIRE', key, math.ceil(window * 1000))
end
local called, aside = redis.call('ZCARD', KEYS[1]), redis.call('ZCARD', KEYS[4])
local function count(key, name)
  redis.call('ZADD', key, now, name)
  redis.call('PEXPIRE', key, math.ceil(window * 1000))
end
-- Until enough of what is counted has left the window.
local function wait(calls)
  local times = {}
  for _, key in ipairs({KEYS[1], KEYS[4]}) do
    local rows = redis.call('ZRANGE', key, 0, calls - 1, 'WITHSCORES')
    for i = 2, #rows, 2 do times[#times + 1] = tonumber(rows[i]) end
  end
  table.sort(times)
  local last = times[math.min(calls, #times)] or now
  return {0, tostring(math.max(last + window - now, 0.05))}
end
"""

# ARGV: name of the call. Answers {1} when it may be made, or {0, seconds to wait}.
_TAKE = (
    _NOW
    + """
if held > now then return {0, tostring(held - now), 'held'} end
local latest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
-- Redis has forgotten what was spent: one call asks Clio, the others wait for what it says.
if not heard and latest[2] and now - tonumber(latest[2]) < 2 then return {0, '0.2', 'unheard'} end
if redis.call('ZREM', KEYS[4], ARGV[4]) == 1 then
  if called >= limit then return wait(called - limit + 1) end
else
  local short = called + aside + reserve + 1 - limit
  if short > 0 then return wait(short) end
end
count(KEYS[1], ARGV[4])
return {1}
"""
)

# ARGV: names of calls to set aside, all of them or (of a whole budget) as many as there can be.
_SET_ASIDE = (
    _NOW
    + """
if held > now then return {0, tostring(held - now), 'held'} end
local wanted = math.min(#ARGV - 3, math.max(limit - reserve, 1))
local short = called + aside + reserve + wanted - limit
if short > 0 then return wait(short) end
for i = 4, 3 + wanted do count(KEYS[4], ARGV[i]) end
return {1}
"""
)

# ARGV: limit, remaining, seconds until their reset. Tops our log up to their count.
_HEAR = (
    _NOW
    + """
redis.call('SET', KEYS[3], ARGV[4], 'PX', 3600000)
local missing = tonumber(ARGV[4]) - tonumber(ARGV[5]) - called
local leaves = now - window + math.min(math.max(tonumber(ARGV[6]), 0), window) + 0.25
for i = 1, missing do redis.call('ZADD', KEYS[1], leaves, 'theirs:' .. leaves .. ':' .. i) end
redis.call('PEXPIRE', KEYS[1], math.ceil(window * 1000))
return missing
"""
)

_STATE = (
    _NOW
    + """
if held > now then called = limit end
return {limit, math.max(limit - called - aside, 0)}
"""
)

_redis: redis.Redis | None = None


def connected_redis() -> redis.Redis:
    global _redis  # noqa: PLW0603 - one pool per process
    if _redis is None:
        _redis = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=2
        )
    return _redis


@dataclass(frozen=True, slots=True)
class OverLimit:
    """`why`: "held" where Clio asked us to slow down, "unheard" where we ask Clio what is left."""

    wait: timedelta
    why: str = ""


class Budget:
    """One token's calls. `name` must be the same in every worker that uses the token.

    A turn may set calls aside before it begins, so that it does not run dry half way and spend more
    on finding out where it was.
    """

    def __init__(self, name: str, *, reserve: int = 0) -> None:
        parts = ("calls", "held", "limit", "aside")
        self.keys = [f"casehug:budget:{name}:{part}" for part in parts]
        self.reserve = reserve
        self.window = settings.CLIO_RATE_WINDOW + MARGIN
        self.aside: deque[str] = deque()

    def take(self) -> OverLimit | None:
        """Count one call, or say how long to wait."""
        try:
            name = self.aside.popleft()
        except IndexError:
            name = uuid.uuid4().hex
        return self._asked(_TAKE, name)

    def set_aside(self, calls: int) -> OverLimit | None:
        """Keep that many calls for us, or say how long to wait for them."""
        names = [uuid.uuid4().hex for _ in range(calls)]
        refused = self._asked(_SET_ASIDE, *names)
        if not refused:
            self.aside.extend(names)
        return refused

    def give_back(self) -> None:
        """What was set aside and not used."""
        if self.aside:
            connected_redis().zrem(self.keys[3], *self.aside)
            self.aside.clear()

    def _asked(self, script: str, *names: str) -> OverLimit | None:
        answer = self._eval(script, *names)
        if answer[0]:
            return None
        why = answer[2].decode() if len(answer) > 2 else ""
        return OverLimit(timedelta(seconds=float(answer[1])), why)

    def _eval(self, script: str, *more: float | str) -> Any:
        told = (self.window, settings.CLIO_RATE_LIMIT, self.reserve, *more)
        return connected_redis().eval(script, len(self.keys), *self.keys, *told)

    def hear(self, limit: int, remaining: int, reset_in: float) -> None:
        """What the headers of an answer said."""
        self._eval(_HEAR, limit, remaining, reset_in)

    def hear_nothing(self) -> None:
        """An answer without a word of the budget."""
        connected_redis().set(self.keys[2], settings.CLIO_RATE_LIMIT, px=3_600_000, nx=True)

    def hold(self, wait: timedelta) -> None:
        """Clio refused a call: nobody calls before this is over."""
        seconds = max(wait.total_seconds(), 0.05)
        now = connected_redis().time()
        until = now[0] + now[1] / 1e6 + seconds
        connected_redis().set(self.keys[1], repr(until), px=int(seconds * 1000) + 1)

    def state(self) -> tuple[int, int]:
        """(limit, left) right now."""
        limit, left = self._eval(_STATE)
        return int(limit), int(left)


def left_by_bulk(budget: Budget) -> int:
    """Calls of a window that a bulk sync does not touch, so that what is asked for meanwhile goes at
    once."""
    limit, _left = budget.state()
    return limit * LEFT_BY_BULK // 100
