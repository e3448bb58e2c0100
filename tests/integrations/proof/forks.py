"""Turns of the sync in processes that may be killed, frozen and woken: hundreds a minute.

`python -m tests.integrations.proof.forks` loads CaseHug once and forks a child for each job it is told
on its standard input, one JSON line each; a child takes its turns with the worker's own code.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Forks:
    """with Forks.start(environment(…)) as forks: forks.run(sync, kill="matter.sent") == "killed"."""

    def __init__(self, process):
        self.process = process

    @classmethod
    def start(cls, env):
        command = [sys.executable, "-m", "tests.integrations.proof.forks"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return cls(subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes))

    def begin(self, sync=None, **job):
        """Answers the child's pid. No sync: whatever is due. kill, freeze: names of failpoints."""
        told = {"sync": [sync.pk, str(sync.firm_id)] if sync else None, **job}
        return self._ask(do="begin", job=told)

    def end(self, pid):
        """Waits: "killed", "frozen", "finished", "out of time" or "failed"."""
        return self._ask(do="end", pid=pid)

    def run(self, sync=None, **job):
        return self.end(self.begin(sync, **job))

    def wake(self, pid):
        os.kill(pid, signal.SIGCONT)

    def kill(self, pid):
        os.kill(pid, signal.SIGKILL)

    def _ask(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


# --- The process that forks ----------------------------------------------------------------------


def serve():
    """Reads orders until its standard input is closed; then whoever is left is killed."""
    import django  # noqa: PLC0415 - the importing test has its own

    django.setup()
    from integrations import tasks  # noqa: F401, PLC0415 - all that a child needs, loaded once

    alive = set()
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "begin":
            alive.add(answer := begin(order["job"]))
        else:
            answer = end(order["pid"], alive)
        print(json.dumps(answer), flush=True)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def begin(job):
    if pid := os.fork():
        return pid
    sys.stdin.close()
    os.dup2(2, 1)
    try:
        os._exit(0 if take_turns(job) else 2)
    except BaseException:  # noqa: BLE001 - a child must not go on as its parent
        traceback.print_exc()
        os._exit(1)


def end(pid, alive):
    _, status = os.waitpid(pid, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return "frozen"
    alive.discard(pid)
    if os.WIFSIGNALED(status):
        return "killed" if os.WTERMSIG(status) == signal.SIGKILL else "failed"
    return ("finished", "failed", "out of time")[os.WEXITSTATUS(status)]


# --- A child -------------------------------------------------------------------------------------


def take_turns(job):
    """Until the named sync (or all there is) is no longer pending; false when `seconds` are over."""
    from integrations import queue  # noqa: PLC0415
    from integrations.clio.push import parts  # noqa: PLC0415
    from integrations.clio.push.run import push  # noqa: PLC0415

    arm(job.get("kill"), job.get("freeze"))
    for name, value in job.get("parts", {}).items():
        setattr(parts, name, value)
    for bug in job.get("bugs", ()):
        from tests.integrations.proof import seeded_bugs  # noqa: PLC0415

        getattr(seeded_bugs, bug)()
    sync = job["sync"]
    deadline = time.monotonic() + job.get("seconds", 20)
    while time.monotonic() < deadline and is_pending(sync):
        claim = queue._claim_one(*sync) if sync else queue.claim()
        push(claim) if claim else time.sleep(0.01)
    return not is_pending(sync)


def is_pending(sync):
    from casehug.tenancy.scope import queue_scope  # noqa: PLC0415
    from integrations.models import Sync  # noqa: PLC0415

    with queue_scope():
        rows = Sync.unscoped.filter(pk=sync[0]) if sync else Sync.unscoped.all()
        return rows.pending().exists()


def arm(kill, freeze):
    from integrations.clio import failpoints  # noqa: PLC0415

    if kill:
        handle, failpoints._armed = tempfile.mkstemp(prefix="failpoint-")
        os.write(handle, kill.encode())
        os.close(handle)
    if freeze:
        failpoints.reach = freezing_at(freeze, failpoints.reach, failpoints.step)


def freezing_at(wanted, reach, step):
    left = [wanted]

    def reached(point):
        if left and wanted == (point if "." in point else f"{step.get()}.{point}"):
            left.clear()
            os.kill(os.getpid(), signal.SIGSTOP)
        reach(point)

    return reached


if __name__ == "__main__":
    serve()
