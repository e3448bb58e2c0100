"""A stand-in for ClamAV's daemon: the INSTREAM protocol on a socket, and EICAR is a virus to it."""

import socket
import struct
import threading
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@contextmanager
def clamd(answer=None, address=("127.0.0.1", 0)):
    """Yields its address. `answer`: bytes to give whatever comes; "" hangs up without a word."""
    kind = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    listening = socket.socket(kind)
    listening.bind(address)
    listening.listen()
    threading.Thread(target=_serve, args=(listening, answer), daemon=True).start()
    try:
        yield (
            f"unix:{address}"
            if kind == socket.AF_UNIX
            else "{}:{}".format(*listening.getsockname())
        )
    finally:
        listening.close()


def _serve(listening, answer):
    while True:
        try:
            visitor, _ = listening.accept()
        except OSError:
            return
        with visitor, visitor.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            content = b"".join(_chunks(said))
            verdict = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
            visitor.sendall(verdict + b"\0" if answer is None else answer)


def _chunks(said):
    while size := struct.unpack("!L", said.read(4))[0]:
        yield said.read(size)
