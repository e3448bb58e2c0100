"""Failpoints: named places where a test may kill the process, to prove that nothing is lost or
doubled.

Armed by a file named in CASEHUG_FAILPOINT_FILE holding one point, such as `matter.sent`; it is
removed as it strikes, so that the restarted worker goes on. Without the variable nothing happens.
"""

import os
import signal
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path

STEPS = ("find", "contact", "matter", "document", "bytes", "complete", "readback")
POINTS = ("before", "sent", "response", "before_commit", "after_commit")
# Reads and the idempotent upload steps have nothing of their own to commit.
ALL = (
    [f"{step}.{point}" for step in STEPS for point in POINTS[:3]]
    + [f"{step}.{point}" for step in ("contact", "matter", "document") for point in POINTS[3:]]
    + ["finish.before_commit", "finish.after_commit"]
)
# On the way of a file that is sent in parts.
OF_PARTS = [
    *(f"part.{point}" for point in POINTS),
    *(f"addresses.{point}" for point in POINTS[:3]),
]

step: ContextVar[str] = ContextVar("casehug_step", default="")

_armed = os.environ.get("CASEHUG_FAILPOINT_FILE", "")


def reach(point: str) -> None:
    """`point`: one of POINTS of the step under way, or a full name with a dot."""
    if not _armed:
        return
    name = point if "." in point else f"{step.get()}.{point}"
    file = Path(_armed)
    with suppress(FileNotFoundError):
        if file.read_text().strip() == name:
            file.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
