"""The calls a token may make in a window; what the X-RateLimit headers say."""

import math
import threading
import time
from collections import deque

PEOPLE = 10_000


class Budget:
    def __init__(self, settings):
        self.settings = settings
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        with self.lock:
            self.calls = {}

    def _recent(self, token, now):
        """The calls that still count, oldest first, and when the window ends."""
        if len(self.calls) > PEOPLE:
            self.calls.clear()
        calls = self.calls.setdefault(token, deque())
        window = self.settings.window
        if self.settings.sliding:
            while calls and calls[0] <= now - window:
                calls.popleft()
        elif calls and calls[0] <= now - window:
            calls.clear()
        return calls, (calls[0] if calls else now) + window

    def spend(self, token, *, count=True):
        """(headers, seconds to wait or None); a refused call is not counted."""
        now = time.time()
        with self.lock:
            calls, ends = self._recent(token, now)
            refused = count and len(calls) >= self.settings.budget
            if count and not refused:
                calls.append(now)
            left = max(0, self.settings.budget - len(calls))
        headers = {
            "X-RateLimit-Limit": str(self.settings.budget),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": str(math.ceil(ends)),
        }
        return headers, max(1, math.ceil(ends - now)) if refused else None

    def state(self):
        now = time.time()
        with self.lock:
            return {token: len(self._recent(token, now)[0]) for token in list(self.calls)}
