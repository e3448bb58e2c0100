"""The web application in a process that kills itself and the whole server, without a word.

DIES_AT: "fsync.before.3" is right before the third time anybody asks for an fsync; also `.after`; points.py names them.
BUG: one of seeded_bugs.
"""

import os
import signal
import tempfile
from functools import wraps
from itertools import count

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from casehug.wsgi import application
from tests.intake.proof import seeded_bugs

__all__ = ["application"]

WRITES = ("INSERT", "UPDATE", "DELETE")
# As points.py names them.
CALLS = {
    "pwrite": (os, "pwrite"),
    "fsync": (os, "fsync"),
    "link": (os, "link"),
    "rename": (os, "rename"),
    "copy_file_range": (os, "copy_file_range"),
    "unlink": (os, "unlink"),
    "fchmod": (os, "fchmod"),
    "statement": (CursorWrapper, "_execute"),
    "commit": (BaseDatabaseWrapper, "_commit"),
}


def die():
    os.killpg(0, signal.SIGKILL)


def counts(call, arguments):
    return call != "statement" or arguments[1].lstrip().startswith(WRITES)


def die_at(point):
    call, side, which = point.split(".")
    place, name = CALLS[call]
    done, numbers, last = getattr(place, name), count(1), int(which)

    @wraps(done)
    def deadly(*arguments, **more):
        is_last = counts(call, arguments) and next(numbers) == last
        if is_last and side == "before":
            die()
        try:
            return done(*arguments, **more)
        finally:
            if is_last:
                die()

    setattr(place, name, deadly)


# Python tries the folder with a file of its own, once; nobody dies over that.
tempfile.gettempdir()
if os.environ.get("BUG"):
    getattr(seeded_bugs, os.environ["BUG"])()
if os.environ.get("DIES_AT"):
    die_at(os.environ["DIES_AT"])
