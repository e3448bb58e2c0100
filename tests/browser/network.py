"""The road between a browser and the house: it counts what passes, breaks, and is mended."""

import contextlib
import socket
import struct
import threading

from devtools.ports import claim

RESET = struct.pack("ii", 1, 0)
CHUNK = 64 * 1024


class Road:
    """with Road.to(port) as road: road.url; road.break_after(bytes); road.mend().

    Broken, every connection is reset at once and none is accepted until the road is mended.
    """

    def __init__(self, target):
        self.target = target
        self.port, self.holder = claim(19000)
        self.url = f"http://localhost:{self.port}"
        self.sent, self.limit = 0, None
        self.lock = threading.Lock()
        self.broken = threading.Event()
        self.open = set()
        self.listener = None

    @classmethod
    @contextlib.contextmanager
    def to(cls, port):
        road = cls(port)
        road.mend()
        try:
            yield road
        finally:
            road.break_now()
            road.holder.close()

    def break_after(self, limit):
        """Count from zero, and break once so many bytes went towards the house."""
        with self.lock:
            self.sent, self.limit = 0, limit

    def break_now(self):
        self.broken.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            ends, self.open = self.open, set()
        for end in ends:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RD)
            end.close()

    def mend(self):
        self.broken.clear()
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen()
        threading.Thread(target=self.accept, args=[self.listener], daemon=True).start()

    def accept(self, listener):
        with contextlib.suppress(OSError):
            while True:
                browser, _ = listener.accept()
                self.join(browser)

    def join(self, browser):
        try:
            house = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            browser.close()
            return
        with self.lock:
            self.open |= {browser, house}
        for ends, counts in (((browser, house), True), ((house, browser), False)):
            threading.Thread(target=self.carry, args=[*ends, counts], daemon=True).start()

    def carry(self, source, target, counts):
        with contextlib.suppress(OSError):
            while piece := source.recv(CHUNK):
                if counts and self.is_over(len(piece)):
                    return self.break_now()
                target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
        return None

    def is_over(self, size):
        with self.lock:
            self.sent += size
            if self.limit is None or self.sent < self.limit:
                return False
            self.limit = None
            return True
