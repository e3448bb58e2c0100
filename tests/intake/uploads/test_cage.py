"""The cage: a program inside reaches nothing but the handle it was given."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from intake.uploads import cage, checks, viewer_process
from tests.intake.send import heic
from tests.intake.uploads import malformed_files as odd

ROOT = Path(cage.__file__).parents[2]
WALLS = cage.lacking()
needs_walls = pytest.mark.skipif(bool(WALLS), reason=f"This system has no {WALLS}.")

# Tries each reach by itself, and prints the names of those that came back with something.
PROBE = """
import ctypes, json, os, socket, subprocess, sys
root, victim, folder, port, datagrams, inside = sys.argv[1:]
sys.path.append(root)
from intake.uploads import cage

libc = ctypes.CDLL(None, use_errno=True)
victim = int(victim)


def must(done):
    if done < 0:
        raise OSError(ctypes.get_errno(), "refused")


def sent(kind, family, address):
    with socket.socket(family, kind) as line:
        line.connect(address)
        line.send(b"hello")


def forked():
    if os.fork() == 0:
        os._exit(0)


def executed():
    os.execv("/bin/true", ["true"])


def memory_of_parent():
    with open(f"/proc/{victim}/mem", "rb") as memory:
        memory.seek(address)
        memory.read(8)


def memory_copied():
    class Part(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]

    here = ctypes.create_string_buffer(8)
    ours, theirs = Part(ctypes.addressof(here), 8), Part(address, 8)
    must(libc.process_vm_readv(victim, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0))


def traced():
    must(libc.ptrace(16, victim, 0, 0))
    os.waitpid(victim, 0x40000000)
    libc.ptrace(17, victim, 0, 0)


REACHES = {
    "environ": lambda: open(f"/proc/{victim}/environ", "rb").read(),
    "memory": memory_of_parent,
    "copied memory": memory_copied,
    "passwords": lambda: open("/etc/passwd").read(),
    "settings": lambda: open(root + "/casehug/settings.py").read(),
    "processes": lambda: os.listdir("/proc"),
    "writing": lambda: open(folder + "/written", "w").close(),
    "truncating": lambda: os.truncate(folder + "/there", 0),
    "removing": lambda: os.unlink(folder + "/there"),
    "forking": forked,
    "spawning": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "tcp": lambda: sent(socket.SOCK_STREAM, socket.AF_INET, ("127.0.0.1", int(port))),
    "udp": lambda: sent(socket.SOCK_DGRAM, socket.AF_INET, ("127.0.0.1", int(datagrams))),
    "unix": lambda: sent(socket.SOCK_STREAM, socket.AF_UNIX, folder + "/socket"),
    "signal": lambda: os.kill(victim, 0),
    "tracing": traced,
    "handle": lambda: os.read(given, 1),
}
heap = next(line for line in open(f"/proc/{victim}/maps") if "[heap]" in line)
address = int(heap.split("-")[0], 16)
given = os.open(root + "/manage.py", os.O_RDONLY)
if inside == "no landlock":
    cage._landlock_version = lambda: 0
if inside:
    cage.enter(keep=[])
reached = []
for name, reach in REACHES.items():
    try:
        reach()
    except (OSError, ValueError):
        continue
    reached.append(name)
print(json.dumps(reached), flush=True)
if not inside:
    sys.exit()
executed()
"""
ALL = {
    "environ", "memory", "copied memory", "passwords", "settings", "processes", "writing", "truncating", "removing",
    "forking", "spawning", "tcp", "udp", "unix", "signal", "tracing", "handle",
}  # fmt: skip
RESTRICTED = {"memory", "copied memory", "tracing"}


@pytest.fixture
def parent():
    """Somebody else's program with a secret in its environment."""
    command = [sys.executable, "-c", "input()"]
    env = {**os.environ, "SECRET_KEY": "of-hart-and-vale"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=env) as process:
        yield process.pid
        process.communicate(b"\n")


@pytest.fixture
def probe(parent, tmp_path, listening):
    def probed(inside):
        (tmp_path / "there").write_text("there")
        where = [str(ROOT), str(parent), str(tmp_path), *map(str, listening), inside]
        return subprocess.run(
            [sys.executable, "-I", "-c", PROBE, *where], capture_output=True, text=True, check=False
        )

    return probed


@pytest.fixture
def listening(tmp_path):
    import socket  # noqa: PLC0415 - beside its use

    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        udp.bind(("127.0.0.1", 0))
        unix.bind(str(tmp_path / "socket"))
        unix.listen()
        yield tcp.getsockname()[1], udp.getsockname()[1]


@needs_walls
@pytest.mark.parametrize("how", ["inside", "no landlock"])
def test_nothing_is_reached_from_inside(probe, how):
    done = probe(how)
    assert done.stdout, done.stderr
    assert json.loads(done.stdout) == []
    assert "PermissionError" in done.stderr  # It could not become another program either.


@needs_walls
def test_outside_the_same_reaches_succeed(probe):
    """Else the probe proves nothing. Whose memory one may read, some systems restrict by
    themselves."""
    done = probe("")
    assert done.stdout, done.stderr
    assert set(json.loads(done.stdout)) | RESTRICTED == ALL


def kinds():
    def made(kind):
        out = io.BytesIO()
        Image.new("RGB", (300, 200), "teal").save(out, kind)
        return out.getvalue()

    rasters = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "tif": "TIFF"}
    rasters |= {"gif": "GIF", "bmp": "BMP"}
    return {kind: made(name) for kind, name in rasters.items()} | {
        "heic": heic(size=(300, 200)),
        "pdf": odd.GOOD["pdf"],
    }


@needs_walls
@pytest.mark.parametrize(("kind", "content"), kinds().items(), ids=kinds())
def test_all_that_is_needed_is_loaded_before(tmp_path, kind, content):
    """Where no file can be opened any more, not even one of Python's."""
    (tmp_path / "file").write_bytes(content)
    program = (
        f"import sys; sys.path.append({str(ROOT)!r}); from intake.uploads import cage, viewer;"
        "cage._landlock_version = lambda: 0; viewer.main()"
    )
    for question in (f"picture-{kind}", "pdf" if kind == "pdf" else "pixels"):
        command = [sys.executable, "-I", "-c", program, question, str(tmp_path / "file")]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_the_viewer_enters_before_it_looks(monkeypatch):
    from intake.uploads import viewer  # noqa: PLC0415 - a program of its own elsewhere

    steps = []
    monkeypatch.setattr(viewer, "confine", lambda question: steps.append("confine"))
    monkeypatch.setattr(viewer.cage, "enter", lambda keep: steps.append("enter"))
    monkeypatch.setitem(viewer.ANSWERS, "pdf", lambda file: steps.append(file.tell()) or b"")
    monkeypatch.setattr(sys, "argv", ["viewer", "pdf", os.devnull])
    viewer.main()
    assert steps == ["confine", "enter", 0]


def test_a_handle_of_ours_is_not_written_through_the_viewer(tmp_path):
    """The upload's own handle may be one for writing: the viewer closes it."""
    with (tmp_path / "file").open("w+b") as file:
        file.write(odd.GOOD["pdf"])
        file.flush()
        assert viewer_process.look("pdf", file) == {"pages": 1, "xfa": False, "files": 0}
        file.seek(0)
        assert file.read() == odd.GOOD["pdf"]


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ([], []),
        (["Landlock"], ["This system has no Landlock: clients' files are opened with fewer"]),
        (["Landlock", "seccomp"], ["This system has no Landlock and no seccomp: clients' files"]),
    ],
)
def test_a_system_without_the_walls_is_told_so(monkeypatch, missing, says):
    monkeypatch.setattr(cage, "lacking", lambda: missing)
    told = checks.strangers_files_are_opened_in_a_sandbox()
    assert [one.msg[: len(said)] for one, said in zip(told, says, strict=True)] == says


@pytest.mark.parametrize("system", ["darwin", "linux"])
def test_another_system_goes_on_without(monkeypatch, system):
    monkeypatch.setattr(cage.sys, "platform", system)
    monkeypatch.setattr(cage.platform, "machine", lambda: "mips")
    monkeypatch.setattr(cage, "_landlock_version", lambda: 0)
    assert cage.lacking() == ["Landlock", "seccomp"]
