"""Clients give, the server is killed, and is started again: what was acknowledged must be there."""

import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path

from casehug.files.storage import private_files
from intake.links import devices, private_links
from intake.models import Intake, Item, PartialUpload, Upload
from intake.uploads import spool
from tests.intake.proof.clients import Formful, Piecemeal, Typist, chance
from tests.intake.proof.devices import Device
from tests.intake.proof.kill_points import POINTS

QUESTIONS = 8
# A server's life, in requests of all clients together; then a moment more.
LONGEST_LIFE, LONGEST_MOMENT = 60, 0.03
LONGEST_COUNT = 3
PAUSE = 0.02  # Before a client who was cut off asks again.
LONGEST_END = 60


def intake_of(matter):
    """Asks enough to be busy with."""
    intake = Intake.objects.create(matter=matter, status=Intake.Status.SENT)
    questions = [f"Question {number}" for number in range(QUESTIONS)]
    asked = [("question", title, "long") for title in questions]
    asked += [("document", title, "") for title in ("In pieces", "Also in pieces", "As a whole")]
    for position, (kind, title, answer_type) in enumerate(asked):
        Item.objects.create(
            intake=intake, kind=kind, title=title, answer_type=answer_type, position=position
        )
    return intake


def secret_of(intake):
    """A remembered device's."""
    private_links.make_link(intake=intake, by=None)
    return devices.remember(link=intake.links.get())


def clients_of(intake, web, seed):
    """Two who type, two who send in pieces, one who sends whole files."""
    secret = secret_of(intake)
    questions = list(intake.items.filter(kind="question"))
    papers = {item.title: item for item in intake.items.filter(kind="document")}

    def device():
        return Device(web, intake, secret)

    half = len(questions) // 2
    return [
        Typist(device(), questions[:half], chance(seed, "one")),
        Typist(device(), questions[half:], chance(seed, "other")),
        Piecemeal(device(), papers["In pieces"], chance(seed, "pieces"), "piece"),
        Piecemeal(device(), papers["Also in pieces"], chance(seed, "more"), "more"),
        Formful(device(), papers["As a whole"], chance(seed, "whole"), "whole"),
    ]


class Crew:
    """Each client in a thread of its own; they rest while there is no server."""

    def __init__(self, clients):
        self.clients = clients
        self.may_go, self.over = threading.Event(), threading.Event()
        self.asked, self.cuts, self.counting = 0, 0, threading.Condition()
        self.resting = [threading.Event() for _ in clients]
        self.threads = [
            threading.Thread(target=self.work, args=pair, daemon=True)
            for pair in zip(clients, self.resting, strict=True)
        ]

    def work(self, client, resting):
        while not (self.over.is_set() and client.is_done):
            if not self.may_go.is_set():
                resting.set()
                self.may_go.wait()
                resting.clear()
            self.one_request(client)

    def one_request(self, client):
        try:
            client.step()
        except (OSError, HTTPException):
            client.cut()
            self.cuts += 1
            self.over.wait(PAUSE)
        with self.counting:
            self.asked += 1
            self.counting.notify_all()

    def wait_for(self, requests):
        wanted = self.asked + requests
        with self.counting:
            assert self.counting.wait_for(lambda: self.asked >= wanted, LONGEST_END), "All hang."

    def outlive(self, web):
        """Whether it died by itself, as it does at what its clients ask for sooner or later."""
        with self.counting:
            return self.counting.wait_for(lambda: not web.child.is_alive(), LONGEST_END)

    @contextmanager
    def at_work(self):
        for thread in self.threads:
            thread.start()
        try:
            yield self
        finally:
            self.end()

    def go(self):
        self.may_go.set()

    def pause(self):
        self.may_go.clear()

    def wait_until_all_rest(self):
        assert all(one.wait(LONGEST_END) for one in self.resting), "A client hangs."

    def end(self):
        """Each finishes the file it has in hand."""
        self.over.set()
        self.may_go.set()
        deadline = time.monotonic() + LONGEST_END
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        assert not any(thread.is_alive() for thread in self.threads), "A client never finished."


def trial(*, web, intake, seed, kills, points=POINTS, who=object, until_fault=False):
    """Sentences about what is lost, double or left over, and how much was acknowledged.

    Every other life ends at one of `points` rather than at any moment; each, `until_fault`.
    `who`: of the clients those of this class alone.
    """
    clients = [client for client in clients_of(intake, web, seed) if isinstance(client, who)]
    dice = chance(seed, "kills")
    faults, end = [], ""
    with Crew(clients).at_work() as crew:
        for number in range(1, kills + 1):
            crew.go()
            if not end or not crew.outlive(web):
                crew.wait_for(dice.randrange(1, LONGEST_LIFE))
                time.sleep(dice.uniform(0, LONGEST_MOMENT))
            crew.pause()
            web.kill()
            crew.wait_until_all_rest()
            faults += [*found_by(clients), *doubles()]
            if number == kills or (faults and until_fault):
                web.start_again()
                break
            end = an_end(dice, points) if until_fault or number % 2 else ""
            web.start_again(end)
    faults += found_by(clients)
    faults += doubles()
    faults += left_over(intake, web)
    return faults, {"cut": crew.cuts, **kept_by(clients)}


def an_end(dice, points):
    return f"{dice.choice(points)}.{dice.randint(1, LONGEST_COUNT)}"


def kept_by(clients):
    kept = Counter()
    for client in clients:
        kept[type(client).__name__] += client.acknowledged
    return kept


def found_by(clients):
    return [fault for client in clients for fault in client.faults()]


def doubles():
    sums = list(Upload.objects.values_list("sha256", flat=True))
    return [f"{one} is there twice" for one in sorted({s for s in sums if sums.count(s) > 1})]


def left_over(intake, web):
    """After a day's sweep only the uploads' files are there, and nothing in the temporary folder."""
    with a_day_later():
        spool.sweep_stale()
    rows = PartialUpload.objects.count()
    if rows:
        yield f"{rows} halves are remembered"
    root = Path(private_files().path(""))
    there = {
        str(path.relative_to(root))
        for path in root.glob(f"{intake.firm_id}/**/*")
        if path.is_file()
    }
    wanted = set(Upload.objects.values_list("file", flat=True))
    yield from (f"{name} is nobody's" for name in sorted(there - wanted))
    yield from (f"{name} is missing" for name in sorted(wanted - there))
    yield from (f"{path.name} lies in the temporary folder" for path in web.temporary.iterdir())


@contextmanager
def a_day_later():
    former, spool.STALE = spool.STALE, timedelta(seconds=-5)
    try:
        yield
    finally:
        spool.STALE = former
