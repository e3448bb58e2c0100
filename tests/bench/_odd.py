"""`./dev bench odd`: thousands of files nobody should send, and the memory they cost each process."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from devtools.house import WORKER_SETTINGS, worker
from devtools.processes import Child
from intake.links import devices, private_links
from intake.models import Intake, Item, Upload
from tests.bench._firms import new_matter
from tests.intake.proof.devices import Device
from tests.intake.proof.web import Web
from tests.intake.uploads.malformed_files import malformed

AN_ITEM = 150  # files
MOST = 256  # MB of each process
LOOK_EVERY = 0.005
LONGEST_REST = 600
KINDS = {"viewer.py": "viewer", "celery": "worker", "granian": "web"}


def run(seed: int, files: int) -> int:
    with tempfile.TemporaryDirectory() as folder, Web.start(Path(folder)) as web:
        env = web.child.env | WORKER_SETTINGS
        helper = Child("worker", worker(), Path(folder) / "worker.log", env)
        helper.start()
        try:
            with Memory([web.child, helper]).watched() as memory:
                told = send_all(web, seed, files)
        finally:
            helper.ask_to_stop()
            helper.wait(8)
    print(f"  answers: {dict(told)}")
    for kind, most in sorted(memory.most.items()):
        print(f"  most memory of the {kind}: {most / 2**20:.0f} MB (limit {MOST})")
    wrong = set(told) - {201, 422}
    too_much = any(most > MOST * 2**20 for most in memory.most.values())
    return 1 if wrong or too_much else 0


def send_all(web: Web, seed: int, files: int) -> Counter[int]:
    """The status of each answer, once the worker has looked at all that was kept."""
    firm, told = Firm.found(name="Odd"), Counter[int]()
    with firm_scope(firm.pk):
        intake = Intake.objects.create(matter=new_matter(firm, 0), status=Intake.Status.SENT)
        private_links.make_link(intake=intake, by=None)
        device = Device(web, intake, devices.remember(link=intake.links.get()))
        item = None
        for number in range(files):
            if number % AN_ITEM == 0:
                item = Item.objects.create(intake=intake, kind="document", title="Papers")
            name, content = malformed(number, seed)
            status = device.gives(item, f"n{number}", name, content)
            told[status] += 1
            if status not in {201, 422}:
                print(f"    file {number} was answered {status}")
        wait_for_pictures()
    return told


def wait_for_pictures() -> None:
    deadline = time.monotonic() + LONGEST_REST
    while (left := Upload.objects.filter(preview="").count()) and time.monotonic() < deadline:
        time.sleep(0.2)
    print(f"  {Upload.objects.count()} kept; not looked at: {left}")


class Memory:
    """The most that any process of each kind ever held, as the system counts it."""

    def __init__(self, children: list[Child]) -> None:
        self.children, self.most, self.over = children, Counter[str](), threading.Event()

    @contextmanager
    def watched(self) -> Iterator[Memory]:
        thread = threading.Thread(target=self.watch)
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            thread.join()

    def watch(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            for child in self.children:
                self.look(child.pid)

    def look(self, pid: int) -> None:
        try:
            parent = psutil.Process(pid)
            for one in [parent, *parent.children(recursive=True)]:
                line = " ".join(one.cmdline())
                if kind := next((kind for part, kind in KINDS.items() if part in line), ""):
                    self.most[kind] = max(self.most[kind], peak(one.pid))
        except (psutil.NoSuchProcess, OSError):
            return  # Gone while it was looked at.


def peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
