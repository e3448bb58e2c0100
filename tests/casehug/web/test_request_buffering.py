import errno
import io
import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from casehug.web import request_buffering
from casehug.web.request_buffering import Places

WAIT = 10


class Lost(OSError):
    pass


class Slow:
    """Gives `first`, then nothing until it is told to go on; then ends, or is lost."""

    def __init__(self, first=b"", rest=b"", error=None):
        self.first, self.rest, self.error = io.BytesIO(first), io.BytesIO(rest), error
        self.waited_for, self.go_on = Event(), Event()

    def read(self, size=-1):
        if piece := self.first.read(size):
            return piece
        self.waited_for.set()
        assert self.go_on.wait(WAIT)
        if self.error:
            raise self.error
        return self.rest.read(size)


def ask(places, stream=None, length=0):
    about = {"wsgi.input": stream or io.BytesIO(), "CONTENT_LENGTH": str(length)}
    return places(about, lambda *_: None)


def reads_all(environ, _answer):
    return [b"".join(iter(lambda: environ["wsgi.input"].read(1000), b""))]


def few_ahead(monkeypatch, most):
    monkeypatch.setattr(request_buffering, "AHEAD", most)
    monkeypatch.setattr(request_buffering, "FORM", 0)


@pytest.fixture
def hands():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_slow_bodies_keep_no_page_waiting(hands):
    """Nor a connection to the database: what takes one begins when the body is here."""
    begun = []

    def works(environ, answer):
        begun.append(environ["CONTENT_LENGTH"])
        return reads_all(environ, answer)

    places = Places(works, at_once=1)
    slow = [Slow(b"half", b"whole") for _ in range(4)]
    asked = [hands.submit(ask, places, one, 9) for one in slow]
    assert all(one.waited_for.wait(WAIT) for one in slow)
    assert hands.submit(ask, places).result(WAIT) == [b""]
    assert begun == ["0"]
    for one in slow:
        one.go_on.set()
    assert [one.result(WAIT) for one in asked] == [[b"halfwhole"]] * 4


def test_body_larger_than_what_is_read_ahead_keeps_no_page_waiting_either(hands, monkeypatch):
    few_ahead(monkeypatch, 4)
    places = Places(reads_all, at_once=1)
    slow = Slow(b"half", b"whole")
    asked = hands.submit(ask, places, slow, 9)
    assert slow.waited_for.wait(WAIT)
    assert hands.submit(ask, places).result(WAIT) == [b""]
    slow.go_on.set()
    assert asked.result(WAIT) == [b"halfwhole"]


def test_no_more_than_the_places_are_worked_on_at_once(hands):
    meeting, inside, most = Barrier(2), [], []

    def works(_environ, _answer):
        inside.append(1)
        most.append(len(inside))
        meeting.wait(WAIT)
        inside.pop()
        return [b""]

    places = Places(works, at_once=2)
    asked = [hands.submit(ask, places) for _ in range(8)]
    assert [one.result(WAIT) for one in asked] == [[b""]] * 8
    assert max(most) == 2


def test_failed_request_gives_its_place_back():
    def fails(_environ, _answer):
        raise ZeroDivisionError

    places = Places(fails, at_once=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            ask(places)


@pytest.mark.parametrize(
    "size", [0, 1, 99_999, request_buffering.IN_MEMORY + 1, request_buffering.AHEAD + 12_345]
)
def test_bytes_are_the_same(size):
    sent = random.Random(size).randbytes(size)
    assert ask(Places(reads_all, at_once=1), io.BytesIO(sent), size) == [sent]


def test_whole_body_at_once_and_line_by_line(monkeypatch):
    few_ahead(monkeypatch, 6)
    sent = b"one\ntwo\nthree\n"

    def read(how):
        return lambda environ, _answer: how(environ["wsgi.input"])

    whole = Places(read(lambda body: body.read()), at_once=1)
    assert ask(whole, io.BytesIO(sent), len(sent)) == sent
    lines = Places(read(lambda body: list(iter(body.readline, b""))), at_once=1)
    assert b"".join(ask(lines, io.BytesIO(sent), len(sent))) == sent


@pytest.mark.parametrize("ahead", [2, 100])
def test_body_that_ends_too_early_is_told_from_a_whole_one(monkeypatch, ahead):
    """As the web server does: it tells of a lost connection as of an end."""
    few_ahead(monkeypatch, ahead)
    with pytest.raises(request_buffering.Lost):
        ask(Places(reads_all, at_once=1), io.BytesIO(b"half"), 9)
    whole = Places(lambda environ, _answer: environ["wsgi.input"].read(), at_once=1)
    with pytest.raises(request_buffering.Lost):
        ask(whole, io.BytesIO(b"half"), 9)


def test_full_disk_of_its_own_loses_no_byte(monkeypatch):
    """What does not fit beside us is taken as it comes."""
    sent = random.Random(1).randbytes(request_buffering.IN_MEMORY + 300_000)

    class Full(io.BytesIO):
        def write(self, piece):
            if self.tell() > 200_000:
                raise OSError(errno.ENOSPC, "")
            return super().write(piece[:1000])

    monkeypatch.setattr(request_buffering, "TemporaryFile", lambda **_: Full())
    assert ask(Places(reads_all, at_once=1), io.BytesIO(sent), len(sent)) == [sent]
    monkeypatch.setattr(request_buffering, "TemporaryFile", no_file)
    assert ask(Places(reads_all, at_once=1), io.BytesIO(sent), len(sent)) == [sent]


def no_file(**_):
    raise OSError(errno.ENOSPC, "")


def test_what_is_scarce_is_given_back_before_a_wait(hands, monkeypatch):
    few_ahead(monkeypatch, 4)
    spared = Event()
    places = Places(reads_all, at_once=1, spare=spared.set)
    slow = Slow(b"half", b"whole")
    asked = hands.submit(ask, places, slow, 9)
    assert slow.waited_for.wait(WAIT)
    assert spared.is_set()
    slow.go_on.set()
    assert asked.result(WAIT) == [b"halfwhole"]


def test_what_arrived_before_the_connection_was_lost_is_read_first():
    slow = Slow(b"half", error=Lost())
    slow.go_on.set()
    read = []

    def reads(environ, _answer):
        while piece := environ["wsgi.input"].read(3):
            read.append(piece)

    places = Places(reads, at_once=1)
    with pytest.raises(Lost):
        ask(places, slow, 100)
    assert read == [b"hal", b"f"]
    assert ask(Places(reads_all, at_once=1)) == [b""]


# --- What a stranger paces -----------------------------------------------------------------------


def tells_refusal(environ, _answer):
    return [environ.get(request_buffering.REFUSED)]


class Trickle(io.BytesIO):
    """A byte each five seconds, by a clock of its own; a read waits for all it asks for."""

    now = 0

    def read(self, size=-1):
        piece = super().read(size)
        Trickle.now += 5 * len(piece)
        return piece


@pytest.fixture
def trickle(monkeypatch):
    monkeypatch.setattr(request_buffering.time, "monotonic", lambda: Trickle.now)
    monkeypatch.setattr(request_buffering, "FIRST", 1)
    return lambda: Trickle(b"x" * 9000)


def test_body_of_a_byte_now_and_then_is_answered_without_its_end(trickle):
    for takes_files, wanted in ((False, 408), (True, None)):  # Of a file, what came is kept.
        places = Places(tells_refusal, at_once=1, takes_files=lambda _, takes=takes_files: takes)
        stream = trickle()
        assert ask(places, stream, 9000) == [wanted]
        assert stream.tell() == 5


def test_rest_of_a_large_body_that_trickles_ends_its_wait(monkeypatch, trickle):
    few_ahead(monkeypatch, 2)
    with pytest.raises(request_buffering.TooSlow):
        ask(Places(reads_all, at_once=1), trickle(), 9000)


def test_one_address_keeps_only_so_many_bodies_coming(hands, monkeypatch):
    monkeypatch.setattr(request_buffering, "AT_ONCE", 3)
    places = Places(tells_refusal, at_once=1, sender=lambda environ: environ["from"])

    def send(stream, who):
        about = {"wsgi.input": stream, "CONTENT_LENGTH": "9", "from": who}
        return places(about, lambda *_: None)

    slow = [Slow(b"half", b"whole") for _ in range(3)]
    asked = [hands.submit(send, one, "a") for one in slow]
    assert all(one.waited_for.wait(WAIT) for one in slow)
    assert send(io.BytesIO(b"123456789"), "a") == [429]
    assert send(io.BytesIO(b"123456789"), "b") == [None]
    for one in slow:
        one.go_on.set()
    assert [one.result(WAIT) for one in asked] == [[None]] * 3
    assert send(io.BytesIO(b"123456789"), "a") == [None]
    assert not places.coming.counts


def test_large_body_is_read_ahead_only_where_files_are_taken(monkeypatch):
    few_ahead(monkeypatch, 4)
    read = []

    def works(_environ, _answer):
        read.append(stream.tell())
        return []

    for takes, wanted in ((True, 4), (False, 0)):
        stream = io.BytesIO(b"x" * 100)
        ask(Places(works, at_once=1, takes_files=lambda _, takes=takes: takes), stream, 100)
        assert read.pop() == wanted


@pytest.mark.parametrize("status", [408, 429])
def test_refused_body_is_answered_by_a_page(client, status):
    answer = client.post("/accounts/login/", **{request_buffering.REFUSED: status})
    assert answer.status_code == status
    assert "so nothing" in answer.content.decode()
