"""Becomes another program that dies with its parent: `python leash.py PARENT SIGNAL AS COMMAND…`.

AS is `self`, `userns` or `nobody`. PostgreSQL refuses uid 0, so root runs it as another uid: in a
user namespace where root has a plain number, else as nobody. It runs before every server, so it
imports little and nothing of ours.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522


def enter_user_namespace(libc):
    if libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "user namespaces are refused")
    for name, value in (("setgroups", "deny"), ("uid_map", "1000 0 1"), ("gid_map", "1000 0 1")):
        Path("/proc/self", name).write_text(value)


def become_nobody(libc):
    """As uid nobody, but still able to walk through folders only root may enter, such as /root."""
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    mask = 1 << CAP_DAC_OVERRIDE
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    libc.capset(header, struct.pack("6I", mask, mask, mask, 0, 0, 0))
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def die_with(parent, sign, libc):
    libc.prctl(PR_SET_PDEATHSIG, sign, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The launcher is gone already.")


def main(parent, sign, identity, *command):
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if identity == "userns":
            enter_user_namespace(libc)
        elif identity == "nobody":
            become_nobody(libc)
        die_with(int(parent), int(sign), libc)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
