"""Waiting for what other processes do: by looking, with a deadline."""

import time


def eventually(condition, seconds=15, *, sure=True):
    """What `condition()` answers once it is true. Gives up loudly, or quietly when not `sure`."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            assert not sure, f"Not so within {seconds} s: {condition}"
            break
        time.sleep(0.02)
    return found
