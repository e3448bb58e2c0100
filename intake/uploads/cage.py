"""Sandbox (the cage): what the viewer gives up before it reads a byte of a stranger's file: other
files, the network, new processes, every other process. Linux keeps it, by Landlock and seccomp;
where one is lacking the rest still holds, and a check says so at the start.

Python's own library and fonts stay readable. Imports nothing of ours.
"""

import ctypes
import errno
import itertools
import os
import platform
import resource
import struct
import sys
import sysconfig
from collections.abc import Iterable

SECCOMP, LANDLOCK = "seccomp", "Landlock"
MOST_HANDLES = 2**20
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")

# linux/prctl.h, linux/seccomp.h
NO_NEW_PRIVS, DUMPABLE = 38, 4
SET_FILTER, IS_AVAILABLE = 1, 2
ALL_THREADS = 1
KILL, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000

# linux/landlock.h: what each version of it can take away.
VERSION = 1
FILES = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 5: 0xFFFF}
PORTS = 0b11  # bind, connect
OTHERS = 0b11  # abstract sockets, signals
READ = 1 << 2 | 1 << 3  # a file, a folder
BENEATH = 1
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446

# linux/filter.h
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER_AT, MACHINE_AT, ARGUMENTS_AT = 0, 4, 16

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
THREAD = 0x00010000  # CLONE_THREAD
TERMINAL = [0x5401, 0x5450, 0x5451]  # TCGETS, FIONCLEX, FIOCLEX
DESCRIPTORS = [0, 1, 2, 3, 4, 1030]  # F_DUPFD … F_SETFL, F_DUPFD_CLOEXEC

# Name: number on x86_64, on aarch64 (-1: there is none); what an interpreter and decoders need in order to compute.
CALLS: dict[str, tuple[int, int]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "lseek": (8, 62), "pread64": (17, 67),
    "readv": (19, 65), "writev": (20, 66), "dup": (32, 23), "dup2": (33, -1), "dup3": (292, 24),
    "stat": (4, -1), "fstat": (5, 80), "lstat": (6, -1), "newfstatat": (262, 79),
    "statx": (332, 291), "access": (21, -1), "faccessat": (269, 48), "faccessat2": (439, 439),
    "getdents64": (217, 61), "readlink": (89, -1), "readlinkat": (267, 78), "getcwd": (79, 17),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214),
    "mremap": (25, 216), "madvise": (28, 233), "membarrier": (324, 283),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128),
    "exit": (60, 93), "exit_group": (231, 94), "futex": (202, 98), "rseq": (334, 293),
    "set_robust_list": (273, 99), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "gettimeofday": (96, 169), "times": (100, 153),
    "getrusage": (98, 165), "getrandom": (318, 278), "uname": (63, 160), "sysinfo": (99, 179),
    "getcpu": (309, 168), "poll": (7, -1), "ppoll": (271, 73),
    "getpid": (39, 172), "gettid": (186, 178), "getuid": (102, 174), "geteuid": (107, 175),
    "getgid": (104, 176), "getegid": (108, 177),
    "open": (2, -1), "openat": (257, 56), "clone": (56, 220), "ioctl": (16, 29),
    "fcntl": (72, 25), "tgkill": (234, 131), "clone3": (435, 435), "seccomp": (317, 277),
}  # fmt: skip
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
SPECIAL = {"open", "openat", "clone", "ioctl", "fcntl", "tgkill", "clone3", "seccomp"}


def lacking() -> list[str]:
    """Which of the two walls this system does not have."""
    walls = {LANDLOCK: _landlock_version() > 0, SECCOMP: _has_seccomp()}
    return [wall for wall, stands in walls.items() if not stands]


def enter(keep: Iterable[int]) -> None:
    """For good. Only the handles in `keep` and the standard ones stay open."""
    _close_all_but({0, 1, 2, *keep})
    if sys.platform != "linux":
        return
    libc = _libc()
    libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(DUMPABLE, 0, 0, 0, 0)
    is_walled = _wall_off_files()
    if _has_seccomp():
        _filter_calls(may_open=is_walled)


def _close_all_but(keep: set[int]) -> None:
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    most = soft if 0 < soft < MOST_HANDLES else MOST_HANDLES
    edges = sorted({*keep, most})
    for low, high in itertools.pairwise(edges):
        if low + 1 < high:  # Nothing between them would be read as everything.
            os.closerange(low + 1, high)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: object) -> int:
    """Every number as wide as a register, as the kernel reads them."""
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _libc().syscall(ctypes.c_long(number), *wide)


def _landlock_version() -> int:
    return _call(LANDLOCK_CREATE, None, 0, VERSION) if sys.platform == "linux" else 0


def _has_seccomp() -> bool:
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return False
    wanted = ctypes.c_uint32(ERRNO)
    return _call(_number("seccomp"), IS_AVAILABLE, 0, ctypes.byref(wanted)) == 0


def _number(name: str) -> int:
    column, _ = MACHINES[platform.machine()]
    return CALLS[name][column]


def _wall_off_files() -> bool:
    """Whether no file is left but those of Python and the fonts."""
    version = _landlock_version()
    if version < 1:
        return False
    files = FILES[max(known for known in FILES if known <= version)]
    asked = [files, *([PORTS] if version >= 4 else []), *([OTHERS] if version >= 6 else [])]
    ruleset = struct.pack(f"={len(asked)}Q", *asked)
    handle = _call(LANDLOCK_CREATE, ruleset, len(ruleset), 0)
    for folder in _readable():
        _let_read(handle, folder)
    done = _call(LANDLOCK_RESTRICT, handle, 0) == 0
    os.close(handle)
    return done


def _readable() -> list[str]:
    of_python = {sysconfig.get_path(one) for one in ("stdlib", "platstdlib", "purelib", "platlib")}
    return [folder for folder in (*sorted(of_python), *FONTS) if os.path.isdir(folder)]  # noqa: PTH112


def _let_read(ruleset: int, folder: str) -> None:
    handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    _call(LANDLOCK_ADD, ruleset, BENEATH, struct.pack("=Qi", READ, handle), 0)
    os.close(handle)


def _filter_calls(*, may_open: bool) -> None:
    program = b"".join(_program(may_open=may_open))
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    _call(_number("seccomp"), SET_FILTER, ALL_THREADS, header)


def _program(*, may_open: bool) -> list[bytes]:
    """Everything that is not named is refused, as something one may not do."""
    _, machine = MACHINES[platform.machine()]
    lines = [_load(MACHINE_AT), _step(EQUAL, machine, 1, 0), _answer(KILL), _load(NUMBER_AT)]
    for name in CALLS.keys() - SPECIAL:
        lines += _case(name, [_answer(ALLOW)])
    lines += _case("clone3", [_refusal(errno.ENOSYS)])  # Then clone is asked, which can be read.
    lines += _case("clone", _if_any_bit(0, THREAD, _answer(ALLOW), _refusal()))
    lines += _case("ioctl", _if_one_of(1, TERMINAL))
    lines += _case("fcntl", _if_one_of(1, DESCRIPTORS))
    lines += _case("tgkill", _if_one_of(0, [os.getpid()]))  # How a program aborts itself.
    if may_open:
        lines += _case("open", _if_any_bit(1, WRITING, _refusal(), _answer(ALLOW)))
        lines += _case("openat", _if_any_bit(2, WRITING, _refusal(), _answer(ALLOW)))
    return [*lines, _refusal()]


def _case(name: str, lines: list[bytes]) -> list[bytes]:
    """`lines` end in an answer each way they go."""
    number = _number(name)
    return [] if number < 0 else [_step(EQUAL, number, 0, len(lines)), *lines]


def _if_any_bit(argument: int, bits: int, then: bytes, otherwise: bytes) -> list[bytes]:
    return [_load(ARGUMENTS_AT + 8 * argument), _step(ANY_BIT, bits, 0, 1), then, otherwise]


def _if_one_of(argument: int, values: list[int]) -> list[bytes]:
    lines = [_load(ARGUMENTS_AT + 8 * argument)]
    for value in values:
        lines += [_step(EQUAL, value, 0, 1), _answer(ALLOW)]
    return [*lines, _refusal()]


def _load(offset: int) -> bytes:
    return _step(LOAD, offset)


def _answer(what: int) -> bytes:
    return _step(RETURN, what)


def _refusal(why: int = errno.EPERM) -> bytes:
    return _answer(ERRNO | why)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction: what it does, how far to jump either way, its value."""
    return struct.pack("=HBBI", code, then, otherwise, value)
